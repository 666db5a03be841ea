import type {
	BreakReason,
	BridgedBy,
	Difference,
	Verdict,
	WaveComparison,
	WaveSide,
} from '#core/comparability/index.ts';
import { compareWaves, variablesRead } from '#core/comparability/index.ts';
import type { DifferenceKind, Instrument, Measure, Question } from '#core/instrument/index.ts';
import { plainText, questionsOf, say, variablesOf } from '#core/instrument/index.ts';

/** A wave of the survey: what it is called, which version it asked, and what else decides whether it may be compared. */
export interface FieldedWave extends Omit<WaveSide, 'instrument'> {
	readonly label: string;
	readonly version: number;
	/** Completed interviews, where they are counted. */
	readonly completed?: number | undefined;
}

/** What is published of a survey, by version, and its waves in the order of time. */
export interface Fielded {
	readonly versions: readonly Instrument[];
	readonly waves: readonly FieldedWave[];
}

/** What ends when something breaks: the waves that a next one could have been compared with, and no longer can. */
export interface Loss {
	/** Labels of the waves in which the variable itself was asked comparably. */
	readonly waves: readonly string[];
	/** The measures that read it, each with the waves of its own trend. */
	readonly measures: readonly { readonly id: string; readonly label: string; readonly waves: readonly string[] }[];
}

/** What becomes of a question; `columns` are the names of all that its answers are stored in, before or now. */
export type QuestionCost = { readonly question: string; readonly columns: readonly string[] } & (
	| { readonly kind: 'new' | 'identical' }
	/** It is written differently, but no respondent could notice: spaces, notes for colleagues. */
	| { readonly kind: 'cosmetic' }
	| { readonly kind: 'equivalent'; readonly differences: readonly Difference[]; readonly reason: string }
	/** It differs, and the step between the two wordings is or was measured in waves that ask both of random halves. */
	| { readonly kind: 'bridged'; readonly differences: readonly Difference[]; readonly bridges: readonly BridgedBy[] }
	/** It keeps the earlier wording of the question `of` for one half. */
	| { readonly kind: 'kept'; readonly of: string }
	| {
			readonly kind: 'break';
			readonly differences: readonly Difference[];
			/** The columns that break, each with the kinds of difference that a declaration would have to cover. */
			readonly broken: readonly BrokenColumn[];
			/** Its columns that are no longer there: nothing can be declared of them. */
			readonly gone: readonly string[];
			readonly loss: Loss;
	  }
	| { readonly kind: 'dropped'; readonly loss: Loss }
);

export interface BrokenColumn {
	readonly variable: string;
	readonly kinds: readonly DifferenceKind[];
}

export interface MeasureCost {
	readonly id: string;
	readonly label: string;
	readonly waves: readonly string[];
	readonly reasons: readonly BreakReason[];
}

/** What a draft would do to the trend, were the next wave asked with it in the way in which the last one was asked. */
export interface TrendCost {
	/** The version last fielded, with which the draft is compared, and the wave that asked it. */
	readonly version: number;
	readonly wave: string;
	/** In the order of the draft, then those that it drops. */
	readonly questions: readonly QuestionCost[];
	/** The measures that lose waves. */
	readonly measures: readonly MeasureCost[];
}

/**
 * Compares a draft with the version that was last fielded, question by question. A wave is lost where it is comparable
 * with the last one and would not be with the next: by the ledger of all versions, so that a declaration or the wording
 * of an earlier version brings waves back. Undefined where no wave has been asked yet. Shown by
 * tests/property/trend-cost.test.ts: every edit that a respondent could notice is a break, and no other is.
 */
