import type { ChartLines } from './chart-lines.ts';
import { light } from './palette.ts';
import { plotSvg, textSvg } from './plot-svg.ts';
import { shortened, wrapped, xml } from './svg-text.ts';

/** A chart as it leaves the page: with all that must be known of it written in. */
export interface ChartCopy {
	/** The finding in words. */
	readonly title: string;
	/** What is measured, of whom. */
	readonly subtitle: string;
	/** One plot, or small ones beside each other under titles of their own. */
	readonly plots: readonly { readonly title: string; readonly lines: ChartLines }[];
	/** Top of the axis of every plot. */
	readonly highest: number;
	/** Bases, mode, weighting, source, and what must not be overlooked. */
	readonly notes: readonly string[];
}

/** Width of every copy, in the units of its picture; as high as what is in it. */
const width = 960;
const edge = 24;

/** A chart as an SVG picture that stands by itself: words written in, no style, script or font from elsewhere. */
export function chartSvg({ title, subtitle, plots, highest, notes }: ChartCopy): string {
	const room = width - 2 * edge;
	const parts: string[] = [];
	let y = edge;
	const put = (text: string, look: { size: number; bold?: boolean; fill?: string }) => {
		for (const line of wrapped(text, look.size, room, look.bold)) {
			y += look.size * 1.35;
			parts.push(textSvg(line, { x: edge, y }, look));
		}
	};
	put(title, { size: 22, bold: true });
	y += 4;
	put(subtitle, { size: 15, fill: light.quiet });
	y += 16;
	const columns = plots.length === 1 ? 1 : 3;
	const height = plots.length === 1 ? 400 : 220;
	const between = 20;
	const wide = (room - between * (columns - 1)) / columns;
	plots.forEach((plot, k) => {
		const left = edge + (k % columns) * (wide + between);
		const top = y + Math.floor(k / columns) * (height + between);
		if (plots.length > 1)
			parts.push(textSvg(shortened(plot.title, 14, wide), { x: left, y: top + 14 }, { size: 14, bold: true }));
		const title = plots.length === 1 ? 0 : 20;
		parts.push(plotSvg(plot.lines, highest, { left, top: top + title, width: wide, height: height - title }));
	});
	y += Math.ceil(plots.length / columns) * (height + between);
	for (const note of notes) {
		put(note, { size: 13, fill: light.quiet });
		y += 3;
	}
	const high = Math.ceil(y + edge);
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${high}" viewBox="0 0 ${width} ${high}" role="img" aria-labelledby="title desc">`,
		`<title id="title">${xml(title)}</title>`,
		`<desc id="desc">${xml([subtitle, ...notes].join(' '))}</desc>`,
		`<rect width="${width}" height="${high}" fill="${light.page}"/>`,
		...parts,
		'</svg>\n',
	].join('\n');
}
