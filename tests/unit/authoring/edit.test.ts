import { describe, expect, it } from 'vitest';
import { applyEdit, applyEdits, valueAt } from '#core/authoring/index.ts';
import type { Edit, Json } from '#core/authoring/index.ts';

const option = (code: number) => ({ code, label: { en: `Option ${code}` } });
const question = (id: string) => ({ id, text: { en: `${id}?` }, options: [option(1), option(2), option(3)] });
const draft: Json = {
	title: { en: 'A survey', gd: 'Suirbhidh' },
	breaks: ['sex', 'age'],
	sections: [
		{ id: 'first', title: { en: 'First' }, questions: [question('a'), question('b')] },
		{ id: 'second', title: { en: 'Second' }, questions: [question('c')] },
	],
};

/** What an edit gives, which taking it back has to undo to the letter. */
function edited(edit: Edit): Json {
	const applied = applyEdit(draft, edit);
	if (applied.kind !== 'applied') throw new Error(JSON.stringify(applied));
	expect(applyEdit(applied.document, applied.undo)).toMatchObject({ kind: 'applied', document: draft });
	return applied.document;
}

const order = (document: Json, section: string) =>
	JSON.stringify(valueAt(document, `sections/#${section}/questions`))
		.match(/"id":"\w+"/g)
		?.map((found) => found.slice(6, -1))
		.join('');

