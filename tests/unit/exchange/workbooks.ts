import { zipSync } from 'fflate';

const text = (words: string) => new TextEncoder().encode(words);
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** The smallest workbook with one sheet *People* that holds `sheetData`; `more` are further parts, or others in their place. */
export function workbook(sheetData: string, more: Readonly<Record<string, string>> = {}): Uint8Array {
	const relations = (of: readonly (readonly [string, string, string])[]) =>
		`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${of.map(([id, type, target]) => `<Relationship Id="${id}" Type="${office}/${type}" Target="${target}"/>`).join('')}</Relationships>`;
	const parts = {
		'[Content_Types].xml': '<Types/>',
		'_rels/.rels': relations([['r1', 'officeDocument', 'xl/workbook.xml']]),
		'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="People" sheetId="1" r:id="r1"/></sheets></workbook>`,
		'xl/_rels/workbook.xml.rels': relations([
			['r1', 'worksheet', 'worksheets/sheet1.xml'],
			['r2', 'sharedStrings', 'sharedStrings.xml'],
		]),
		'xl/worksheets/sheet1.xml': `<worksheet xmlns="${main}"><sheetData>${sheetData}</sheetData></worksheet>`,
		...more,
	};
	return zipSync(Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, text(part)])));
}

/** A cell with a text of its own. */
export function typed(cell: string, words: string): string {
	return `<c r="${cell}" t="inlineStr"><is><t>${words}</t></is></c>`;
}

/** Work that yields, driven to its end at once. */
export function driven<T>(work: Generator<void, T>): T {
	for (;;) {
		const step = work.next();
		if (step.done === true) return step.value;
	}
}
