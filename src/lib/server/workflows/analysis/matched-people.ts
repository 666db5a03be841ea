import type { BreakReason } from '#core/comparability/index.ts';
import type { Design, Domain } from '#core/estimation/index.ts';
import {
	designOf,
	mcnemar,
	pairTable,
	pairedDifference,
	pairedShares,
	rowsWithCode,
	wilcoxon,
} from '#core/estimation/index.ts';
import { notAsked } from '#core/dataset/index.ts';
import type { Variable } from '#core/instrument/index.ts';
import { plainText, say } from '#core/instrument/index.ts';
import type { Comparability, MatchedPeople, PairedChange, PairedMeasure, RowOutcome } from '#core/trends/index.ts';
import { judgeFamily, ofLaterHalf, outcomeOf, stackedOutcome } from '#core/trends/index.ts';
import { variableLabel } from './followed.ts';
import type { LoadedWave } from './loaded-waves.ts';
import type { Pairs, Rows } from './matched-rows.ts';
import { pairsOf, rowsAt, rowsOf } from './matched-rows.ts';
import type { FollowedMeasure, MomentRows } from './moments.ts';
import { withoutStage } from './moments.ts';

/** Fewest pairs to show anything, and to show one group of them. */
const least = { all: 10, group: 50 } as const;
const level = 0.95;

/** The same people at two moments of a survey, and what changed in them; one family of all that is shown. */
export function matchedPeople(args: {
	waves: readonly LoadedWave[];
	before: MomentRows;
	after: MomentRows;
	measures: readonly FollowedMeasure[];
	groups: Variable | undefined;
	comparable: (measure: string, from: string, to: string) => Comparability<BreakReason>;
}): MatchedPeople {
	const { waves, before, after, measures, groups, comparable } = args;
	const rows = rowsOf(waves);
	const [first, second] = [rowsAt(rows, before), rowsAt(rows, after)];
	const { pairs, people } = pairsOf(rows, first, second);
	const weights = Float64Array.from(pairs.before, (row) => rows.weights[row] ?? 0);
	const design = designOf({ weights });
	const domains = groupsOf(rows, pairs, groups);
	const compared = measures.map((measure) => measureOn({ measure, rows, pairs, design, domains, comparable }));
	const { id, kind, label } = before;
	return {
		kind: 'matched-people',
		before: { id, kind, label },
		after: { id: after.id, kind: after.kind, label: after.label },
		interviews: { before: first.length, after: second.length },
		people,
		least,
		weighted: weights.some((weight) => weight !== weights[0]),
		waves: [...new Set([...first, ...second].map((row) => waves[rows.waveOfRow[row] ?? 0]?.wave.id ?? ''))],
		breakBy: groups === undefined ? null : { name: groups.name, label: variableLabel(groups, 'en') },
		measures: judged(compared),
	};
}

interface Group {
	readonly group: PairedMeasure['figures'][number]['group'];
	readonly domain: Domain;
}

/** Everybody, or the groups that people were in before. */
function groupsOf({ waves, starts, waveOfRow }: Rows, { before }: Pairs, groups: Variable | undefined): Group[] {
	if (groups === undefined) return [{ group: null, domain: null }];
	const codes = Int32Array.from(before, (row) => {
		const t = waveOfRow[row] ?? 0;
		const column = waves[t]?.answers.dataset.columns.get(groups.name);
		return column?.kind === 'code' ? (column.codes[row - (starts[t] ?? 0)] ?? notAsked) : notAsked;
	});
	return groups.values
		.filter(({ code }) => code >= 0)
		.map(({ code, label }) => ({
			group: { code, label: plainText(say(label, 'en')) },
			domain: rowsWithCode(codes, code),
		}));
}

type Compared = Omit<PairedMeasure, 'figures'> & { readonly figures: readonly ComparedFigures[] };
type ComparedFigures = Omit<PairedMeasure['figures'][number], 'change'> & {
	readonly change: ComparedChange | null;
};

interface ComparedChange {
	readonly shown: Omit<PairedChange, 'judged'>;
	/** That the paired difference is 0. */
	readonly p: number;
}

function measureOn(args: {
	measure: FollowedMeasure;
	rows: Rows;
	pairs: Pairs;
	design: Design;
	domains: readonly Group[];
	comparable: (measure: string, from: string, to: string) => Comparability<BreakReason>;
}): Compared {
	const { measure, rows, pairs, design, domains, comparable } = args;
	const { id, label, measure: declared } = measure;
	const { statistic, smallestChange } = declared;
	const { isComparable, breaks } = ledger(id, rows, comparable);
	const outcome = outcomeOver(measure, rows);
	const none = domains.map(({ group }) => ({ group, pairs: 0, change: null }));
	if (outcome === undefined) return { id, label, statistic, smallestChange, figures: none, breaks };
	const allowed = Uint8Array.from(pairs.before, (row, k) => (isComparable(row, pairs.after[k] ?? 0) ? 1 : 0));
	const [before, after] = [picked(outcome, pairs.before, allowed), picked(outcome, pairs.after, allowed)];
	const figures = domains.map(({ group, domain }): ComparedFigures => {
		const answered = answeredTwice(before, after, domain);
		const enough = answered >= (group === null ? least.all : least.group);
		return { group, pairs: answered, change: enough ? changeIn(design, before, after, domain) : null };
	});
	return { id, label, statistic, smallestChange, figures, breaks };
}

