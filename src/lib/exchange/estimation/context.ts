import { type Design, type Domain, type LonelyPsu, type LonelyStratum, rowsWithCode } from '#core/estimation/index.ts';
import { type Failure, failure } from './failure.ts';
import { type EstimationRequest, type RequestedDesign } from './request.ts';
import { type Categories, type Table, categoriesOf, columnOf, spellingAt } from './table.ts';

/** What every statistic of a request is computed from. */
export interface Context {
	readonly table: Table;
	readonly design: Design;
	/** The rows of `where`; null for all. */
	readonly domain: Domain;
	readonly lonelyPsu: LonelyPsu;
	readonly described: RequestedDesign;
}

/** The rows of `where`. */
export function domainOf(table: Table, where: EstimationRequest['where']): Domain | Failure {
	if (where === null) return null;
	const column = categoriesOf(table, where.variable);
	if (column.kind === 'failure') return column;
	const domain = rowsIn(column, where.in, null);
	return domain.includes(1)
		? domain
		: failure(`where: the domain is empty; no row has “${where.variable}” in ${where.in.join(', ')}`);
}

/** 1 for the rows that say one of some values, within a domain. */
export function rowsIn({ codes, levels }: Categories, values: readonly string[], within: Domain): Uint8Array {
	const isIn = Uint8Array.from(levels, (level) => (values.includes(level) ? 1 : 0));
	const rows = new Uint8Array(codes.length);
	for (let i = 0; i < rows.length; i++) rows[i] = within === null || within[i] === 1 ? (isIn[codes[i] ?? -1] ?? 0) : 0;
	return rows;
}

/** Codes of some values of a column; a value that no row has is a slip of the pen. */
export function codesOf({ name, levels }: Categories, values: readonly string[]): number[] | Failure {
	const unknown = values.find((value) => !levels.includes(value));
	if (unknown === undefined) return values.map((value) => levels.indexOf(value));
	const known = levels.slice(0, 12).join(', ');
	return failure(`column “${name}” has no value “${unknown}”; it has ${known}${levels.length > 12 ? ', …' : ''}`);
}

/** A group of rows and what they have in common. */
export interface Group {
	readonly labels: Readonly<Record<string, string>>;
	readonly domain: Domain;
}

/**
 * The combinations of the values of `by` that occur in the domain, the first variable's values running fastest as in
 * R's `svyby`; one group of all rows where `by` is empty. Rows that lack one of the values are in none.
 */
export function groupsOf({ table, domain, design }: Context, by: readonly string[]): readonly Group[] | Failure {
	let groups: Group[] = [{ labels: {}, domain }];
	for (const name of by.toReversed()) {
		const column = categoriesOf(table, name);
		if (column.kind === 'failure') return column;
		groups = groups.flatMap((group) =>
			column.levels.map((level, code) => ({
				labels: { [name]: level, ...group.labels },
				domain: rowsWithCode(column.codes, code, group.domain),
			})),
		);
	}
	if (by.length === 0) return groups;
	const met = groups.filter(({ domain: rows }) => rows?.some((is, i) => is === 1 && design.weights[i] !== 0));
	return met.length > 0 ? met : failure(`the domain is empty: no row of it has a value in ${by.join(' and ')}`);
}

/** One line about a stratum with a single unit. */
export function lonelyWords({ described, table }: Context, { stage, row }: LonelyStratum): string {
	const above = stage === 1 ? described.strata : (described.clusters?.[stage - 2] ?? null);
	const column = above === null ? null : columnOf(table, above);
	const place =
		column === null || 'kind' in column
			? 'the sample'
			: `${stage === 1 ? 'stratum' : 'cluster'} “${spellingAt(column, row)}” of “${column.name}”`;
	return `${place} has a single sampling unit (row ${row + 1}), which tells nothing of its variance: say "lonelyPsu": "certainty", "adjust" or "average"`;
}
