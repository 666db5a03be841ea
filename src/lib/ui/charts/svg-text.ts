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
export function shortened(text: string, size: number, room: number): string {
	if (widthOf(text, size) <= room) return text;
	let length = text.length;
	while (length > 1 && widthOf(`${text.slice(0, length)}…`, size) > room) length--;
	return `${text.slice(0, length).trimEnd()}…`;
}
