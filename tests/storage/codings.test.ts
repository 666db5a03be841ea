import { expect, it } from 'vitest';
import type { WaveId } from '#core/fieldwork/index.ts';
import type { Site } from '#server/site.ts';
import {
	codingStamp,
	findCodeFrame,
	listAgreedCodings,
	listCodeFrames,
	listCodings,
	putAgreedCoding,
	putCodeFrame,
	putCodings,
} from '#server/storage/index.ts';
import { responseId, siteWithAnswers } from '../scenario/answered.ts';
import { adding, grown } from '../unit/coding/frames.ts';

const at = { survey: 'tiny', variable: 'why', by: 'Ann', on: '2026-03-02' };
const [first, second] = [grown(adding('Price')), grown(adding('Price', 'Quality'))];

async function answered(): Promise<{ site: Site; wave: WaveId; other: WaveId }> {
	const { site, waves } = await siteWithAnswers([[{}, {}, {}], [{}]]);
	const [wave, other] = waves;
	if (wave === undefined || other === undefined) throw new Error('there are two waves');
	return { site, wave, other };
}

it('a frame is stored over the one that its writer saw, and over no other', async () => {
	const { site } = await answered();
	const { reader, writer } = site.storage;
	expect(await findCodeFrame(reader, at)).toBeUndefined();
	expect(await putCodeFrame(writer, { ...at, frame: first, after: 0 })).toBe(true);
	expect(await putCodeFrame(writer, { ...at, frame: second, after: 0 })).toBe(false);
	expect(await findCodeFrame(reader, at)).toEqual({ variable: 'why', frame: first, revision: 1 });
	expect(await putCodeFrame(writer, { ...at, frame: second, after: 1 })).toBe(true);
	expect(await putCodeFrame(writer, { ...at, variable: 'how', frame: first, after: 0 })).toBe(true);
	expect((await listCodeFrames(reader, at)).map(({ variable, revision }) => [variable, revision])).toEqual([
		['how', 1],
		['why', 2],
	]);
	expect(await listCodeFrames(reader, { survey: 'other' })).toEqual([]);
});

it('each coder has one coding of an answer, the last that they gave, and the wave one that was agreed', async () => {
	const { site, wave, other } = await answered();
	const { reader, writer } = site.storage;
	const [one, two] = [responseId(1, 0), responseId(1, 1)];
	const of = { wave, variable: 'why' };
	const coded = (...codes: number[]) => ({ codes, seen: 2 });
	const by = (coder: string) => ({ ...of, coder, on: '2026-03-02' });
	await putCodings(writer, { ...by('ann'), codings: [{ response: one, coding: coded(1) }] });
	await putCodings(writer, { ...by('bea'), codings: [{ response: one, coding: coded(2) }] });
	await putCodings(writer, {
		...by('ann'),
		codings: [
			{ response: one, coding: coded(1, 2) },
			{ response: two, coding: coded() },
		],
	});
	const found = (await listCodings(reader, of)).map(({ response, coder, coding }) => [response, coder, coding.codes]);
	expect(found.toSorted()).toEqual([
		[one, 'ann', [1, 2]],
		[one, 'bea', [2]],
		[two, 'ann', []],
	]);
	await putAgreedCoding(writer, { ...of, responses: [one], coding: coded(1), by: 'Ann', on: '2026-03-02' });
	await putAgreedCoding(writer, { ...of, responses: [one], coding: coded(2), by: 'Bea', on: '2026-03-03' });
	expect(await listAgreedCodings(reader, of)).toEqual([
		{ response: one, coding: coded(2), by: 'Bea', on: '2026-03-03' },
	]);
	expect(await listCodings(reader, { wave: other, variable: 'why' })).toEqual([]);
	expect(await listAgreedCodings(reader, { wave, variable: 'how' })).toEqual([]);
});

it('the stamp of a wave changes with each coding, also with one that replaces the last', async () => {
	const { site, wave, other } = await answered();
	const { reader, writer } = site.storage;
	const of = { wave, variable: 'why', coder: 'ann', on: '2026-03-02' };
	const stamps = [await codingStamp(reader, { wave })];
	expect(stamps).toEqual(['']);
	const stamped = async () => stamps.push(await codingStamp(reader, { wave }));
	for (const codes of [[1], [2], []]) {
		await putCodings(writer, { ...of, codings: [{ response: responseId(1, 0), coding: { codes, seen: 2 } }] });
		await stamped();
	}
	const agreed = { wave, variable: 'why', responses: [responseId(1, 0)], by: 'Ann', on: '2026-03-02' };
	for (const codes of [[1], [2]]) {
		await putAgreedCoding(writer, { ...agreed, coding: { codes, seen: 2 } });
		await stamped();
	}
	expect(new Set(stamps).size).toBe(stamps.length);
	expect(await codingStamp(reader, { wave: other })).toBe('');
});
