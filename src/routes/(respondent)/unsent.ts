/**
 * A page's data for its HTML alone. Kit writes out whatever a `load` returns for scripts that these pages do not have,
 * which costs as much as a good part of the page; what cannot be enumerated it leaves out.
 */
export function unsent<T extends object>(data: T): T {
	const held = { ...data };
	for (const name of Object.keys(held)) Object.defineProperty(held, name, { enumerable: false });
	return held;
}
