import type { CrosstabRow } from '#core/trends/index.ts';
import type { CrossedColumn } from './crossed-variable.ts';
import type { CrosstabQuestion, CrosstabSort } from './crosstab-question.ts';

/** A row or column before anybody is counted in it. */
export type Heading = Omit<CrosstabRow, 'base'>;

/** Everybody, unless that is 100% of each column; the codes; the nets. */
export function rowHeadings(column: CrossedColumn, { show, rowNets }: CrosstabQuestion): Heading[] {
	return headings(column, show === 'column', rowNets);
}

/** Everybody, unless that is 100% of each row; the codes; the nets. */
export function columnHeadings(column: CrossedColumn, { show, columnNets }: CrosstabQuestion): Heading[] {
	return headings(column, show === 'row', columnNets);
}

function headings({ variable, base }: CrossedColumn, isWhole: boolean, nets: CrosstabQuestion['rowNets']): Heading[] {
	const { categories } = variable;
	const alone = (kind: Heading['kind'], label: string, codes: readonly number[]): Heading => ({
		...{ kind, label, codes },
		...{ within: null, answer: label },
	});
	const named = (code: number) => categories.find((category) => category.code === code)?.label ?? `${code}`;
	const valid = new Map(
		nets.flatMap((net) => {
			const codes = net.filter((code) => base.includes(code));
			return codes.length === 0 ? [] : [[codes.join(), codes]];
		}),
	);
	return [
		...(isWhole ? [] : [alone('all', 'All', base)]),
		...categories.map(({ code, label, isMissing, within, answer }): Heading => ({
			kind: isMissing ? 'missing' : 'code',
			...{ label, within, answer, codes: [code] },
		})),
		...[...valid.values()].map((codes) => alone('net', `Net: ${codes.map(named).join(' + ')}`, codes)),
	];
}

/** How many columns stand before the first that has a letter. */
export function allColumns(columns: readonly Heading[]): number {
	return columns.filter(({ kind }) => kind === 'all').length;
}

/** The number of the column that rows are sorted by; undefined where there is no such column. */
export function sortedColumn(columns: readonly Heading[], by: CrosstabSort['by']): number | undefined {
	const column = columns.findIndex(({ kind, codes }) =>
		by === 'all' ? kind === 'all' : kind !== 'all' && typeof by !== 'string' && codes.join() === by.join(),
	);
	return column < 0 ? undefined : column;
}
