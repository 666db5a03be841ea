import type { ChartLines } from './chart-lines.ts';
import type { PictureWords } from './picture-svg.ts';
import { pictureSvg } from './picture-svg.ts';
import { plotSvg } from './plot-svg.ts';
import { shortened, textSvg } from './svg-text.ts';

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
		const parts = plots.flatMap((plot, k) => {
			const left = from + (k % columns) * (wide + between);
			const top = y + Math.floor(k / columns) * (height + between);
			const title = plots.length === 1 ? 0 : 20;
			return [
				...(plots.length === 1
					? []
					: [textSvg(shortened(plot.title, 14, wide), { x: left, y: top + 14 }, { size: 14, bold: true })]),
				plotSvg(plot.lines, highest, { left, top: top + title, width: wide, height: height - title }),
			];
		});
		return { svg: parts.join('\n'), height: Math.ceil(plots.length / columns) * (height + between) };
	});
}

/** How many plots stand beside each other, and how high each is. */
function gridOf(plots: number): { readonly columns: number; readonly height: number } {
	if (plots === 1) return { columns: 1, height: 400 };
	return plots <= 12 ? { columns: 3, height: 220 } : { columns: 4, height: 190 };
}
