/** A figure as a spreadsheet writes it ("6.1358", "6.1 %", "1,234,567"), or what is wrong with it. */
export function figureOf(cell: string): { figure: number; isPercent: boolean } | string {
	const isPercent = /%\s*$/.test(cell);
	const digits = cell.replace(/%\s*$/, '').replace(/[\s\u00a0\u202f]/g, '');
	const isGrouped = /^\d{1,3}(,\d{3})+(\.\d+)?$/.test(digits);
	const plain = isGrouped ? digits.replaceAll(',', '') : digits;
	if (cell === '') return 'the figure is missing';
	if (!/^\d*\.?\d+(e-?\d+)?$/i.test(plain))
		return `“${cell}” is not a number of 0 or more, such as 0.0614, 6.14% or 61,358`;
	return { figure: Number(plain), isPercent };
}
