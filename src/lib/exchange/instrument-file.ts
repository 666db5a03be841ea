import { Instrument } from '#core/instrument/index.ts';

/** Where a file in `surveys/<survey>/` finds the schema by which editors check it. */
const schema = '../instrument.schema.json';
/** What a thing is called and which kind it is stands before all that is said of it. */
const first = ['id', 'kind'];

/**
 * An instrument as the text of its file in `surveys/`: tabs, the schema's line first, and names in the order in which the
 * schema has them. It says what `document` says and nothing more, so that the hash of a published version holds for its
 * file. What is no instrument yet keeps the order in which it was written.
 */
export function instrumentFile(document: unknown): string {
	const parsed = Instrument.safeParse(document);
	const ordered = parsed.success ? inOrderOf(parsed.data, document) : document;
	const { $schema: _own, ...body } = isNamed(ordered) ? ordered : {};
	return `${JSON.stringify({ $schema: schema, ...body }, null, '\t')}\n`;
}

/** What `value` says, with the names of every object in the order in which `model` has them. */
function inOrderOf(model: unknown, value: unknown): unknown {
	if (Array.isArray(value)) {
		const members: unknown[] = Array.isArray(model) ? model : [];
		return value.map((member, at) => inOrderOf(members[at], member));
	}
	if (!isNamed(value)) return value;
	const like = isNamed(model) ? model : {};
	const names = [...first, ...Object.keys(like)].filter((name) => Object.hasOwn(value, name));
	return Object.fromEntries(
		[...new Set([...names, ...Object.keys(value)])].map((name) => [name, inOrderOf(like[name], value[name])]),
	);
}

function isNamed(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
