/** Lines of R that get a view's figures, and what they must come to: the value of their last line, figure by figure. */
export interface RView {
	readonly code: string;
	readonly expected: readonly RFigure[];
}

export interface RFigure {
	readonly figure: string;
	readonly value: number | string;
	/** How far off is near: its standard error where it may be near 0, else 0. */
	readonly scale: number;
}

/** What every view's lines begin with that needs data. */
export const opening = ['source("soundings.R")', 'pack <- read_pack()'];

/** Lines of R that list all changes by a wave of a pack, the strongest evidence first. */
export function changesCode(wave: { readonly number: number; readonly label: string }): string {
	return [
		...opening,
		`# All changes by ${wave.label.replaceAll(/\s+/g, ' ')}, judged together (Holm). The function is in soundings.R.`,
		`changes_by(pack, "${wave.number}")`,
	].join('\n');
}

/** Named figures of one place, in the order that R has them in. */
export function figuresAt(
	place: string,
	values: Readonly<Record<string, number | string | null | undefined>>,
	scale = 0,
): RFigure[] {
	return Object.entries(values).flatMap(([name, value]) =>
		value === null || value === undefined ? [] : [{ figure: `${place}.${name}`, value, scale }],
	);
}

/** A text as R writes it. */
export function quoted(text: string): string {
	return JSON.stringify(text);
}

/** `c(1, 2)`, or the one by itself. */
export function vector(values: readonly (number | string)[]): string {
	const written = values.map((value) => (typeof value === 'number' ? String(value) : quoted(value)));
	return written.length === 1 ? written.join() : `c(${written.join(', ')})`;
}
