import { differenceWords, ledger } from '#core/comparability/index.ts';
import type { Verdict } from '#core/comparability/index.ts';
import type { Column } from '#core/dataset/index.ts';
import type { Instrument, Question, Variable } from '#core/instrument/index.ts';
import { codebook, plainText, questionsOf, say } from '#core/instrument/index.ts';
import type { CodeLabel, DataColumn } from './data-file.ts';

/** A column of a stacked file before it has rows: where each version's answers to it are found. */
export interface LaidColumn extends Omit<DataColumn, 'data' | 'missing'> {
	readonly type: Variable['type'];
	/** The variable that it is made of, under its own name, in the versions that have it. */
	readonly variable: string;
	readonly question: string;
	readonly versions: ReadonlySet<number>;
}

/**
 * The columns of waves that were asked with these versions, stacked by variable: one column for a variable under its name,
 * in the order of the newest version, then what only older ones asked. Where the ledger says that a variable breaks and a
 * code that both versions have stands for other words, or the answers are of another type, one column would mix what is
 * not the same: the older answers then stand in a column of their own, `<name>_v<version>`. Other breaks are told in
 * `about`. Open text is laid out only when asked for.
 */
export function layOut(
	used: readonly Instrument[],
	{ published, language, text }: { published: readonly Instrument[]; language: string; text: boolean },
): LaidColumn[] {
	const versions = used.toSorted((a, b) => a.version - b.version);
	const verdicts = ledger(published.length === 0 ? versions : published);
	const strands = new Map<string, Strand[]>();
	for (const instrument of versions) {
		const questions = new Map(questionsOf(instrument).map((question) => [String(question.id), question]));
		for (const variable of codebook(instrument)) {
			if (variable.type === 'text' && !text) continue;
			const before = strands.get(variable.name) ?? [];
			const newest = before.at(-1);
			const asked: Asked = { version: instrument.version, question: questions.get(variable.question), variable };
			const verdict = newest && verdictOn(verdicts, newest, asked);
			if (newest !== undefined && !mixes(newest, asked, verdict, language)) {
				if (differs(verdict)) newest.breaks.push(breakWords(newest, asked, verdict));
				newest.asked.push(asked);
			} else strands.set(variable.name, [...before, { asked: [asked], breaks: [] }]);
		}
	}
	const all = new Set(versions.map(({ version }) => version));
	const taken = new Set(strands.keys());
	return inOrder(versions, strands).flatMap((name) =>
		(strands.get(name) ?? []).toReversed().map((strand, age) => laid(strand, age === 0, { all, taken, language })),
	);
}

/**
 * The columns that analysts made of others, after those that were asked: what the waves' datasets have beyond `laid`. Each is
 * as comparable as what it is made of; `madeHow` says that in words, by name.
 */
export function layOutDerived(
	laid: readonly LaidColumn[],
	waves: readonly { readonly version: number; readonly columns: ReadonlyMap<string, Column> }[],
	{ language, madeHow }: { language: string; madeHow: ReadonlyMap<string, string> },
): LaidColumn[] {
	const asked = new Set(laid.map(({ variable }) => variable));
	const found = new Map<string, { variable: Variable; versions: Set<number> }>();
	for (const { version, columns } of waves) {
		for (const [name, { variable }] of columns) {
			if (asked.has(name)) continue;
			const before = found.get(name)?.versions ?? [];
			found.set(name, { variable, versions: new Set([...before, version]) });
		}
	}
	return [...found].map(([name, { variable, versions }]): LaidColumn => {
		const label = plainWords(variable.label, language) || name;
		const disclosive = disclosiveReason(variable, label);
		return {
			...{ name, label, type: variable.type, variable: name, question: variable.question, versions },
			level: variable.type === 'number' ? 'scale' : 'nominal',
			values: variable.values.map(({ code, label: words }) => ({ code, label: plainWords(words, language) })),
			about: ['Derived, as comparable as what it is made of', ...(madeHow.has(name) ? [madeHow.get(name) ?? ''] : [])],
			...(disclosive && { disclosive }),
		};
	});
}

/** Words on one line without markup. */
export function plainWords(text: Variable['label'], language: string): string {
	return plainText(say(text, language)).replaceAll(/\s+/g, ' ').trim();
}

/** The first of the names that no column has. */
export function freeName(columns: readonly { readonly name: string }[], ...names: readonly string[]): string {
	const taken = new Set(columns.map(({ name }) => name));
	const [first = 'column'] = names;
	let free = names.find((name) => !taken.has(name));
	for (let k = 2; free === undefined; k++) if (!taken.has(`${first}_${k}`)) free = `${first}_${k}`;
	return free;
}

interface Asked {
	readonly version: number;
	/** Undefined for the arms of an experiment. */
	readonly question: Question | undefined;
	readonly variable: Variable;
}

/** A variable over the versions in which its codes mean the same. */
interface Strand {
	readonly asked: Asked[];
	readonly breaks: string[];
}

