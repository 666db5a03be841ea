/** One method as its docstring states it. */
export interface Method {
	/** Name of the exported function, which serves as the address of the method on the page. */
	readonly name: string;
	readonly title: string;
	/** The docstring's words before its tags, without those that are for programmers. */
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
			const [title, formula, source, r] = [of('method'), of('formula'), of('source'), of('r')];
			const none = /^none\b[\s,;:–-]*/.exec(r);
			return {
				name,
				title,
				description: forReaders(oneLine(prose), r),
				formula,
				source,
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

/** Sentences that name our own code, its tests or its bugs are for those who have the code; names of R's stay. */
function forReaders(text: string, r: string): string {
	return text
		.split(/(?<=\.\)?) /)
		.filter((sentence) => {
			const names = [...sentence.matchAll(/`([A-Za-z]+[A-Z]\w*)`/g)].map(([, name]) => name ?? '');
			return names.every((name) => r.includes(name)) && !/\btests\/|\bthrows?\b|\ba bug\b/.test(sentence);
		})
		.join(' ');
}

/** Words and, between back-ticks, code. */
export function codeIn(text: string): { readonly code: boolean; readonly text: string }[] {
	return text.split('`').map((part, k) => ({ code: k % 2 === 1, text: part }));
}
