/** A QR code as one SVG path of squares side by side; `size` is the side in squares, without the quiet margin of four. */
export interface QrCode {
	readonly size: number;
	readonly path: string;
}

/** The QR code of a text, with error correction M (15 % may be lost). */
export async function qrCodeOf(text: string): Promise<QrCode> {
	const { default: qrcode } = await import('qrcode');
	const { modules } = qrcode.create(text, { errorCorrectionLevel: 'M' });
	const { size } = modules;
	const isDark = (at: number) => modules.data[at] === 1;
	let path = '';
	for (let at = 0; at < size * size; at++) {
		const [x, y] = [at % size, Math.floor(at / size)];
		let run = 0;
		while (x + run < size && isDark(at + run)) run++;
		if (run === 0) continue;
		path += `M${x} ${y}h${run}v1h-${run}z`;
		at += run;
	}
	return { size, path };
}
