import {
	type Domain,
	type Linearised,
	type NoBase,
	contrast,
	estimateAll,
	mean,
	share,
	studentTwoSided,
} from '#core/estimation/index.ts';
import { type AnsweredEstimate } from './answer.ts';
import { answeredRow, oneOf } from './by-group.ts';
import { type Context, codesOf, rowsIn } from './context.ts';
import { type Failure, failure } from './failure.ts';
import { type Requested } from './request.ts';
import { type Categories, categoriesOf, numbersOf } from './table.ts';

type Answered = Omit<AnsweredEstimate, 'id'>;

/** A share or a mean within any rows, and which rows have an answer to it. */
interface Statistic {
	readonly kind: 'statistic';
	readonly of: (weights: Float64Array, domain: Domain) => Linearised | NoBase;
	readonly isAnswered: (row: number) => boolean;
}

export function difference(context: Context, request: Requested<'difference'>): Answered | Failure {
	const { between } = request;
	const column = categoriesOf(context.table, between.variable);
	if (column.kind === 'failure') return column;
	const known = codesOf(column, [between.from, between.to]);
	if ('kind' in known) return known;
	const cells = [
		{
			factor: -1,
			domain: rowsIn(column, [between.from], context.domain),
			words: `“${between.variable}” = ${between.from}`,
		},
		{ factor: 1, domain: rowsIn(column, [between.to], context.domain), words: `“${between.variable}” = ${between.to}` },
	];
	return contrastOf(context, request, cells);
}

export function differenceInDifferences(
	context: Context,
	request: Requested<'difference-in-differences'>,
): Answered | Failure {
	const { time, group } = request;
	const times = categoriesOf(context.table, time.variable);
	if (times.kind === 'failure') return times;
	const groups = categoriesOf(context.table, group.variable);
	if (groups.kind === 'failure') return groups;
	for (const known of [codesOf(times, [time.from, time.to]), codesOf(groups, [group.control, group.treated])])
		if ('kind' in known) return known;
	const cell = (factor: number, at: string, of: string) => ({
		factor,
		domain: rowsIn(groups, [of], rowsIn(times, [at], context.domain)),
		words: `“${time.variable}” = ${at}, “${group.variable}” = ${of}`,
	});
	return contrastOf(context, request, [
		cell(1, time.to, group.treated),
		cell(-1, time.from, group.treated),
		cell(-1, time.to, group.control),
		cell(1, time.from, group.control),
	]);
}

interface Cell {
	readonly factor: number;
	readonly domain: Uint8Array;
	/** How a person names it. */
	readonly words: string;
}

/** Σ factor × the statistic of each cell, with the t test that it is 0. */
function contrastOf(
	context: Context,
	request: Requested<'difference' | 'difference-in-differences'>,
	cells: readonly Cell[],
): Answered | Failure {
	const statistic = statisticOf(context, request);
	if (statistic.kind === 'failure') return statistic;
	for (const { domain, words } of cells) {
		const one = statistic.of(context.design.weights, domain);
		if (one.kind === 'no-base')
			return failure(`the domain is empty: nobody with ${words} has an answer to “${request.variable}”`);
	}
	const answered = Uint8Array.from({ length: context.design.n }, (_, i) =>
		cells.some(({ domain }) => domain[i] === 1) && statistic.isAnswered(i) ? 1 : 0,
	);
	const found = estimateAll(
		context.design,
		(weights) => {
			const terms = [];
			for (const { factor, domain } of cells) {
				const of = statistic.of(weights, domain);
				if (of.kind === 'no-base') return of;
				terms.push({ factor, of });
			}
			return [contrast(terms)];
		},
		{ level: request.level, domain: answered, lonelyPsu: context.lonelyPsu },
	);
	const row = answeredRow(context, oneOf(found));
	if ('kind' in row) return row;
	const { value, se, df } = row;
	if (value === null || se === null || df === null || !(se > 0)) return { rows: [row] };
	const t = value / se;
	return { rows: [row], test: { name: 't', statistic: t, df1: df, p: studentTwoSided(t, df) } };
}

function statisticOf(
	{ table }: Context,
	{ of, variable, values }: Requested<'difference' | 'difference-in-differences'>,
): Statistic | Failure {
	if (of === 'mean') {
		if (values !== null) return failure('“values” go with a share, not with a mean');
		const numbers = numbersOf(table, variable);
		if ('kind' in numbers) return numbers;
		return {
			kind: 'statistic',
			of: (weights, domain) => mean(weights, numbers, domain),
			isAnswered: (row) => numbers.missing[row] === 0,
		};
	}
	const column: Categories | Failure = categoriesOf(table, variable);
	if (column.kind === 'failure') return column;
	if (values === null) return failure(`a share of “${variable}” needs its “values”: which count`);
	const counted = codesOf(column, values);
	if ('kind' in counted) return counted;
	return {
		kind: 'statistic',
		of: (weights, domain) => share(weights, column.codes, { counted, missingInBase: [] }, domain),
		isAnswered: (row) => (column.codes[row] ?? -1) >= 0,
	};
}
