/**
 * The named text fields of a posted form; one that is missing, or is a file, is the empty text. Longer texts than any of
 * our forms takes are cut, so that nothing behind has to be afraid of them.
 */
export async function fieldsOf<Name extends string>(
	request: Request,
	names: readonly Name[],
): Promise<Readonly<Record<Name, string>>>;
export async function fieldsOf(request: Request, names: readonly string[]): Promise<Readonly<Record<string, string>>> {
	const form = await request.formData();
	return Object.fromEntries(
		names.map((name) => {
			const value = form.get(name);
			return [name, typeof value === 'string' ? value.slice(0, longest) : ''];
		}),
	);
}

const longest = 1000;
