import {
	type Design,
	type Domain,
	type Estimate,
	type EstimateOptions,
	type Linearised,
	type LonelyStratum,
	type NoBase,
	type TooFewUnits,
	crosswise,
	estimateAll,
	itemCount,
	mean,
	quantile,
	ratio,
	share,
	total,
	weightedCount,
} from '#core/estimation/index.ts';
import { type AnsweredEstimate, type AnsweredRow, rowOf } from './answer.ts';
import { type Context, type Group, codesOf, groupsOf, lonelyWords, rowsIn } from './context.ts';
import { type Failure, failure } from './failure.ts';
import { type Requested } from './request.ts';
import { categoriesOf, columnOf, isNumeric, numbersOf } from './table.ts';

type Answered = Omit<AnsweredEstimate, 'id'>;

/** One row of the answer before it is computed. */
interface Sought {
	readonly group: Group;
	readonly category?: string;
	readonly of: (weights: Float64Array) => Linearised | NoBase;
	/** Rows among which degrees of freedom are counted, where not among all. */
	readonly among: Domain;
}

export function shares(context: Context, request: Requested<'share'>): Answered | Failure {
	const column = categoriesOf(context.table, request.variable);
	if (column.kind === 'failure') return column;
	const sought = soughtByCode(context, column, request, (weights, counted, domain) =>
		share(weights, column.codes, { counted, missingInBase: [] }, domain),
	);
	if ('kind' in sought) return sought;
	// R's svyciprop counts degrees of freedom within the group, confint(svyby(…), df = degf(d)) in the whole sample.
	const among = (row: Sought) => (request.interval === 'wald' ? null : row.group.domain);
	return rowsOf(
		context,
		sought.map((row) => ({ ...row, among: among(row) })),
		request,
	);
}

export function numberStatistics(
	context: Context,
	request: Requested<'mean' | 'total' | 'quantile'>,
): Answered | Failure {
	const { variable, values, probability, statistic } = request;
	const column = columnOf(context.table, variable);
	if ('kind' in column) return column;
	if (statistic === 'total' && (values !== null || !isNumeric(column))) return counts(context, request);
	if (values !== null) return failure(`“values” go with a share or a total, not with a ${statistic}`);
	const numbers = numbersOf(context.table, variable);
	if ('kind' in numbers) return numbers;
	const groups = groupsOf(context, request.by);
	if ('kind' in groups) return groups;
	if (statistic !== 'quantile') {
		const of = statistic === 'mean' ? mean : total;
		return rowsOf(
			context,
			groups.map((group) => ({ group, among: null, of: (w) => of(w, numbers, group.domain) })),
			request,
		);
	}
	const rows: AnsweredRow[] = [];
	for (const { labels, domain } of groups) {
		const { level } = request;
		const row = answeredRow(
			context,
			quantile(context.design, numbers, probability, { level, domain, lonelyPsu: context.lonelyPsu }),
			labels,
		);
		if ('kind' in row) return row;
		rows.push(row);
	}
	return someRows(rows);
}

function counts(context: Context, request: Requested<'mean' | 'total' | 'quantile'>): Answered | Failure {
	const column = categoriesOf(context.table, request.variable);
	if (column.kind === 'failure') return column;
	const sought = soughtByCode(context, column, request, (weights, counted, domain) =>
		weightedCount(weights, column.codes, { counted, missingInBase: [] }, domain),
	);
	return 'kind' in sought ? sought : rowsOf(context, sought, request);
}

export function ratios(context: Context, request: Requested<'ratio'>): Answered | Failure {
	const numerator = numbersOf(context.table, request.numerator);
	if ('kind' in numerator) return numerator;
	const denominator = numbersOf(context.table, request.denominator);
	if ('kind' in denominator) return denominator;
	const groups = groupsOf(context, request.by);
	if ('kind' in groups) return groups;
	const of =
		({ domain }: Group) =>
		(w: Float64Array) =>
			ratio(w, numerator, denominator, domain);
	return rowsOf(
		context,
		groups.map((group) => ({ group, among: null, of: of(group) })),
		request,
	);
}

export function itemCounts(context: Context, request: Requested<'item-count'>): Answered | Failure {
	const count = numbersOf(context.table, request.count);
	if ('kind' in count) return count;
	const arm = categoriesOf(context.table, request.arm.variable);
	if (arm.kind === 'failure') return arm;
	const codes = codesOf(arm, [request.arm.control, request.arm.treatment]);
	if ('kind' in codes) return codes;
	const groups = groupsOf(context, request.by);
	if ('kind' in groups) return groups;
	const [control = -1, treatment = -1] = codes;
	return rowsOf(
		context,
		groups.map((group) => {
			const asked = rowsIn(arm, [request.arm.control, request.arm.treatment], group.domain);
			const among = asked.map((is, i) => (count.missing[i] === 0 ? is : 0));
			return { group, among, of: (w) => itemCount(w, count, { codes: arm.codes, control, treatment }, group.domain) };
		}),
		request,
	);
}

