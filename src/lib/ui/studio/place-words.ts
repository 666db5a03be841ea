/** What a text of a draft is, in words: the thing that it is about, and which of its texts. */
export function placeWords(place: string): { readonly about: string; readonly field: string } {
	const parts = place.replace(/^weighting\//, '').split('/');
	const [list = '', key = ''] = parts;
	const member = key.startsWith('#') ? key.slice(1) : undefined;
	const rest = member === undefined ? parts : parts.slice(2);
	const about = member === undefined ? 'The survey' : `${thingWords.get(list) ?? list} ${member}`;
	return { about, field: fieldWords(list, rest) };
}

/** Texts under the thing that they are about, in their order. */
export function byThing<T extends { readonly place: string }>(texts: readonly T[]): [about: string, texts: T[]][] {
	const things = new Map<string, T[]>();
	for (const text of texts) {
		const { about } = placeWords(text.place);
		const members = things.get(about);
		if (members === undefined) things.set(about, [text]);
		else members.push(text);
	}
	return [...things];
}

function fieldWords(list: string, rest: readonly string[]): string {
	const [first = '', second = ''] = rest;
	if (second.startsWith('#')) return `${first === 'options' ? 'Option' : 'Item'} ${second.slice(1)}`;
	const name = rest.join('/');
	if (name === 'text' && list !== 'questions') return 'Text';
	return fields.get(name) ?? name;
}

const thingWords: ReadonlyMap<string, string> = new Map([
	['sections', 'Section'],
	['questions', 'Question'],
	['measures', 'Measure'],
	['margins', 'Weighting margin'],
	['support', 'Support contact'],
	['guidance', 'Guidance'],
]);

const fields: ReadonlyMap<string, string> = new Map([
	['title', 'Title'],
	['summary', 'Summary'],
	['population', 'Population'],
	['introduction', 'Introduction'],
	['closing', 'Closing words'],
	['privacy/purpose', 'Privacy: what for'],
	['privacy/collects', 'Privacy: what is collected'],
	['privacy/published', 'Privacy: what is published'],
	['text', 'Question'],
	['hint', 'Hint'],
	['base', 'Who is counted'],
	['label', 'Label'],
	['unit', 'Unit'],
	['warning', 'Warning'],
	['body', 'Words of the page'],
	['lowLabel', 'Low end'],
	['highLabel', 'High end'],
	['sensitive', 'Sensitive statement'],
	['sensitive/label', 'Sensitive item'],
	['innocuous', 'Harmless statement'],
	['alikeLabel', 'Answer: both or neither'],
	['differentLabel', 'Answer: one of the two'],
	['agreeLabel', 'Agreeing'],
	['declineLabel', 'Declining'],
]);
