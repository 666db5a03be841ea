import { csvLine } from '../csv-out/csv-cell.ts';
import type { DataColumn, DataFile } from './data-file.ts';
import { shownMissing } from './missing-shift.ts';

/** The codebook of a file as JSON for programs: all that the file says of itself but its rows. */
export function codebookJson(file: DataFile): string {
	const { title, notes, rows, weight, columns } = file;
	return `${JSON.stringify({ title, notes, rows, weight, columns: columns.map(described) }, null, '\t')}\n`;
}

/** The same as CSV for people: a line for each column, and under it one for each of its codes. */
export function codebookCsv(file: DataFile): string {
	const header = ['column', 'label', 'type', 'level', 'code', 'code_label', 'code_is_missing', 'disclosive', 'about'];
	const lines = file.columns.flatMap((column) => {
		const { name, label, level, data, values, disclosive, about } = column;
		const of = [name, label, data.kind, level];
		return [
			[...of, '', '', '', disclosive ?? '', (about ?? []).join('; ')],
			...values.map((value) => [...of, value.code, value.label, 'no', '', '']),
			...shownMissing(column).map((reason) => [...of, reason.code, reason.label, 'yes', '', '']),
		];
	});
	return `\ufeff${[header, ...lines].map(csvLine).join('')}`;
}

function described(column: DataColumn) {
	const { name, label, level, data, values, disclosive, about } = column;
	return {
		...{ name, label, type: data.kind, level, values, missing: shownMissing(column) },
		disclosive: disclosive ?? null,
		about: about ?? [],
	};
}
