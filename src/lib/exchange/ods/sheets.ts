import type { Shorthand, StatisticalTables, TableCell } from './statistical-tables.ts';
import { shorthandWords } from './statistical-tables.ts';

/** A worksheet: lines of one cell each, the first a heading, and at most one table under them. */
export interface Sheet {
	readonly name: string;
	readonly lines: readonly SheetCell[];
	readonly table: { readonly headers: readonly string[]; readonly rows: readonly (readonly SheetCell[])[] } | null;
}

export type SheetCell =
	| { readonly kind: 'heading' | 'text'; readonly text: string }
	/** `to` is the name of another sheet. */
	| { readonly kind: 'link'; readonly text: string; readonly to: string }
	| Extract<TableCell, { kind: 'number' }>;

/** The workbook's sheets in order: cover, contents, notes, then one for each table. */
export function sheetsOf({ title, cover, tables }: StatisticalTables): Sheet[] {
	const numbers = new Map<string, number>();
	const marks = new Set<Shorthand>();
	const shown = (cell: TableCell): SheetCell => {
		switch (cell.kind) {
			case 'number':
				return cell;
			case 'marks':
				for (const one of cell.marks) marks.add(one);
				return text(cell.marks.map((one) => `[${one}]`).join(' ') || '–');
			case 'text': {
				const noted = (cell.notes ?? []).map((note) => {
					if (!numbers.has(note)) numbers.set(note, numbers.size + 1);
					return `[note ${numbers.get(note)}]`;
				});
				return text([cell.text, ...noted].filter((part) => part !== '').join(' ') || '–');
			}
		}
	};
	const named = tables.map((table, k) => ({ ...table, name: `Table_${k + 1}`, number: k + 1 }));
	const sheets = named.map(({ name, number, title: heading, lines, headers, rows }): Sheet => {
		const cells = rows.map((row) => row.map(shown));
		const links = [link('Contents', 'Back to the contents'), link('Notes', 'Notes and shorthand')];
		const about = ['This worksheet contains one table.', ...lines].map(text);
		return {
			name,
			lines: [{ kind: 'heading', text: `Table ${number}: ${heading}` }, ...about, ...links],
			table: { headers, rows: cells },
		};
	});
	return [
		{
			name: 'Cover',
			lines: [{ kind: 'heading', text: title }, ...cover.map(text), link('Contents', 'Contents')],
			table: null,
		},
		{
			name: 'Contents',
			lines: [{ kind: 'heading', text: 'Contents' }, text('This worksheet contains one table.')],
			table: {
				headers: ['Worksheet', 'What it holds'],
				rows: [
					[link('Notes', 'Notes'), text('Notes and shorthand used in this workbook')],
					...named.map(({ name, title: heading }) => [link(name, name), text(heading)]),
				],
			},
		},
		notesSheet(numbers, marks),
		...sheets,
	];
}

function notesSheet(numbers: ReadonlyMap<string, number>, marks: ReadonlySet<Shorthand>): Sheet {
	const shorthand = Object.entries(shorthandWords).filter(([name]) => [...marks].some((one) => one === name));
	return {
		name: 'Notes',
		lines: [
			{ kind: 'heading', text: 'Notes' },
			text('This worksheet contains one table.'),
			text('Shares are percentages with one decimal. Every number is kept in full behind what is shown.'),
			link('Contents', 'Back to the contents'),
		],
		table: {
			headers: ['Note or shorthand', 'What it says'],
			rows: [
				...shorthand.map(([name, words]) => [text(`[${name}]`), text(words)]),
				...[...numbers].map(([note, number]) => [text(`[note ${number}]`), text(note)]),
				...(shorthand.length + numbers.size === 0 ? [[text('–'), text('There are no notes.')]] : []),
			],
		},
	};
}

function text(words: string): SheetCell {
	return { kind: 'text', text: words };
}

function link(to: string, words: string): SheetCell {
	return { kind: 'link', to, text: words };
}
