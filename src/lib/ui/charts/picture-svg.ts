import { light } from './palette.ts';
import type { Place } from './plot-svg.ts';
import { textSvg, wrapped, xml } from './svg-text.ts';

/** What must be known of a picture that leaves the page. */
export interface PictureWords {
	/** The finding in words. */
	readonly title: string;
	/** What is measured, of whom. */
	readonly subtitle: string;
	/** Bases, mode, weighting, source, and what must not be overlooked. */
	readonly notes: readonly string[];
}

/** Width of every copy, in the units of its picture; as high as what is in it. */
const width = 960;
const edge = 24;

/**
 * An SVG picture that stands by itself: words written in, no style, script or font from elsewhere. `draw` is told where its
 * part begins and how wide it may be, and says how high it became.
 */
export function pictureSvg(
	{ title, subtitle, notes }: PictureWords,
	draw: (place: Omit<Place, 'height'>) => { readonly svg: string; readonly height: number },
): string {
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
	const drawn = draw({ left: edge, top: y, width: room });
	parts.push(drawn.svg);
	y += drawn.height;
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
