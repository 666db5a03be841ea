const reachable =
	':is(a[href], button, input:not([type=hidden]), select, textarea, summary):not(:disabled, [tabindex="-1"])';

/**
 * Where the focus can go after a button has changed the page around it, asked before: the button, where it is still there
 * and does something; what has come in its place; else what comes after it, or before it.
 */
export function placesToGo(button: HTMLElement): () => HTMLElement | undefined {
	const before = placesOnPage();
	const at = before.indexOf(button);
	return () => {
		const after = placesOnPage();
		if (after.includes(button)) return button;
		const same = !button.isConnected && after.length === before.length ? after[at] : undefined;
		const around = [...before.slice(at + 1), ...before.slice(0, at).toReversed()];
		return same ?? around.find((place) => after.includes(place));
	};
}

function placesOnPage(): HTMLElement[] {
	const main = document.querySelector('main');
	const found = main === null ? [] : [...main.querySelectorAll<HTMLElement>(reachable)];
	return found.filter((place) => place.checkVisibility());
}
