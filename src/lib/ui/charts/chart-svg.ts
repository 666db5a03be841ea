import type { ChartLines } from './chart-lines.ts';
import type { PictureWords } from './picture-svg.ts';
import { pictureSvg } from './picture-svg.ts';
import { plotSvg } from './plot-svg.ts';
import { shortened, textSvg, wrapped } from './svg-text.ts';

/** A chart as it leaves the page: with all that must be known of it written in. */
export interface ChartCopy extends PictureWords {
	/** One plot, or small ones beside each other under titles of their own. */
	readonly plots: readonly { readonly title: string; readonly lines: ChartLines }[];
	/** Top of the axis of every plot. */
	readonly highest: number;
}

const between = 20;

/** A chart of lines as an SVG picture that stands by itself. */
export function chartSvg({ plots, highest, ...words }: ChartCopy): string {
	const { columns, height } = gridOf(plots.length);
	return pictureSvg(words, ({ left: from, top: y, width: room }) => {
		const wide = (room - between * (columns - 1)) / columns;
		const titles = plots.map(({ title }) => titleLines(title, wide));
		const lines = plots.length === 1 ? 0 : Math.max(...titles.map(({ length }) => length));
		const high = height + lines * titleSize * 1.3;
		const parts = plots.flatMap((plot, k) => {
			const left = from + (k % columns) * (wide + between);
			const top = y + Math.floor(k / columns) * (high + between);
			const title = plots.length === 1 ? [] : (titles[k] ?? []);
			return [
				...title.map((line, at) => {
					const up = (title.length - 1 - at) * titleSize * 1.3 + 4;
					return textSvg(line, { x: left, y: top + high - height - up }, { size: titleSize, bold: true });
				}),
				plotSvg(plot.lines, highest, { left, top: top + high - height, width: wide, height }),
			];
		});
		return { svg: parts.join('\n'), height: Math.ceil(plots.length / columns) * (high + between) };
	});
}

const titleSize = 14;

/** The title of a small plot in three lines at most. */
function titleLines(title: string, room: number): string[] {
	const [first = '', second, ...others] = wrapped(title, titleSize, room, true);
	const lines = [first, ...(second === undefined ? [] : [second]), ...(others.length === 0 ? [] : [others.join(' ')])];
	return lines.map((line) => shortened(line, titleSize, room, true));
}

/** How many plots stand beside each other, and how high each is. */
function gridOf(plots: number): { readonly columns: number; readonly height: number } {
	if (plots === 1) return { columns: 1, height: 400 };
	return plots <= 12 ? { columns: 3, height: 200 } : { columns: 4, height: 170 };
}