export function crosswiseShares(context: Context, request: Requested<'crosswise'>): Answered | Failure {
	const column = categoriesOf(context.table, request.variable);
	if (column.kind === 'failure') return column;
	const counted = codesOf(column, [request.value]);
	if ('kind' in counted) return counted;
	const groups = groupsOf(context, request.by);
	if ('kind' in groups) return groups;
	const of =
		({ domain }: Group) =>
		(w: Float64Array) => {
			const same = share(w, column.codes, { counted, missingInBase: [] }, domain);
			return same.kind === 'no-base' ? same : crosswise(same, request.p);
		};
	return rowsOf(
		context,
		groups.map((group) => ({ group, among: null, of: of(group) })),
		request,
	);
}

/** A row for the values together, or one for each. */
function soughtByCode(
	context: Context,
	column: Parameters<typeof codesOf>[0],
	{ values, by }: { readonly values: readonly string[] | null; readonly by: readonly string[] },
	of: (weights: Float64Array, counted: readonly number[], domain: Domain) => Linearised | NoBase,
): Sought[] | Failure {
	const groups = groupsOf(context, by);
	if ('kind' in groups) return groups;
	if (values === null)
		return groups.flatMap((group) =>
			column.levels.map((category, code) => ({
				group,
				category,
				among: null,
				of: (w: Float64Array) => of(w, [code], group.domain),
			})),
		);
	const counted = codesOf(column, values);
	if ('kind' in counted) return counted;
	return groups.map((group) => ({ group, among: null, of: (w: Float64Array) => of(w, counted, group.domain) }));
}

/** Influence values that may stand in memory at once, and multiplications for their covariances. */
const mostInfluences = 4e7;
const mostProducts = 2e9;

function rowsOf(
	context: Context,
	sought: readonly Sought[],
	{ level, interval = 'wald' }: { readonly level: number; readonly interval?: 'wald' | 'logit' | 'beta' },
): Answered | Failure {
	const { design, lonelyPsu } = context;
	const options = { level, interval, lonelyPsu };
	const isSmall = sought.length * design.n <= mostInfluences && sought.length ** 2 * design.n <= mostProducts;
	if (isSmall) {
		const together = allAtOnce(design, sought, options);
		if (together.kind === 'lonely-psu') return failure(lonelyWords(context, together));
		if (together.kind === 'all') return together.answered;
	}
	const rows: AnsweredRow[] = [];
	for (const row of sought) {
		const found = oneOf(estimateAll(design, (w) => listOf(row.of(w)), { ...options, domain: row.among }));
		const answered = answeredRow(context, found, row.group.labels, row.category);
		if ('kind' in answered) return answered;
		rows.push(answered);
	}
	return someRows(rows);
}

/** Every row with the covariances between them; *incomplete* where some row has nobody in its base. */
function allAtOnce(
	design: Design,
	sought: readonly Sought[],
	options: EstimateOptions,
): { readonly kind: 'all'; readonly answered: Answered } | { readonly kind: 'incomplete' } | LonelyStratum {
	const found = estimateAll(
		design,
		(weights) => {
			const all: Linearised[] = [];
			for (const { of } of sought) {
				const one = of(weights);
				if (one.kind === 'no-base') return one;
				all.push(one);
			}
			return all;
		},
		{ ...options, domains: sought.map(({ among }) => among) },
	);
	if (found.kind === 'lonely-psu') return found;
	// A replicate without one of the groups is left out of that group alone, as R does.
	if (found.kind === 'no-base' || found.replicatesLeftOut > 0) return { kind: 'incomplete' };
	const rows = found.estimates.map((one, k) => {
		const { labels } = sought[k]?.group ?? { labels: {} };
		return one.kind === 'estimate'
			? rowOf(one, labels, sought[k]?.category)
			: emptyRow(one.base.n, labels, sought[k]?.category);
	});
	const covariance = rows.map((_, j) => rows.map((_, k) => found.covariance[j * found.size + k] ?? 0));
	return { kind: 'all', answered: { rows, covariance } };
}

function listOf(of: Linearised | NoBase): readonly Linearised[] | NoBase {
	return of.kind === 'no-base' ? of : [of];
}

/** The single estimate of a list of one. */
export function oneOf(found: ReturnType<typeof estimateAll>): Estimate | NoBase | TooFewUnits | LonelyStratum {
	if (found.kind !== 'estimates') return found;
	const [only] = found.estimates;
	if (!only) throw new RangeError('no estimate was asked for');
	return only;
}

/** A row, without figures where there is nobody to estimate from. */
export function answeredRow(
	context: Context,
	found: Estimate | NoBase | TooFewUnits | LonelyStratum,
	labels: Readonly<Record<string, string>> = {},
	category?: string,
): AnsweredRow | Failure {
	switch (found.kind) {
		case 'estimate':
			return rowOf(found, labels, category);
		case 'too-few-units':
			return emptyRow(found.base.n, labels, category);
		case 'no-base':
			return emptyRow(0, labels, category);
		case 'lonely-psu':
			return failure(lonelyWords(context, found));
	}
}

/** Rows, of which one at least must have a base. */
function someRows(rows: readonly AnsweredRow[]): Answered | Failure {
	return rows.some(({ n }) => n > 0) ? { rows } : failure('the domain is empty: nobody in it has an answer');
}

function emptyRow(n: number, group: Readonly<Record<string, string>>, category?: string): AnsweredRow {
	const nothing = { value: null, se: null, df: null, lower: null, upper: null, interval: null, deff: null };
	return { group, ...(category !== undefined && { category }), ...nothing, n, nEffective: null };
}