export function costOf(draft: Instrument, fielded: Fielded): TrendCost | undefined {
	const last = fielded.waves.at(-1);
	const asked = fielded.versions.find(({ version }) => version === last?.version);
	if (last === undefined || asked === undefined) return undefined;
	const next = followingAll(draft, asked, fielded);
	const now = comparisons(next, last, fielded);
	const before = comparisons(asked, last, fielded);
	const lostBy = (isComparable: (compared: WaveComparison) => boolean) =>
		fielded.waves.filter((wave) => keeps(before(wave), isComparable) && !keeps(now(wave), isComparable));
	const labels = (waves: readonly FieldedWave[]) => waves.map(({ label }) => label);
	const compared = now(last);

	const measures = next.measures.map((measure) => ({
		reads: variablesRead(measure),
		id: measure.id,
		label: plainText(say(measure.label, 'en')),
		waves: labels(lostBy((pair) => hasTrend(pair, measure.id))),
		reasons: reasonsOf(compared, measure),
	}));
	const losing = measures.filter(({ waves }) => waves.length > 0);
	const lossOf = (variables: readonly string[]): Loss => ({
		waves: labels(lostBy((pair) => variables.every((variable) => isComparable(pair, variable)))),
		measures: losing
			.filter(({ reads }) => reads.some((variable) => variables.includes(variable)))
			.map(({ id, label, waves }) => ({ id, label, waves })),
	});

	const verdicts = compared?.variables ?? [];
	const older = new Map(questionsOf(asked).map((question) => [question.id, question]));
	const wordings = new Map<string, string>(draft.bridges.map(({ question, before }) => [before, question]));
	const kept = questionsOf(draft).map((question): QuestionCost => {
		const of = wordings.get(question.id);
		if (of !== undefined) return { question: question.id, columns: namesOf(question), kind: 'kept', of };
		return costOfQuestion(older.get(question.id), question, verdicts, lossOf);
	});
	const bridgeEnded = new Set<string>(asked.bridges.map(({ before }) => before));
	const still = new Set(questionsOf(draft).map(({ id }) => id));
	const dropped = [...older.values()]
		.filter(({ id }) => !still.has(id) && !bridgeEnded.has(id))
		.map((question): QuestionCost => {
			const columns = namesOf(question);
			return { question: question.id, columns, kind: 'dropped', loss: lossOf(columns) };
		});
	return {
		version: asked.version,
		wave: last.label,
		questions: [...kept, ...dropped],
		measures: losing.map(({ reads: _reads, ...measure }) => measure),
	};
}

/** The draft as the next version, with the measures that it no longer declares: their answers may still be in it. */
function followingAll(draft: Instrument, asked: Instrument, { versions }: Fielded): Instrument {
	const declared = new Set(draft.measures.map(({ id }) => id));
	const measures = [...draft.measures, ...asked.measures.filter(({ id }) => !declared.has(id))];
	const version = Math.max(draft.version, ...versions.map((published) => published.version + 1));
	return { ...draft, version, measures };
}

/** Compares each wave with one more that asks `instrument` as `last` was asked; waves of a kind are compared once. */
function comparisons(instrument: Instrument, last: FieldedWave, { versions }: Fielded) {
	const known = new Map<string, WaveComparison>();
	return (wave: FieldedWave): WaveComparison | undefined => {
		const of = versions.find(({ version }) => version === wave.version);
		if (of === undefined) return undefined;
		const { version, modes, sampleType, simulated, imported } = wave;
		const key = [version, modes.toSorted().join('+'), sampleType, simulated, imported?.file].join('/');
		const compared = known.get(key) ?? compareWaves({ ...wave, instrument: of }, { ...last, instrument }, versions);
		known.set(key, compared);
		return compared;
	};
}

function keeps(compared: WaveComparison | undefined, isComparable: (compared: WaveComparison) => boolean): boolean {
	return compared !== undefined && isComparable(compared);
}

function isComparable({ wave, variables }: WaveComparison, variable: string): boolean {
	if (wave.kind === 'break' && wave.reasons.some(({ difference }) => difference !== 'mode')) return false;
	const verdict = variables.find((one) => one.variable === variable);
	return verdict?.kind === 'identical' || verdict?.kind === 'equivalent' || verdict?.kind === 'bridged';
}

function hasTrend({ measures }: WaveComparison, id: string): boolean {
	const kind = measures.get(id)?.kind;
	return kind === 'comparable' || kind === 'bridged';
}

