import { light } from './palette.ts';

/** Text as it may stand in XML 1.0, between tags or quotes. */
export function xml(text: string): string {
	return text
		.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu, '\ufffd')
		.replaceAll('&', '&amp;')
		.replaceAll('<', '&lt;')
		.replaceAll('>', '&gt;')
		.replaceAll('"', '&quot;');
}

/**
 * About how wide a text is in a font without serifs, rather more than less: nobody knows in which font a picture will be
 * shown.
 */
export function widthOf(text: string, size: number, bold = false): number {
	let ems = 0;
	for (const character of text)
		ems += /[ilj.,:;'|!() ]/.test(character) ? 0.32 : /[mwMW%–—]/.test(character) ? 0.9 : 0.58;
	return ems * size * (bold ? 1.16 : 1.02);
}

/** Lines no wider than `room`, broken between words. */
export function wrapped(text: string, size: number, room: number, bold = false): string[] {
	const lines: string[] = [];
	let line = '';
	for (const word of text.split(/\s+/)) {
		const longer = line === '' ? word : `${line} ${word}`;
		if (line !== '' && widthOf(longer, size, bold) > room) {
			lines.push(line);
			line = word;
		} else line = longer;
	}
	return line === '' ? lines : [...lines, line];
}

/** The text, or as much of it as there is room for. */
export function shortened(text: string, size: number, room: number, bold = false): string {
	if (widthOf(text, size, bold) <= room) return text;
	let length = text.length;
	while (length > 1 && widthOf(`${text.slice(0, length)}…`, size, bold) > room) length--;
	return `${text.slice(0, length).trimEnd()}…`;
}

/** A straight line of a picture. */
export function lineBetween(from: readonly [number, number], to: readonly [number, number], look: string): string {
	return `<line x1="${round(from[0])}" y1="${round(from[1])}" x2="${round(to[0])}" y2="${round(to[1])}" ${look}/>`;
}

/** A place in a picture to a tenth of its unit. */
export function round(value: number): number {
	return Math.round(value * 10) / 10;
}

const font = `font-family="system-ui, -apple-system, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif"`;

/** A text in a picture. */
export function textSvg(
	text: string,
	at: { readonly x: number; readonly y: number },
	look: { readonly size?: number; readonly fill?: string; readonly anchor?: string; readonly bold?: boolean } = {},
): string {
	const { size = 13, fill = light.ink, anchor = 'start', bold = false } = look;
	const weight = bold ? ' font-weight="700"' : '';
	return `<text x="${round(at.x)}" y="${round(at.y)}" ${font} font-size="${size}" fill="${fill}" text-anchor="${anchor}"${weight}>${xml(text)}</text>`;
}
