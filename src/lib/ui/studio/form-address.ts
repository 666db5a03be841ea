/** The address that a form of a page is sent to: the page's action, with what else its address says. */
export function formAddress(url: URL, action: string): string {
	const kept = [...url.searchParams].filter(([name]) => !name.startsWith('/'));
	const search = new URLSearchParams(kept).toString();
	return `${url.pathname}?/${action}${search === '' ? '' : `&${search}`}`;
}
