/** Hands a picture to the reader as a file. */
export function saveSvg(svg: string, name: string): void {
	save(new Blob([svg], { type: 'image/svg+xml' }), `${name}.svg`);
}

/** The same as PNG at twice its size; false when the browser cannot paint it. */
export async function savePng(svg: string, name: string): Promise<boolean> {
	const image = new Image();
	image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
	await image.decode();
	const canvas = document.createElement('canvas');
	canvas.width = image.naturalWidth * 2;
	canvas.height = image.naturalHeight * 2;
	canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
	const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
	if (blob === null) return false;
	save(blob, `${name}.png`);
	return true;
}

function save(blob: Blob, name: string): void {
	const link = document.createElement('a');
	link.href = URL.createObjectURL(blob);
	link.download = name;
	link.click();
	URL.revokeObjectURL(link.href);
}
