/** One method as its docstring states it. */
export interface Method {
	/** Name of the exported function, which serves as the address of the method on the page. */
	readonly name: string;
	readonly title: string;
	/** The docstring's words before its tags. */
	readonly description: string;
	readonly formula: string;
	readonly source: string;
	/** The R call that gives the same number; null where R has none: `checkedAgainst` says what stands in for it. */
	readonly r: string | null;
	readonly checkedAgainst: string;
	/** The file, from `core/` on. */
	readonly file: string;
}

const tags = ['method', 'formula', 'source', 'r'] as const;
type Tag = (typeof tags)[number];

/**
 * The methods that the docstrings of a source file state: those with an `@method` tag. Throws where one of the other
 * tags is missing, so that a page cannot be built on half a statement.
 */
export function methodsIn(file: string, source: string): Method[] {
	return [...source.matchAll(/\/\*\*((?:(?!\*\/)[\s\S])*?@method[\s\S]*?)\*\/\s*export function (\w+)/g)].map(
		([, comment = '', name = '']) => {
			const text = comment.replace(/^\s*\* ?/gm, '').trim();
			const [prose = '', ...parts] = text.split(new RegExp(String.raw`^@(?=(?:${tags.join('|')})\b)`, 'm'));
			const said = new Map(parts.map((part) => [part.split(/\s/)[0], oneLine(part.replace(/^\w+/, ''))]));
			const of = (tag: Tag): string => {
				const words = said.get(tag);
				if (!words) throw new Error(`${file}: ${name} has no @${tag}`);
				return words;
			};
			const r = of('r');
			const none = /^none\b[\s,;:–-]*/.exec(r);
			return {
				name,
				title: of('method'),
				description: withoutProofs(oneLine(prose)),
				formula: of('formula'),
				source: of('source'),
				r: none ? null : r,
				checkedAgainst: none ? r.slice(none[0].length) : '',
				file,
			};
		},
	);
}

function oneLine(text: string): string {
	return text.replace(/\s+/g, ' ').trim();
}

/** Which test proves it is for those who have the code. */
function withoutProofs(text: string): string {
	return text
		.replace(/\s*(?:Proved|Shown) (?:against R )?by tests\/[^\s]+(?: and (?:tests\/)?[^\s]+)*\.?(?=\s|$)/g, '')
		.trim();
}

/** Words and, between back-ticks, code. */
export function codeIn(text: string): { readonly code: boolean; readonly text: string }[] {
	return text.split('`').map((part, k) => ({ code: k % 2 === 1, text: part }));
}
