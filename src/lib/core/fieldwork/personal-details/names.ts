import type { Span } from './span.ts';

/** What comes before somebody says a name, in English and in Gaelic. */
const introductions =
	/(?<![\p{L}\p{N}])(?:(?:my|his|her|their|our|whose)\s+(?:\p{L}+['’]s\s+)?(?:first\s+|last\s+|full\s+|real\s+|second\s+|sur)?name(?:\s+is|\s+was|['’]s|:)|name:|(?:i\s+am|i['’]m|is|was|are|he['’]s|she['’]s)\s+(?:called|named)|call\s+me|known\s+as|is\s+mise|(?:['’]s\s+e|m['’]\s?ainm))\s+/giu;
const titles =
	/(?<![\p{L}\p{N}])(?:mr|mrs|ms|miss|mx|dr|prof|professor|rev|sgt|pc|maighstir|mgr|called|named)\.?\s+/giu;

/** A word with a capital, and what may stand between those of one name. */
const capitalised = /^\p{Lu}[\p{L}'’-]*/u;
const between = /^(?:\s+(?:(?:van|von|der|den|de|da|di|la|le|al|el|bin|nic|mac|mc|o)\s+)*|-)/iu;
const anyWord = /^[\p{L}][\p{L}'’-]{1,}/u;

/** What follows “my name is” where no name does. */
const noNames = new Set(
	(
		'not on in the a an and or also known private nobody no none of used being something mud irrelevant important ' +
		'anonymous to too very never always was is are it its my your his her their our unknown confidential withheld kept ' +
		'given there here what when why who that this these those mentioned included public just only really'
	).split(' '),
);

/** Names that say that they are names: after “my name is” or the like and, with a capital, after a title. */
export function namesIn(text: string): Span[] {
	return [introductions, titles].flatMap((pattern) =>
		Array.from(text.matchAll(pattern)).flatMap(({ index, 0: before }): Span[] => {
			const from = index + before.length;
			const rest = text.slice(from, from + 200);
			const length = lengthInCapitals(rest) || (pattern === titles ? 0 : lengthOfWord(rest));
			return length === 0 ? [] : [{ from, to: from + length, kind: 'name' }];
		}),
	);
}

/** How long the name is with which `rest` begins, of up to four words with capitals. 0 where there is none. */
function lengthInCapitals(rest: string): number {
	let length = 0;
	for (let words = 0; words < 4; words++) {
		const gap = words === 0 ? '' : (between.exec(rest.slice(length))?.[0] ?? null);
		if (gap === null) break;
		const [word] = capitalised.exec(rest.slice(length + gap.length)) ?? [];
		if (word === undefined || (words === 0 && noNames.has(word.toLowerCase()))) break;
		length += gap.length + word.length;
	}
	return length;
}

function lengthOfWord(rest: string): number {
	const [word = ''] = anyWord.exec(rest) ?? [];
	return noNames.has(word.toLowerCase()) ? 0 : word.length;
}
