/** A file of a route and the pattern of its address, such as `/(respondent)/s/[survey]/[page]`. */
interface Route<Module> {
	readonly id: string;
	readonly parts: readonly string[];
	readonly module: Module;
}

/** An address that needs no decoding, and that no data or file stands behind. */
const plain = /^(?:\/[\w-]+)+$/;

/**
 * Finds the route of an address among the files of a folder, as Kit does: `[name]` stands for any part, and a part that is
 * said in words goes before it. Addresses that hold anything but letters, digits, dashes and underscores have none here.
 *
 * @param files by their paths from the folder, such as `./s/[survey]/+server.ts`
 * @param folder what the ids of the routes begin with
 */
export function routesFrom<Module>(
	files: Readonly<Record<string, Module>>,
	folder: string,
): (path: string) => { readonly route: Route<Module>; readonly params: Readonly<Record<string, string>> } | undefined {
	const routes = Object.entries(files)
		.map(([file, module]): Route<Module> => {
			const path = file.slice(1, file.lastIndexOf('/'));
			return { id: folder + path, parts: path.split('/'), module };
		})
		.toSorted((a, b) => (sortedBy(a) < sortedBy(b) ? -1 : 1));
	return (path) => {
		if (!plain.test(path)) return undefined;
		const parts = path.split('/');
		const route = routes.find((candidate) => fits(candidate.parts, parts));
		if (route === undefined) return undefined;
		const named = route.parts.flatMap((part, index) => (isName(part) ? [[part.slice(1, -1), parts[index] ?? '']] : []));
		return { route, params: Object.fromEntries(named) };
	};
}

/** `~` comes after every letter. */
function sortedBy({ id }: { readonly id: string }): string {
	return id.replaceAll('[', '~');
}

function fits(pattern: readonly string[], parts: readonly string[]): boolean {
	return pattern.length === parts.length && pattern.every((part, index) => isName(part) || part === parts[index]);
}

function isName(part: string): boolean {
	return part.startsWith('[');
}
