import type { TypedTable } from '#server/workflows/published/pasted-table.ts';

/** Longer than any published table is. */
const longest = 200_000;

/** What was pasted and typed into the form of a table. */
export function typedTableIn(form: FormData): TypedTable {
	const text = (field: string, most = 1000) => {
		const value = form.get(field);
		return typeof value === 'string' ? value.slice(0, most) : '';
	};
	const rows = new Map<number, string>();
	for (const [name, value] of form) {
		const [, line] = /^row-(\d{1,6})$/.exec(name) ?? [];
		if (line !== undefined && typeof value === 'string') rows.set(Number(line), value);
	}
	return {
		...{ text: text('text', longest), round: text('round'), base: text('base'), rounding: text('rounding') },
		...{ deft: text('deft'), factor: text('factor'), neighbour: text('neighbour'), source: text('source') },
		rows,
	};
}
