/** A run of words within a paragraph or list item. Text is literal: whoever renders it escapes it and parses nothing. */
export type Inline =
	| { readonly kind: 'text'; readonly text: string }
	| { readonly kind: 'strong'; readonly inlines: readonly Inline[] }
	| { readonly kind: 'link'; readonly href: string; readonly inlines: readonly Inline[] };

export type Block =
	| { readonly kind: 'paragraph'; readonly inlines: readonly Inline[] }
	| { readonly kind: 'list'; readonly items: readonly (readonly Inline[])[] };

/** The words of an earlier answer by question id; undefined where there are none, and the reference is shown as written. */
export type Pipe = (questionId: string) => string | undefined;

const noPipe: Pipe = () => undefined;

/**
 * The markup of instrument texts: blank lines part paragraphs, lines that begin with `- ` are a list, `**strong**`,
 * `[words](https://…)`, and `{question_id}` for the words of an earlier answer. Nothing else; what does not close stays
 * as it was typed. Never throws. What `pipe` gives becomes text and is never read as markup.
 */
export function parseMarkup(text: string, pipe: Pipe = noPipe): Block[] {
	const blocks: Block[] = [];
	let paragraph: string[] = [];
	let list: string[] = [];
	const endParagraph = () => {
		if (paragraph.length > 0) blocks.push({ kind: 'paragraph', inlines: parseInlines(paragraph.join(' '), pipe) });
		paragraph = [];
	};
	const endList = () => {
		if (list.length > 0) blocks.push({ kind: 'list', items: list.map((item) => parseInlines(item, pipe)) });
		list = [];
	};
	for (const line of text.split(/\r\n|\r|\n/)) {
		const words = line.trim();
		const item = /^- +(.+)$/.exec(words)?.[1];
		if (words === '') {
			endParagraph();
			endList();
		} else if (item !== undefined) {
			endParagraph();
			list.push(item);
		} else {
			endList();
			paragraph.push(words);
		}
	}
	endParagraph();
	endList();
	return blocks;
}

/** The words alone, for titles, files and read-aloud: paragraphs parted by a blank line, list items on lines with `- `. */
export function plainText(text: string, pipe: Pipe = noPipe): string {
	return parseMarkup(text, pipe)
		.map((block) =>
			block.kind === 'paragraph'
				? inlineText(block.inlines)
				: block.items.map((item) => `- ${inlineText(item)}`).join('\n'),
		)
		.join('\n\n');
}

/** The question ids whose answers `text` takes in, each once, in order. */
export function pipesIn(text: string): string[] {
	return [...new Set([...text.matchAll(pipeAnywhere)].map((match) => match[1] ?? ''))];
}

/** What in `text` looks like markup and is none, in words for its author; empty when all is well. */
export function markupProblems(text: string): string[] {
	const problems: string[] = [];
	const left = leftovers(parseMarkup(text));
	if (left.includes('**')) problems.push('“**” without its partner: strong words are written **like this**');
	if (/\]\(/.test(left)) problems.push('a link that is not [words](https://…): only https addresses become links');
	if (/<\/?[a-z][^>]*>/i.test(left)) problems.push('an HTML tag, which would be shown as it stands');
	if (/^#{1,6} |^\* |^\d+\. /m.test(text))
		problems.push('a heading, “*” or numbered list, which would be shown as typed');
	if (/[{}]/.test(left.replace(pipeAnywhere, ''))) problems.push('a brace that is not {question_id}');
	return problems;
}

const pipeAnywhere = /\{([a-z][a-z0-9_]{0,39})\}/g;
const pipeHere = /\{([a-z][a-z0-9_]{0,39})\}/y;
const strongHere = /\*\*(?=\S)((?:[^*]|\*(?!\*))*[^\s*])\*\*/y;
const linkHere = /\[([^[\]]+)\]\((https:\/\/[\w-]+(?:\.[\w-]+)+(?::\d+)?(?:[/?#][^\s()<>"'`\\]*)?)\)/y;

function parseInlines(text: string, pipe: Pipe): Inline[] {
	const inlines: Inline[] = [];
	let literal = '';
	let position = 0;
	const endLiteral = () => {
		if (literal !== '') inlines.push({ kind: 'text', text: literal });
		literal = '';
	};
	while (position < text.length) {
		const found = markupAt(text, position, pipe);
		if (found === undefined) {
			literal += text[position] ?? '';
			position += 1;
		} else {
			endLiteral();
			inlines.push(found.inline);
			position += found.length;
		}
	}
	endLiteral();
	return inlines;
}

function markupAt(text: string, position: number, pipe: Pipe): { inline: Inline; length: number } | undefined {
	const here = text[position];
	if (here === '{') {
		const match = matchAt(pipeHere, text, position);
		const piped = match === undefined ? undefined : pipe(match[1] ?? '');
		if (match === undefined || piped === undefined) return undefined;
		return { inline: { kind: 'text', text: piped }, length: match[0].length };
	}
	if (here === '*') {
		const match = matchAt(strongHere, text, position);
		if (match === undefined) return undefined;
		return { inline: { kind: 'strong', inlines: parseInlines(match[1] ?? '', pipe) }, length: match[0].length };
	}
	if (here === '[') {
		const match = matchAt(linkHere, text, position);
		const href = match?.[2];
		if (match === undefined || href === undefined) return undefined;
		return { inline: { kind: 'link', href, inlines: parseInlines(match[1] ?? '', pipe) }, length: match[0].length };
	}
	return undefined;
}

function matchAt(pattern: RegExp, text: string, position: number): RegExpExecArray | undefined {
	pattern.lastIndex = position;
	return pattern.exec(text) ?? undefined;
}

function inlineText(inlines: readonly Inline[]): string {
	return inlines.map((inline) => (inline.kind === 'text' ? inline.text : inlineText(inline.inlines))).join('');
}

/** The literal text in which unparsed markup would show. */
function leftovers(blocks: readonly Block[]): string {
	return blocks
		.flatMap((block) => (block.kind === 'paragraph' ? [block.inlines] : block.items))
		.map((inlines) => inlineText(inlines))
		.join('\n');
}
