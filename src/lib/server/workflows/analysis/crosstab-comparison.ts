import { defaultPolicy } from '#core/disclosure/index.ts';
import type { Design, Domain, NettedSide } from '#core/estimation/index.ts';
import { comparedColumns } from '#core/estimation/index.ts';
import type { ComparisonOfColumns } from '#core/trends/index.ts';
import type { Heading } from './crosstab-headings.ts';
import { allColumns } from './crosstab-headings.ts';
import type { CrosstabQuestion } from './crosstab-question.ts';

/** Cells up to which columns are compared: among the comparisons of more hardly any would stand. */
const mostCompared = 1000;
/** By which columns name each other. */
export const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/**
 * Which columns differ, as marks for all cells, rows in `order`: all of them are one family. By letters nets are not
 * compared, since they overlap the columns that they are made of.
 */
export function comparisonOf(
	design: Design,
	row: NettedSide,
	column: NettedSide,
	args: {
		headings: { readonly rows: readonly Heading[]; readonly columns: readonly Heading[] };
		order: readonly number[];
		question: CrosstabQuestion;
		domain: Domain;
	},
): ComparisonOfColumns | 'no-variance' {
	const { headings, order, question, domain } = args;
	const { compare } = question;
	if (compare === 'none') return { kind: 'not-asked' };
	if (question.show !== 'column') return { kind: 'not-column-shares' };
	const columns = headings.columns.flatMap(({ kind }, c) =>
		kind === 'all' || (kind === 'net' && compare === 'letters') ? [] : [c],
	);
	if (columns.length < 2) return { kind: 'single-column' };
	if (order.length * columns.length > mostCompared) return { kind: 'too-many-cells' };
	if (compare === 'letters' && columns.length > letters.length) return { kind: 'too-many-columns' };
	const found = comparedColumns(design, row, column, {
		against: compare === 'letters' ? 'each-other' : 'rest',
		wanted: { rows: order, columns },
		minimumBase: defaultPolicy.minimumBase,
		domain,
	});
	if (found.kind !== 'compared-columns') return 'no-variance';
	const marks = new Map<string, string[]>();
	const first = allColumns(headings.columns);
	for (const { row: r, column: c, other, difference, isFound } of found.comparisons) {
		if (!isFound || (other !== 'rest' && difference < 0)) continue;
		const mark = other === 'rest' ? (difference > 0 ? '↑' : '↓') : (letters[other - first] ?? '');
		marks.set(`${r} ${c}`, [...(marks.get(`${r} ${c}`) ?? []), mark].toSorted());
	}
	return {
		kind: 'compared',
		compare,
		marks: order.flatMap((r) => headings.columns.map((_, c) => marks.get(`${r} ${c}`)?.join('') ?? '')),
		familySize: found.familySize,
		level: found.level,
		tooSmall: found.leftOut.flatMap((c) => headings.columns[c]?.label ?? []),
	};
}
