import type { CrossedCategory, CrosstabRow, CrosstabShow } from '#core/trends/index.ts';
import type { CrossedColumn } from './crossed-variable.ts';
import type { CrosstabQuestion } from './crosstab-question.ts';

/** A row or column before anybody is counted in it. */
export type Heading = Omit<CrosstabRow, 'base'>;

/** Everybody, unless that is 100% of each column; the codes; the nets. */
export function rowHeadings({ variable, base }: CrossedColumn, { show, nets }: CrosstabQuestion): Heading[] {
	const all: Heading[] = show === 'column' ? [] : [{ kind: 'all', label: 'All', codes: base }];
	const named = (code: number) => variable.categories.find((category) => category.code === code)?.label ?? `${code}`;
	const valid = nets.map((net) => net.filter((code) => base.includes(code))).filter(({ length }) => length > 0);
	return [
		...all,
		...codeHeadings(variable.categories),
		...valid.map((codes): Heading => ({ kind: 'net', label: `Net: ${codes.map(named).join(' + ')}`, codes })),
	];
}

/** Everybody, unless that is 100% of each row, and the codes. */
export function columnHeadings({ variable, base }: CrossedColumn, show: CrosstabShow): Heading[] {
	const all: Heading[] = show === 'row' ? [] : [{ kind: 'all', label: 'All', codes: base }];
	return [...all, ...codeHeadings(variable.categories)];
}

function codeHeadings(categories: readonly CrossedCategory[]): Heading[] {
	return categories.map(({ code, label, isMissing }) => ({
		kind: isMissing ? 'missing' : 'code',
		label,
		codes: [code],
	}));
}

/** How many columns stand before the first that has a letter. */
export function allColumns(columns: readonly Heading[]): number {
	return columns.filter(({ kind }) => kind === 'all').length;
}
