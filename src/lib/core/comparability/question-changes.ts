import type { Instrument, Question } from '#core/instrument/index.ts';
import { questionsOf, variablesOf } from '#core/instrument/index.ts';
import { differenceWords } from './difference.ts';
import type { BridgedBy, Verdict } from './verdict.ts';

/**
 * What became of a question from one version to another. `same-trend`: something changed of which no trend takes notice.
 * `kept`: the earlier wording of another, for the half of a bridge; `bridge-ended`: it was that, and is asked no more.
 */
export interface QuestionChange {
	readonly question: string;
	readonly kind: 'new' | 'kept' | 'dropped' | 'bridge-ended' | 'break' | 'equivalent' | 'bridged' | 'same-trend';
	/** What changed, in words, each once: `text: before → after`, or the names of the parts. */
	readonly words: readonly string[];
	/** Why it is declared equivalent all the same. */
	readonly reasons: readonly string[];
}

/**
 * The questions that differ at all between two versions, in the order of the newer one, those that it dropped last.
 * `verdicts` are those on the variables of the two; a question is as good as its worst variable.
 */
export function questionChanges(older: Instrument, newer: Instrument, verdicts: readonly Verdict[]): QuestionChange[] {
	const before = new Map(questionsOf(older).map((question) => [question.id, question]));
	const after = questionsOf(newer);
	const dropped = questionsOf(older).filter(({ id }) => !after.some((question) => question.id === id));
	const isKept = ({ bridges }: Instrument, id: string) => bridges.some((bridge) => bridge.before === id);
	return [
		...after.flatMap((question): QuestionChange[] => {
			const change = changeOf(before.get(question.id), question, verdicts);
			if (change === undefined) return [];
			return [change.kind === 'new' && isKept(newer, question.id) ? { ...change, kind: 'kept' } : change];
		}),
		...dropped.map(({ id }): QuestionChange => {
			return { question: id, kind: isKept(older, id) ? 'bridge-ended' : 'dropped', words: [], reasons: [] };
		}),
	];
}

/** The parts of the instrument beside its questions that differ, by their names in the file, such as `closing`. */
export function otherChanges(older: Instrument, newer: Instrument): string[] {
	const { sections: _were, version: _older, $schema: _file, ...before } = older;
	const { sections: _are, version: _newer, $schema: _other, ...after } = newer;
	return changedParts(before, after);
}

function changeOf(
	older: Question | undefined,
	newer: Question,
	verdicts: readonly Verdict[],
): QuestionChange | undefined {
	const question = newer.id;
	if (older === undefined) return { question, kind: 'new', words: [], reasons: [] };
	const variables = [older, newer].flatMap(variablesOf).map(({ name }) => name);
	const own = verdicts.filter(({ variable }) => variables.includes(variable));
	const words = [...new Set(own.flatMap(({ differences }) => differences.map(differenceWords)))];
	const reasons = [...new Set(own.flatMap(reasonsOf))];
	if (own.some(({ kind }) => kind === 'break' || kind === 'only-in-older' || kind === 'only-in-newer')) {
		const gone = own.flatMap(({ kind, variable }) => columnWords[kind]?.(variable) ?? []);
		return { question, kind: 'break', words: [...words, ...gone], reasons };
	}
	const over = own.flatMap((verdict) => (verdict.kind === 'bridged' ? verdict.bridges : []));
	if (over.length > 0)
		return { question, kind: 'bridged', words: [...words, ...new Set(over.map(bridgeWords))], reasons };
	if (reasons.length > 0) return { question, kind: 'equivalent', words, reasons };
	const parts = changedParts(older, newer);
	return parts.length === 0 ? undefined : { question, kind: 'same-trend', words: parts, reasons: [] };
}

function reasonsOf(verdict: Verdict): readonly string[] {
	switch (verdict.kind) {
		case 'equivalent':
			return [verdict.reason];
		case 'bridged':
			return verdict.reasons;
		case 'identical':
		case 'break':
		case 'only-in-older':
		case 'only-in-newer':
			return [];
	}
}

function bridgeWords({ version, experiment }: BridgedBy): string {
	return `version ${version} asks both forms of random halves (“${experiment}”)`;
}

const columnWords: Partial<Record<Verdict['kind'], (variable: string) => string>> = {
	'only-in-older': (variable) => `${variable} is not asked any more`,
	'only-in-newer': (variable) => `${variable} is new`,
};

function changedParts(older: object, newer: object): string[] {
	const before = new Map<string, unknown>(Object.entries(older));
	const after = new Map<string, unknown>(Object.entries(newer));
	return [...new Set([...before.keys(), ...after.keys()])].filter(
		(part) => inOneOrder(before.get(part)) !== inOneOrder(after.get(part)),
	);
}

/** JSON that is the same whatever the order of names. */
function inOneOrder(value: unknown): string | undefined {
	return JSON.stringify(value, (_key, part: unknown) =>
		typeof part === 'object' && part !== null && !Array.isArray(part)
			? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
			: part,
	);
}
