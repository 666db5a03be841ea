import { describe, expect, it } from 'vitest';
import { commandLine } from '../../src/lib/server/on-record.ts';
import { findWave, listAudit } from '../../src/lib/server/storage/index.ts';
import { openTexts } from '../../src/lib/server/workflows/export/open-texts.ts';
import { waveAnswers } from '../../src/lib/server/workflows/analysis/wave-answers.ts';
import {
	hideWords,
	leaveToRules,
	liftMask,
	lookUnderMasks,
} from '../../src/lib/server/workflows/texts/mask-by-hand.ts';
import { textsPageOf } from '../../src/lib/server/workflows/texts/texts-page.ts';
import { askedOfAll, responseId, siteWithAnswers } from './answered.ts';

const survey = 'tiny';

async function told(words: readonly string[]) {
	const { site, waves } = await siteWithAnswers([words.map((why) => ({ why }))]);
	const [id] = waves;
	const wave = id === undefined ? undefined : await findWave(site.storage.reader, { id });
	if (wave === undefined) throw new Error('there is a wave');
	const at = (k: number) => ({
		actor: commandLine,
		survey,
		wave: wave.id,
		response: responseId(1, k),
		variable: 'why',
	});
	/** What leaves the system, and what the page shows. */
	const exported = async () => {
		const texts = (await openTexts(site, await waveAnswers(site, { wave, instrument: askedOfAll }), wave)).get('why');
		return texts?.texts;
	};
	const listed = async (only: 'all' | 'masked' | 'by-hand' = 'all', after = -1) => {
		const page = await textsPageOf(site, { survey, only, after });
		return {
			next: page?.next ?? null,
			texts: page?.answers.map(({ pieces }) => pieces.map(({ words: of, mask }) => mask ?? of).join('|')),
		};
	};
	return { site, wave, at, exported, listed };
}

describe('an analyst who reads open answers', () => {
	it('masks what the rules missed and lifts what they took too much, and exports follow at once', async () => {
		const { site, at, exported, listed } = await told(['Old Hector of EH1 1YZ', 'Nobody at all', 'The AB12 CDE motor']);
		expect((await listed('masked')).texts).toEqual(['Old Hector of |postcode', 'The |vehicle| motor']);

		expect(await hideWords(site, { ...at(0), words: 'hector' })).toEqual({ kind: 'hidden' });
		expect(await hideWords(site, { ...at(0), words: 'EH1 1YZ' })).toEqual({ kind: 'not-in-it' });
		expect(await exported()).toEqual(['Old [masked] of [postcode]', 'Nobody at all', 'The [vehicle] motor']);

		const seen = await lookUnderMasks(site, at(2));
		const piece = seen.kind === 'seen' ? seen.pieces.find(({ mask }) => mask !== null) : undefined;
		if (piece === undefined) throw new Error('something is masked');
		expect(piece).toMatchObject({ words: 'AB12 CDE', mask: 'vehicle' });
		expect(await liftMask(site, { ...at(2), ...piece })).toEqual({ kind: 'lifted' });
		expect(await liftMask(site, { ...at(2), ...piece })).toEqual({ kind: 'not-masked' });
		expect(await exported()).toEqual(['Old [masked] of [postcode]', 'Nobody at all', 'The AB12 CDE motor']);
		expect((await listed('by-hand')).texts).toEqual(['Old |masked| of |postcode', 'The AB12 CDE motor']);

		expect(await leaveToRules(site, at(2))).toEqual({ kind: 'left' });
		expect(await exported()).toEqual(['Old [masked] of [postcode]', 'Nobody at all', 'The [vehicle] motor']);
		const deeds = await listAudit(site.storage.reader, { action: 'text', limit: 9 });
		expect(deeds.map(({ action }) => action)).toEqual([
			...['text.left-to-rules', 'text.lifted', 'text.looked-under', 'text.masked'],
		]);
		expect(JSON.stringify(deeds)).not.toMatch(/hector|AB12/i);
	});

	it('reads page after page, each answer once', async () => {
		const { listed } = await told(Array.from({ length: 60 }, (_, k) => `Answer ${k}`));
		const read: string[] = [];
		for (let after: number | null = -1; after !== null;) {
			const page = await listed('all', after);
			read.push(...(page.texts ?? []));
			after = page.next;
		}
		expect(read.toSorted()).toEqual(Array.from({ length: 60 }, (_, k) => `Answer ${k}`).toSorted());
	});

	it('finds no answer of another survey, nor one that is not there', async () => {
		const { site, at } = await told(['Old Hector']);
		expect(await hideWords(site, { ...at(0), survey: 'other', words: 'Hector' })).toEqual({ kind: 'unknown-text' });
		expect(await lookUnderMasks(site, at(7))).toEqual({ kind: 'unknown-text' });
		expect(await textsPageOf(site, { survey: 'other', only: 'all', after: -1 })).toBeUndefined();
	});
});
