/** What is put on the clipboard; a program that is pasted into takes the form that it likes best. */
export interface Clipping {
	readonly text: string;
	readonly html?: string | undefined;
}

/** Puts it there; false when the browser does not let pages do that. To be called while a press of a button is handled. */
export async function putOnClipboard(clipping: Clipping): Promise<boolean> {
	// What a copy event hands over stays as it is, on pages without encryption too; the newer way strips HTML of its looks.
	if (copyEvent(clipping)) return true;
	try {
		await navigator.clipboard.write([new ClipboardItem(blobsOf(clipping))]);
		return true;
	} catch {
		return false;
	}
}

function blobsOf({ text, html }: Clipping): Record<string, Blob> {
	const plain = { 'text/plain': new Blob([text], { type: 'text/plain' }) };
	return html === undefined ? plain : { ...plain, 'text/html': new Blob([html], { type: 'text/html' }) };
}

function copyEvent({ text, html }: Clipping): boolean {
	let taken = false;
	const hand = (event: ClipboardEvent) => {
		event.preventDefault();
		event.clipboardData?.setData('text/plain', text);
		if (html !== undefined) event.clipboardData?.setData('text/html', html);
		taken = event.clipboardData !== null;
	};
	document.addEventListener('copy', hand);
	document.execCommand('copy');
	document.removeEventListener('copy', hand);
	return taken;
}
