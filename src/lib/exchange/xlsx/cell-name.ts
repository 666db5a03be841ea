/** The column of a cell by its name, such as *AB12*, from 0; undefined for what is no name of one. */
export function columnOfCell(name: string): number | undefined {
	const [, letters] = /^([A-Z]{1,3})\d{1,7}$/.exec(name) ?? [];
	if (letters === undefined) return undefined;
	return [...letters].reduce((column, letter) => column * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}
