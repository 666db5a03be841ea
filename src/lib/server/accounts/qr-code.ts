/** A QR code as one SVG path of unit squares; `size` is the side in squares, without the quiet margin of four. */
export interface QrCode {
	readonly size: number;
	readonly path: string;
}

/** The QR code of a text, with error correction M (15 % may be lost). */
export async function qrCodeOf(text: string): Promise<QrCode> {
	const { default: qrcode } = await import('qrcode');
	const { modules } = qrcode.create(text, { errorCorrectionLevel: 'M' });
	const { size } = modules;
	const dark = [...modules.data.keys()].filter((at) => modules.data[at] === 1);
	return { size, path: dark.map((at) => `M${at % size} ${Math.floor(at / size)}h1v1h-1z`).join('') };
}