function verdictOn(verdicts: ReturnType<typeof ledger>, { asked }: Strand, next: Asked): Verdict | undefined {
	const from = asked.at(-1)?.version ?? next.version;
	return verdicts.between(from, next.version)?.find(({ variable }) => variable === next.variable.name);
}

function mixes(strand: Strand, next: Asked, verdict: Verdict | undefined, language: string): boolean {
	const before = strand.asked.at(-1)?.variable;
	if (before === undefined) return false;
	if (before.type !== next.variable.type) return true;
	if (!differs(verdict)) return false;
	const words = new Map(before.values.map(({ code, label }) => [code, plainWords(label, language)]));
	return next.variable.values.some(
		({ code, label }) => words.has(code) && words.get(code) !== plainWords(label, language),
	);
}

/** A bridge measures the step between two wordings and makes their answers no more alike. */
function differs(verdict: Verdict | undefined): verdict is Verdict & { readonly kind: 'break' | 'bridged' } {
	return verdict?.kind === 'break' || verdict?.kind === 'bridged';
}

function breakWords({ asked }: Strand, next: Asked, verdict: Verdict & { kind: 'break' | 'bridged' }): string {
	const { differences } = verdict;
	const [shown, more] = [differences.slice(0, 3).map(differenceWords), differences.length - 3];
	const rest = more > 0 ? [`${more} more differences`] : [];
	const between = `Not comparable between versions ${asked.at(-1)?.version} and ${next.version}`;
	const over =
		verdict.kind === 'bridged'
			? verdict.bridges.map(
					({ version, before, arm }) => ` but for the step in version ${version} (${before}, ${arm.variable})`,
				)
			: [];
	return `${between}${over.join(',')}: ${[...shown, ...rest].join('; ')}`;
}

function inOrder(versions: readonly Instrument[], strands: ReadonlyMap<string, unknown>): string[] {
	const names = versions
		.toReversed()
		.flatMap(codebook)
		.map(({ name }) => name);
	return [...new Set(names)].filter((name) => strands.has(name));
}

function laid(
	{ asked, breaks }: Strand,
	isNewest: boolean,
	{ all, taken, language }: { all: ReadonlySet<number>; taken: Set<string>; language: string },
): LaidColumn {
	const [oldest, newest] = [asked[0], asked.at(-1)];
	if (oldest === undefined || newest === undefined) throw new Error('a strand without a version');
	const { variable, question } = newest;
	const versions = new Set(asked.map(({ version }) => version));
	const older = `${variable.name}_v${oldest.version}`;
	const name = isNewest
		? variable.name
		: freeName(
				[...taken].map((one) => ({ name: one })),
				older,
			);
	taken.add(name);
	const label = plainWords(variable.label, language) || variable.name;
	const missed = [...all].filter((version) => !versions.has(version));
	const disclosive = disclosiveReason(variable, label);
	return {
		name,
		label: isNewest ? label : `${label} (as asked in version ${[...versions].join(', ')})`,
		level: levelOf(question, variable),
		type: variable.type,
		variable: variable.name,
		question: variable.question,
		versions,
		values: valuesOf(asked, language),
		about: [
			question === undefined
				? `Experiment ${variable.question}: the arm that each person was given by chance`
				: `Question ${question.id}; asked of: ${plainWords(variable.base, language)}`,
			...(missed.length > 0 ? [`Asked only in version ${[...versions].join(', ')}`] : []),
			...breaks,
		],
		...(disclosive && { disclosive }),
	};
}

/** The newest version's codes in its order, then those that only older ones had. */
function valuesOf(asked: readonly Asked[], language: string): CodeLabel[] {
	const labels = new Map<number, string>();
	for (const { variable } of asked.toReversed())
		for (const { code, label } of variable.values) if (!labels.has(code)) labels.set(code, plainWords(label, language));
	return [...labels].map(([code, label]) => ({ code, label }));
}

function levelOf(question: Question | undefined, { type, name }: Variable): DataColumn['level'] {
	if (type === 'number') return 'scale';
	if (question === undefined) return 'nominal';
	switch (question.kind) {
		case 'scale':
		case 'grid':
		case 'ranking':
			return 'ordinal';
		case 'item-count':
			return name === question.id ? 'scale' : 'nominal';
		case 'single':
		case 'multiple':
		case 'number':
		case 'text':
		case 'knowledge':
		case 'crosswise':
		case 'consent':
		case 'information':
			return 'nominal';
	}
}

const placeWords =
	/post ?code|data ?zone|\bward\b|constituency|council|local authority|parish|\btown\b|village|street|address/i;
/** A list of places with more names than this has small places in it. */
const mostPlaces = 12;

function disclosiveReason(variable: Variable, label: string): DataColumn['disclosive'] {
	if (variable.type === 'text') return 'open-text';
	const isPlace = placeWords.test(variable.name.replaceAll('_', ' ')) || placeWords.test(label);
	if (isPlace && (variable.type === 'number' || variable.values.length > mostPlaces)) return 'fine-geography';
	switch (variable.sensitivity) {
		case 'own-behaviour':
		case 'self-incriminating-or-health':
			return 'sensitive';
		case 'none':
		case 'attitude':
			return undefined;
	}
}
