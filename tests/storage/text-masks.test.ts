import { expect, it } from 'vitest';
import { deleteTextMask, listTextMasks, putTextMask } from '#server/storage/index.ts';
import { maskedTexts } from '#server/workflows/masked-texts.ts';
import { responseId, siteWithAnswers } from '../scenario/answered.ts';

it('what a person masks or lifts in a text counts in place of the rules, until it is left to the rules again', async () => {
	const { site, waves } = await siteWithAnswers([[{}]]);
	const { reader, writer } = site.storage;
	const [wave] = waves;
	if (wave === undefined) throw new Error('there is a wave');
	const response = responseId(1, 0);
	const text = 'Old Hector of EH1 1YZ told me';
	const shown = async () => (await maskedTexts(site, { wave }))(response, 'why', text);
	expect(await shown()).toBe('Old Hector of [postcode] told me');

	const mask = { wave, response, variable: 'why', by: 'Ann', on: '2026-03-02' };
	await putTextMask(writer, { ...mask, spans: [{ from: 4, to: 10, kind: 'by-hand' }] });
	expect(await shown()).toBe('Old [masked] of EH1 1YZ told me');
	await putTextMask(writer, { ...mask, by: 'Bob', spans: [] });
	expect(await shown()).toBe(text);
	expect(await listTextMasks(reader, { wave })).toEqual([
		{ response, variable: 'why', spans: [], by: 'Bob', on: '2026-03-02' },
	]);
	expect(await listTextMasks(reader, { wave, variable: 'other' })).toEqual([]);

	expect(await deleteTextMask(writer, mask)).toBe(true);
	expect(await deleteTextMask(writer, mask)).toBe(false);
	expect(await shown()).toBe('Old Hector of [postcode] told me');
});

it('a stretch that holds nothing is never stored', async () => {
	const { site, waves } = await siteWithAnswers([[{}]]);
	const [wave] = waves;
	if (wave === undefined) throw new Error('there is a wave');
	const mask = { wave, response: responseId(1, 0), variable: 'why', by: 'Ann', on: '2026-03-02' };
	const spans = [{ from: 3, to: 3, kind: 'by-hand' as const }];
	await expect(putTextMask(site.storage.writer, { ...mask, spans })).rejects.toThrow();
});
