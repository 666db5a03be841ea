import type { OurVariable, TheirColumn } from '#core/comparability/index.ts';
import { lineUp } from '#core/comparability/index.ts';
import type { FileColumns } from '#exchange/waves/index.ts';
import { importLimits } from './limits.ts';
import type { Matching, MatchedVariable } from './record.ts';

/** What stands in the way of bringing a file in; `variable` and `value` say where. */
export type DraftProblem =
	| { readonly kind: 'wave-label-missing' | 'wave-day-missing'; readonly value: string | null }
	| { readonly kind: 'wave-label-taken' | 'wave-label-twice'; readonly value: string | null; readonly label: string }
	| { readonly kind: 'wave-cell-empty'; readonly column: string; readonly count: number }
	| { readonly kind: 'no-waves'; readonly column: string }
	| { readonly kind: 'mode-missing' | 'sample-missing' | 'nothing-matched' }
	| { readonly kind: 'weight-not-numeric'; readonly column: string }
	| { readonly kind: 'too-many-answers'; readonly most: number }
	/** `not-identical`: the file says itself that it is not. */
	| { readonly kind: 'verdict-missing' | 'reason-missing' | 'not-identical'; readonly variable: string }
	| { readonly kind: 'column-twice'; readonly variable: string; readonly other: string; readonly column: string }
	| { readonly kind: 'values-open'; readonly variable: string; readonly values: readonly string[] }
	| { readonly kind: 'numbers-outside' | 'too-many-values'; readonly variable: string; readonly column: string }
	/** Nothing is ever taken for not chosen because a file has no column for it. */
	| {
			readonly kind: 'question-in-part';
			readonly variable: string;
			readonly question: string;
			readonly missing: readonly string[];
	  };

/** All that is still to be said or put right, in the order of the page. `labels` are those of the survey's waves. */
export function draftProblems(args: {
	matching: Matching;
	ours: readonly OurVariable[];
	file: FileColumns;
	labels: readonly string[];
}): DraftProblem[] {
	const { matching, ours, file } = args;
	const taken = ours.filter(({ name }) => isTaken(matching.variables[name]));
	return [
		...waveProblems(args),
		...(matching.mode === null ? [{ kind: 'mode-missing' as const }] : []),
		...(matching.sampleType === null ? [{ kind: 'sample-missing' as const }] : []),
		...weightProblems(matching, file),
		...ours.flatMap((variable) => variableProblems(variable, args)),
		...partProblems(matching, ours, taken),
		...(taken.length === 0 && ours.every(({ name }) => (matching.variables[name]?.verdict ?? null) !== null)
			? [{ kind: 'nothing-matched' as const }]
			: []),
		...(taken.length * file.rows > importLimits.answers
			? [{ kind: 'too-many-answers' as const, most: importLimits.answers }]
			: []),
	];
}

/** Whether a variable is to be brought in. */
export function isTaken(matched: MatchedVariable | undefined): boolean {
	if (matched === undefined || matched.column === null) return false;
	return matched.verdict !== null && matched.verdict !== 'leave-out';
}

function waveProblems({
	matching,
	file,
	labels,
}: {
	matching: Matching;
	file: FileColumns;
	labels: readonly string[];
}): DraftProblem[] {
	const { column, one, several } = matching.waves;
	const named =
		column === null
			? [{ value: null, ...one }]
			: Object.entries(several).map(([value, { label, closedOn }]) => ({ value, label, closedOn }));
	const problems = named.flatMap(({ value, label, closedOn }, at): DraftProblem[] => [
		...(label === '' ? [{ kind: 'wave-label-missing' as const, value }] : []),
		...(closedOn === '' ? [{ kind: 'wave-day-missing' as const, value }] : []),
		...(label !== '' && labels.includes(label) ? [{ kind: 'wave-label-taken' as const, value, label }] : []),
		...(label !== '' && named.findIndex((other) => other.label === label) < at
			? [{ kind: 'wave-label-twice' as const, value, label }]
			: []),
	]);
	if (column === null) return problems;
	const theirs = file.columns.find(({ name }) => name === column);
	if (theirs === undefined || theirs.hasMore || named.length === 0) return [{ kind: 'no-waves', column }];
	const empty = theirs.values
		.filter(({ value, isMissing }) => value === '' || isMissing)
		.reduce((sum, { count }) => sum + count, 0);
	return empty === 0 ? problems : [...problems, { kind: 'wave-cell-empty', column, count: empty }];
}

function weightProblems({ weight }: Matching, file: FileColumns): DraftProblem[] {
	if (weight === null) return [];
	const column = file.columns.find(({ name }) => name === weight);
	const hasGaps =
		column?.values.some(({ value, isMissing, count }) => count > 0 && (value === '' || isMissing)) ?? true;
	const isGood = column?.numbers !== undefined && column.numbers !== null && column.numbers.least >= 0 && !hasGaps;
	return isGood ? [] : [{ kind: 'weight-not-numeric', column: weight }];
}

function variableProblems(
	variable: OurVariable,
	{ matching, ours, file }: { matching: Matching; ours: readonly OurVariable[]; file: FileColumns },
): DraftProblem[] {
	const { name } = variable;
	const matched = matching.variables[name];
	if (matched === undefined || matched.verdict === 'leave-out') return [];
	if (matched.verdict === null) return [{ kind: 'verdict-missing', variable: name }];
	const problems: DraftProblem[] = [];
	if (matched.verdict !== 'identical' && matched.reason === '')
		problems.push({ kind: 'reason-missing', variable: name });
	const theirs = file.columns.find((column) => column.name === matched.column);
	if (theirs === undefined) return [...problems, { kind: 'verdict-missing', variable: name }];
	const { open, isOther } = lineUp(variable, theirs, new Map(Object.entries(matched.meanings)));
	if (isOther && matched.verdict === 'identical') problems.push({ kind: 'not-identical', variable: name });
	if (open.length > 0) problems.push({ kind: 'values-open', variable: name, values: open.map(({ value }) => value) });
	const column = theirs.name;
	if (variable.type === 'code' && theirs.hasMore) problems.push({ kind: 'too-many-values', variable: name, column });
	if (isOutside(variable, theirs)) problems.push({ kind: 'numbers-outside', variable: name, column });
	const other = ours
		.slice(0, ours.indexOf(variable))
		.find(
			(before) =>
				isTaken(matching.variables[before.name]) && matching.variables[before.name]?.column === matched.column,
		);
	if (other !== undefined) problems.push({ kind: 'column-twice', variable: name, other: other.name, column });
	return problems;
}

function isOutside({ numbers }: OurVariable, theirs: TheirColumn): boolean {
	if (numbers === null || theirs.numbers === null) return false;
	return theirs.numbers.least < numbers.least || theirs.numbers.most > numbers.most;
}

function partProblems(
	{ variables }: Matching,
	ours: readonly OurVariable[],
	taken: readonly OurVariable[],
): DraftProblem[] {
	const asked = new Set(taken.map(({ question }) => question));
	return [...asked].flatMap((question): DraftProblem[] => {
		const missing = ours
			.filter((one) => one.question === question && variables[one.name]?.verdict === 'leave-out')
			.map(({ name }) => name);
		const [first] = missing;
		return first === undefined ? [] : [{ kind: 'question-in-part', variable: first, question, missing }];
	});
}
