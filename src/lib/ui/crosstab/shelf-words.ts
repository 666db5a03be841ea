import type { Target } from './carried.ts';
import type { Side } from './sides.ts';

export const sideWords: Readonly<Record<Side, { readonly name: string; readonly none: string }>> = {
	rows: { name: 'Rows', none: 'Drag an answer here for the rows.' },
	columns: { name: 'Columns', none: 'Drag an answer here for the columns.' },
	layer: { name: 'Layers', none: 'Drag an answer here for a table of each group.' },
};

/** What is said while something is carried. */
export function overWords(label: string, over: Target | null): string {
	if (over === null) return `${label} is carried. Escape puts it back.`;
	if (over === 'away') return `${label} is over the list of answers.`;
	return `${label} is over ${sideWords[over.side].name.toLowerCase()}, place ${over.place + 1}.`;
}

/** What is said once it is put somewhere; `labels` are those of its side. */
export function putWords(label: string, to: Target | null, labels: readonly string[]): string {
	if (to === null) return `${label} stays where it was.`;
	if (to === 'away') return `${label} is taken out of the table.`;
	const place = labels.indexOf(label);
	const outer = labels[place - 1];
	const nest = outer === undefined ? '' : `, within ${outer}`;
	return `${label} is in ${sideWords[to.side].name.toLowerCase()}${nest}.`;
}
