import { describe, expect, it } from 'vitest';
import {
	applyEdits,
	isFinished,
	progressOf,
	stateSince,
	translationsIn,
	translationState,
	wordPairs,
} from '#core/authoring/index.ts';
import type { Edit, Json } from '#core/authoring/index.ts';

const draft: Json = {
	languages: [
		{ code: 'en', status: 'complete' },
		{ code: 'gd', status: 'draft' },
	],
	title: { en: 'A survey', gd: 'Suirbhidh' },
	summary: { en: 'What for' },
	sections: [{ id: 's', title: { en: 'First' }, questions: [{ id: 'q', text: { en: 'Why?', gd: 'Carson?' } }] }],
};

describe('a translation', () => {
	it('stands beside its source, text for text', () => {
		expect(wordPairs(draft, 'gd')).toEqual([
			{ place: 'title', source: 'A survey', target: 'Suirbhidh' },
			{ place: 'summary', source: 'What for', target: null },
			{ place: 'sections/#s/title', source: 'First', target: null },
			{ place: 'questions/#q/text', source: 'Why?', target: 'Carson?' },
		]);
	});

	const pair = { place: 'title', source: 'A survey', target: 'Suirbhidh' };
	const known = { isOfTarget: true, isOfSource: true, reviewed: true };
	it.each([
		['missing', { ...pair, target: null }, known],
		['unreviewed', pair, undefined],
		['unreviewed', pair, { ...known, reviewed: false }],
		['unreviewed', pair, { ...known, isOfTarget: false, isOfSource: false }],
		['stale', pair, { ...known, isOfSource: false }],
		['reviewed', pair, known],
	] as const)('is %s', (state, words, of) => {
		expect(translationState(words, of)).toBe(state);
	});

	it('of words that have been typed since is no longer reviewed, and of a source that has changed is stale', () => {
		const judged = { ...pair, state: 'reviewed' } as const;
		expect(stateSince(judged, pair)).toBe('reviewed');
		expect(stateSince(judged, { ...pair, target: 'Suirbhidh ùr' })).toBe('unreviewed');
		expect(stateSince(judged, { ...pair, source: 'A new survey' })).toBe('stale');
		expect(stateSince(judged, { ...pair, target: null })).toBe('missing');
	});

	it('is finished when nothing is missing, stale or unreviewed', () => {
		expect(progressOf(['missing', 'stale', 'stale', 'unreviewed', 'reviewed'])).toEqual({
			...{ texts: 5, missing: 1, stale: 2, unreviewed: 1 },
		});
		expect(isFinished(progressOf(['reviewed', 'reviewed']))).toBe(true);
		expect(isFinished(progressOf(['reviewed', 'stale']))).toBe(false);
	});

	it('is made by edits of words in another language than the first, from what stands beside them by then', () => {
		const edits: Edit[] = [
			{ kind: 'set', place: 'summary/gd', value: 'Carson' },
			{ kind: 'set', place: 'summary/en', value: 'What it is for' },
			{ kind: 'set', place: 'languages/#gd/status', value: 'draft' },
			{ kind: 'set', place: 'questions/#q/text/gd' },
		];
		const applied = applyEdits(draft, edits);
		if (applied.kind !== 'applied') throw new Error(applied.kind);
		expect(translationsIn(applied.document, edits)).toEqual([
			{ place: 'summary', language: 'gd', source: 'What it is for', target: 'Carson' },
		]);
	});
});