/** Whether two rows' waves may be compared on the measure, looked up once a pair of waves. */
function ledger(id: string, { waves, waveOfRow }: Rows, comparable: Parameters<typeof measureOn>[0]['comparable']) {
	const known = new Map<string, boolean>();
	const breaks: BreakReason[] = [];
	const isComparable = (from: number, to: number): boolean => {
		const [a, b] = [waveOfRow[from] ?? 0, waveOfRow[to] ?? 0];
		if (a === b) return true;
		const key = `${a} ${b}`;
		const before = known.get(key);
		if (before !== undefined) return before;
		const verdict = comparable(id, waves[a]?.wave.id ?? '', waves[b]?.wave.id ?? '');
		if (verdict.kind === 'break') breaks.push(...verdict.reasons);
		known.set(key, verdict.kind === 'comparable');
		return verdict.kind === 'comparable';
	};
	return { isComparable, breaks };
}

/** The measure in each row of all waves, whatever the stage; undefined where no wave asked it. */
function outcomeOver({ id, measure, stage }: FollowedMeasure, { waves }: Rows): RowOutcome | undefined {
	const parts = waves.map(({ instrument, answers }) => {
		const own = instrument.measures.find((one) => one.id === id) ?? measure;
		return outcomeOf(ofLaterHalf(withoutStage(own, stage), instrument), answers.dataset);
	});
	const kind = parts.find((part) => part !== undefined)?.kind;
	if (kind === undefined) return undefined;
	return stackedOutcome(parts.map((part, t) => part ?? nobody(kind, waves[t]?.answers.dataset.rows ?? 0)));
}

function nobody(kind: RowOutcome['kind'], rows: number): RowOutcome {
	if (kind === 'share') return { kind, codes: new Int8Array(rows).fill(notAsked), counted: [1], missingInBase: [] };
	return { kind, numbers: { values: new Float64Array(rows), missing: new Int8Array(rows).fill(notAsked) } };
}

/** The rows of one side of the pairs; a pair that may not be compared says nothing. */
function picked(outcome: RowOutcome, rows: Int32Array, allowed: Uint8Array): RowOutcome {
	const reason = (of: Int8Array) =>
		Int8Array.from(rows, (row, k) => (allowed[k] === 1 ? (of[row] ?? notAsked) : notAsked));
	if (outcome.kind === 'share') return { ...outcome, codes: reason(outcome.codes) };
	const values = Float64Array.from(rows, (row) => outcome.numbers.values[row] ?? 0);
	return { kind: 'mean', numbers: { values, missing: reason(outcome.numbers.missing) } };
}

function answeredTwice(before: RowOutcome, after: RowOutcome, domain: Domain): number {
	const [first, second] = [before, after].map((side) =>
		side.kind === 'share' ? side.codes.map((code) => (code >= 0 ? 0 : code)) : side.numbers.missing,
	);
	let answered = 0;
	for (let k = 0; k < (first?.length ?? 0); k++)
		if (first?.[k] === 0 && second?.[k] === 0 && (domain === null || domain[k] === 1)) answered++;
	return answered;
}

function changeIn(design: Design, before: RowOutcome, after: RowOutcome, domain: Domain): ComparedChange | null {
	if (before.kind === 'share' && after.kind === 'share') {
		const of = { counted: before.counted, missingInBase: before.missingInBase };
		const found = pairedShares(design, before.codes, after.codes, of, { domain, level });
		const pairs = pairTable(before.codes, after.codes, of, domain);
		const test = mcnemar(pairs);
		return compared(found, { pairs, mcnemar: test.kind === 'mcnemar' ? test : null, wilcoxon: null });
	}
	if (before.kind !== 'mean' || after.kind !== 'mean') return null;
	const found = pairedDifference(design, before.numbers, after.numbers, { domain, level });
	const ranks = wilcoxon(before.numbers, after.numbers, domain);
	return compared(found, { pairs: null, mcnemar: null, wilcoxon: ranks.kind === 'wilcoxon' ? ranks : null });
}

function compared(
	found: ReturnType<typeof pairedShares>,
	tests: Pick<PairedChange, 'pairs' | 'mcnemar' | 'wilcoxon'>,
): ComparedChange | null {
	if (found.kind !== 'paired-difference') return null;
	const { before, after, difference, effect, test } = found;
	return { shown: { before, after, difference, effect, ...tests }, p: test.p };
}

/** One family of all that is shown; what has no sampling error has no verdict. */
function judged(measures: readonly Compared[]): PairedMeasure[] {
	const members = measures.flatMap(({ figures, smallestChange }) =>
		figures.flatMap(({ change, pairs }) =>
			change !== null && change.shown.difference.se > 0 ? [{ change, pairs, smallestChange }] : [],
		),
	);
	const verdicts = judgeFamily(
		members.map(({ change: { shown, p }, pairs, smallestChange }) => {
			const { value: difference, se, df, interval } = shown.difference;
			return { change: { difference, se, df, p, interval, linked: pairs }, smallestChange };
		}),
		{ level },
	);
	const verdictOn = (change: ComparedChange) => verdicts[members.findIndex((member) => member.change === change)];
	return measures.map((measure) => ({
		...measure,
		figures: measure.figures.map(({ change, ...figure }) => ({
			...figure,
			change: change === null ? null : { ...change.shown, judged: verdictOn(change) ?? null },
		})),
	}));
}
