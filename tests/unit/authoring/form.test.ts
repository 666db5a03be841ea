import { describe, expect, it } from 'vitest';
import { applyEdits, editsOfForm, fieldName, renameField, valueAt } from '#core/authoring/index.ts';
import type { Json } from '#core/authoring/index.ts';

const draft: Json = {
	sections: [
		{
			id: 'first',
			questions: [
				{
					id: 'a',
					text: { en: 'Why?' },
					hint: { en: 'Look' },
					required: true,
					most: 5,
					options: [{ code: 1, exclusive: false }],
				},
			],
		},
	],
};
const at = (field: string) => `questions/#a/${field}`;

function sent(fields: readonly (readonly [string, string])[]): Json {
	const applied = applyEdits(draft, editsOfForm(draft, fields));
	if (applied.kind !== 'applied') throw new Error(JSON.stringify(applied));
	return applied.document;
}

describe('a form without scripts', () => {
	it('changes nothing when it is sent as it stands, whatever line ends a browser puts in', () => {
		const edits = editsOfForm(draft, [
			[fieldName('text', at('text/en')), 'Why?\r\n'],
			[fieldName('tick', at('required')), 'yes'],
			[fieldName('tick', at('options/#1/exclusive')), 'no'],
			[fieldName('number', at('most')), '5'],
			[fieldName('text', at('text/gd')), ''],
			['do', 'save'],
		]);
		expect(edits).toEqual([]);
	});

	it('sets what was typed, and says what stood there', () => {
		expect(editsOfForm(draft, [[fieldName('text', at('text/en')), 'How?']])).toEqual([
			{ kind: 'set', place: at('text/en'), value: 'How?', was: 'Why?' },
		]);
		expect(valueAt(sent([[fieldName('text', at('text/gd')), 'Carson?']]), at('text'))).toEqual({
			en: 'Why?',
			gd: 'Carson?',
		});
		expect(valueAt(sent([[fieldName('number', at('most')), '7']]), at('most'))).toBe(7);
		expect(valueAt(sent([[fieldName('text', at('construct')), 'awareness']]), at('construct'))).toBe('awareness');
	});

	it('gives a part another name after all else, an arm before its experiment', () => {
		const document: Json = { experiments: [{ id: 'words', label: 'Words', arms: ['a', 'b'] }] };
		const edits = editsOfForm(document, [
			[renameField('experiments/#words'), 'tone'],
			[renameField('experiments/#words/arms/#a'), 'new'],
			[renameField('experiments/#words/arms/#b'), 'b'],
			[fieldName('text', 'experiments/#words/label'), 'Two tones'],
		]);
		const applied = applyEdits(document, edits);
		expect(applied.kind === 'applied' && applied.document).toEqual({
			experiments: [{ id: 'tone', label: 'Two tones', arms: ['new', 'b'] }],
		});
	});

	it('unticks a box whose hidden field comes alone, and ticks one where both come', () => {
		const box = fieldName('tick', at('required'));
		expect(valueAt(sent([[box, 'no']]), at('required'))).toBe(false);
		const other = fieldName('tick', at('options/#1/exclusive'));
		expect(
			valueAt(
				sent([
					[other, 'no'],
					[other, 'yes'],
				]),
				at('options/#1/exclusive'),
			),
		).toBe(true);
	});

	it('makes a text with its first words, and takes it away with its last', () => {
		expect(valueAt(sent([[fieldName('text', at('warning/en')), 'Careful']]), at('warning'))).toEqual({ en: 'Careful' });
		expect(valueAt(sent([[fieldName('text', at('hint/en')), ' ']]), at('hint'))).toBeUndefined();
		expect(valueAt(sent([[fieldName('number', at('most')), '']]), at('most'))).toBeUndefined();
	});
});