function reasonsOf(compared: WaveComparison | undefined, measure: Measure): readonly BreakReason[] {
	const comparison = compared?.measures.get(measure.id);
	return comparison?.kind === 'break' ? comparison.reasons : [];
}

function costOfQuestion(
	older: Question | undefined,
	newer: Question,
	verdicts: readonly Verdict[],
	lossOf: (variables: readonly string[]) => Loss,
): QuestionCost {
	const question = newer.id;
	if (newer.kind === 'information') return costOfPage(older, newer, verdicts, lossOf);
	if (older === undefined) return { question, columns: namesOf(newer), kind: 'new' };
	const columns = [...new Set([...namesOf(older), ...namesOf(newer)])];
	const own = verdicts.filter(({ variable }) => columns.includes(variable));
	const broken = own.filter((verdict) => verdict.kind === 'break');
	const gone = own.filter(({ kind }) => kind === 'only-in-older').map(({ variable }) => variable);
	if (broken.length > 0 || gone.length > 0) {
		const differences = distinct(broken.flatMap((verdict) => verdict.differences));
		const loss = lossOf([...broken.map(({ variable }) => variable), ...gone]);
		return { question, columns, kind: 'break', differences, broken: broken.map(columnOf), gone, loss };
	}
	const bridged = own.filter((verdict) => verdict.kind === 'bridged');
	if (bridged.length > 0) {
		const differences = distinct(bridged.flatMap((verdict) => verdict.differences));
		return { question, columns, kind: 'bridged', differences, bridges: bridged[0]?.bridges ?? [] };
	}
	const equivalent = own.filter((verdict) => verdict.kind === 'equivalent');
	if (equivalent.length > 0) {
		const reason = [...new Set(equivalent.map((verdict) => verdict.reason))].join(' ');
		const differences = distinct(equivalent.flatMap((verdict) => verdict.differences));
		return { question, columns, kind: 'equivalent', differences, reason };
	}
	return { question, columns, kind: isWrittenAlike(older, newer) ? 'identical' : 'cosmetic' };
}

/** A page has no column: what it says defines what the questions after it in its section ask. */
function costOfPage(
	older: Question | undefined,
	page: Question,
	verdicts: readonly Verdict[],
	lossOf: (variables: readonly string[]) => Loss,
): QuestionCost {
	const question = page.id;
	const own = ({ place }: Difference) => place.startsWith(`page "${question}" before it`);
	const moved = verdicts.filter(({ differences }) => differences.some(own));
	const columns = moved.map(({ variable }) => variable);
	const differences = distinct(moved.flatMap((verdict) => verdict.differences.filter(own)));
	const broken = moved.filter(({ kind }) => kind === 'break').map(columnOf);
	if (broken.length > 0) {
		const loss = lossOf(broken.map(({ variable }) => variable));
		return { question, columns, kind: 'break', differences, broken, gone: [], loss };
	}
	const [bridged] = moved.flatMap((verdict) => (verdict.kind === 'bridged' ? [verdict.bridges] : []));
	if (bridged !== undefined) return { question, columns, kind: 'bridged', differences, bridges: bridged };
	if (moved.length > 0) {
		const reasons = moved.flatMap((verdict) => (verdict.kind === 'equivalent' ? [verdict.reason] : []));
		return { question, columns, kind: 'equivalent', differences, reason: [...new Set(reasons)].join(' ') };
	}
	if (older === undefined) return { question, columns, kind: 'new' };
	return { question, columns, kind: isWrittenAlike(older, page) ? 'identical' : 'cosmetic' };
}

function columnOf({ variable, differences }: Verdict): BrokenColumn {
	return { variable, kinds: [...new Set(differences.map(({ kind }) => kind))] };
}

function namesOf(question: Question): string[] {
	return variablesOf(question).map(({ name }) => name);
}

function isWrittenAlike(older: Question, newer: Question): boolean {
	return JSON.stringify(older) === JSON.stringify(newer);
}

/** One difference once, however many columns of a question share it. */
function distinct(differences: readonly Difference[]): Difference[] {
	return [...new Map(differences.map((difference) => [Object.values(difference).join('\n'), difference])).values()];
}