describe('an edit', () => {
	it('sets a text in one language and leaves everything beside it the very same', () => {
		const document = edited({ kind: 'set', place: 'questions/#c/text/en', value: 'Why?', was: 'c?' });
		expect(valueAt(document, 'questions/#c/text/en')).toBe('Why?');
		expect(valueAt(document, 'sections/#first')).toBe(valueAt(draft, 'sections/#first'));
	});

	it('adds a field that was not there, and takes one away', () => {
		expect(
			valueAt(edited({ kind: 'set', place: 'questions/#a/hint', value: { en: 'Look' } }), 'questions/#a/hint/en'),
		).toBe('Look');
		expect(valueAt(edited({ kind: 'set', place: 'title/gd' }), 'title')).toEqual({ en: 'A survey' });
	});

	it.each([
		[null, 'nab'],
		['#a', 'anb'],
		[undefined, 'abn'],
		['#gone', 'abn'],
	] as const)('inserts a question after %s', (after, expected) => {
		const list = 'sections/#first/questions';
		expect(order(edited({ kind: 'insert', list, value: question('n'), after }), 'first')).toBe(expected);
	});

	it('removes a member and knows where it was', () => {
		expect(order(edited({ kind: 'remove', place: 'questions/#a' }), 'first')).toBe('b');
		expect(valueAt(edited({ kind: 'remove', place: 'questions/#b/options/#2' }), 'questions/#b/options')).toHaveLength(
			2,
		);
		expect(valueAt(edited({ kind: 'remove', place: 'breaks/#sex' }), 'breaks')).toEqual(['age']);
	});

	it('moves within a list and to another section, where the place of the question stays the same', () => {
		expect(order(edited({ kind: 'move', place: 'questions/#b', after: null }), 'first')).toBe('ba');
		const moved = edited({ kind: 'move', place: 'questions/#a', to: 'sections/#second/questions', after: '#c' });
		expect([order(moved, 'first'), order(moved, 'second')]).toEqual(['b', 'ca']);
		expect(valueAt(moved, 'questions/#a/text/en')).toBe('a?');
		const options = edited({ kind: 'move', place: 'questions/#a/options/#3', after: null });
		expect(JSON.stringify(valueAt(options, 'questions/#a/options'))).toMatch(/3.*1.*2/);
		expect(valueAt(edited({ kind: 'move', place: 'sections/#second', after: null }), 'sections')).toMatchObject([
			{ id: 'second' },
			{ id: 'first' },
		]);
	});

	it('calls an arm otherwise, and so does every rule that names it', () => {
		const arms = ['a', 'b'];
		const look = (arm: string, experiment = 'words') => ({ all: [{ answered: 'a' }, { not: { experiment, arm } }] });
		const asked = (askIf: Json): Json => ({
			experiments: [
				{ id: 'words', arms },
				{ id: 'order', arms },
			],
			sections: [{ id: 's', questions: [{ ...question('q'), askIf }] }],
			support: [{ id: 'line', when: look('a', 'order') }],
		});
		const renamed = applyEdit(asked(look('a')), { kind: 'rename', place: 'experiments/#words/arms/#a', name: 'new' });
		if (renamed.kind !== 'applied') throw new Error(renamed.kind);
		expect(valueAt(renamed.document, 'experiments/#words/arms')).toEqual(['new', 'b']);
		expect(valueAt(renamed.document, 'questions/#q/askIf')).toEqual(look('new'));
		expect(valueAt(renamed.document, 'support/#line/when')).toEqual(look('a', 'order'));
		expect(applyEdit(renamed.document, renamed.undo)).toMatchObject({ kind: 'applied', document: asked(look('a')) });
		const whole = applyEdit(asked(look('a')), { kind: 'rename', place: 'experiments/#words', name: 'tone' });
		expect(whole.kind === 'applied' && valueAt(whole.document, 'questions/#q/askIf')).toEqual(look('a', 'tone'));
	});

	it.each([
		['b', 'taken'],
		['New words', 'not-a-name'],
		['constructor', 'not-a-name'],
	])('does not call an arm %s', (name, kind) => {
		const document: Json = { experiments: [{ id: 'words', arms: ['a', 'b'] }] };
		expect(applyEdit(document, { kind: 'rename', place: 'experiments/#words/arms/#a', name })).toMatchObject({ kind });
	});

	it('never calls a question otherwise, whose columns are known by its id', () => {
		const edit: Edit = { kind: 'rename', place: 'questions/#a', name: 'z' };
		expect(applyEdit(draft, edit)).toMatchObject({ kind: 'no-such-place' });
	});

	it('is a conflict where somebody else has changed what its author saw, and says what stands there now', () => {
		const place = 'questions/#a/text/en';
		const first = edited({ kind: 'set', place, value: 'Theirs', was: 'a?' });
		expect(applyEdit(first, { kind: 'set', place, value: 'Mine', was: 'a?' })).toEqual({
			kind: 'conflict',
			place,
			now: 'Theirs',
		});
		expect(applyEdit(draft, { kind: 'set', place: 'questions/#a/hint/en', value: 'x' })).toMatchObject({
			kind: 'no-such-place',
		});
	});

	it.each<[string, Edit, string]>([
		['a place that is not there', { kind: 'set', place: 'questions/#z/text/en', value: 'x' }, 'no-such-place'],
		['a list that is none', { kind: 'insert', list: 'title', value: question('n') }, 'no-such-place'],
		['a member without a key', { kind: 'insert', list: 'sections', value: { title: {} } }, 'no-such-place'],
		[
			'an id that a question of another section has',
			{ kind: 'insert', list: 'sections/#first/questions', value: question('c') },
			'taken',
		],
		['a code that is there', { kind: 'insert', list: 'questions/#a/options', value: option(2) }, 'taken'],
		['a question that was removed', { kind: 'move', place: 'questions/#z' }, 'no-such-place'],
		['what every object answers to', { kind: 'set', place: 'constructor/name', value: 'x' }, 'no-such-place'],
	])('is refused for %s', (_, edit, kind) => {
		expect(applyEdit(draft, edit)).toMatchObject({ kind });
	});
});

describe('several edits', () => {
	it('are all applied or none, and taken back together', () => {
		const set: Edit = { kind: 'set', place: 'title/en', value: 'Another' };
		const all = applyEdits(draft, [
			set,
			{ kind: 'remove', place: 'questions/#a' },
			{ kind: 'move', place: 'questions/#c', to: 'sections/#first/questions', after: null },
		]);
		if (all.kind !== 'applied') throw new Error(all.kind);
		expect(order(all.document, 'first')).toBe('cb');
		expect(applyEdits(all.document, all.undo)).toMatchObject({ kind: 'applied', document: draft });
		expect(applyEdits(draft, [set, { kind: 'remove', place: 'questions/#z' }])).toMatchObject({
			kind: 'no-such-place',
		});
	});
});
