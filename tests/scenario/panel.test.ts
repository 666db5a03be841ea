import { expect, it } from 'vitest';
import type { WaveId } from '#core/fieldwork/index.ts';
import { commandLine } from '#server/on-record.ts';
import { findDestroyableKey } from '#server/storage/index.ts';
import { beforeAfterOf } from '#server/workflows/analysis/before-after-of.ts';
import { carryOutEarly, wavePageOf } from '#server/workflows/fieldwork/index.ts';
import { choice, tiny } from './instruments/tiny.ts';
import { close, interview, invitedWave, responsesOf } from './invited.ts';
import { openTestSite } from './site.ts';

const asked = tiny('tiny', [choice('one', 2)]);
const invitees = Array.from({ length: 24 }, (_, person) => ({ email: `p${person}@example.org` }));

it('one person of a panel who answers the first wave alone is not known by it: ten pseudonyms of it come back in no other', async () => {
	const at = await openTestSite();
	const links: Set<string>[] = [];
	for (const absent of [-1, 7]) {
		const { wave, holders } = await invitedWave(at, { instrument: asked, mode: 'panel', invitees });
		for (const [person, holder] of holders.entries()) {
			if (person !== absent) await interview(at, asked, { holder, answers: { one: '1' } });
		}
		await close(at, wave);
		const responses = await responsesOf(at, wave);
		links.push(new Set(responses.flatMap(({ panelLink }) => (panelLink === null ? [] : [panelLink]))));
	}
	const [first = new Set(), second = new Set()] = links;
	expect([first.size, second.size, [...first].filter((link) => !second.has(link)).length]).toEqual([24, 14, 10]);
});

it('after a panel was ended a new one has a key of its own, joins its own waves and nobody from before, and says so', async () => {
	const at = await openTestSite();
	const { reader } = at.site.storage;
	const fielded = async () => {
		const { wave, holders } = await invitedWave(at, { instrument: asked, mode: 'panel', invitees });
		const begun = await wavePageOf(at.site, { survey: 'tiny', wave: wave.id });
		for (const holder of holders) await interview(at, asked, { holder, answers: { one: '1' } });
		await close(at, wave);
		const links = (await responsesOf(at, wave)).flatMap(({ panelLink }) => (panelLink === null ? [] : [panelLink]));
		return { wave, links: new Set(links), panelEndedOn: begun?.panelEndedOn };
	};
	const end = async (wave: WaveId) => {
		const early = { survey: 'tiny', wave, step: 'panel', reason: 'x', isConfirmed: true } as const;
		return carryOutEarly(at.site, { actor: commandLine, ...early });
	};
	const first = await fielded();
	expect([first.links.size, first.panelEndedOn]).toEqual([24, null]);
	expect(await end(first.wave.id)).toEqual({ kind: 'carried-out' });
	at.goTo('2026-05-01');
	const [second, third] = [await fielded(), await fielded()];
	expect([second.links.size, second.panelEndedOn, third.panelEndedOn]).toEqual([24, '2026-03-02', '2026-03-02']);
	expect([...second.links].filter((link) => first.links.has(link))).toEqual([]);
	expect(third.links).toEqual(second.links);
	expect(await wavePageOf(at.site, { survey: 'tiny', wave: first.wave.id })).toMatchObject({ panelEndedOn: null });

	const foundBetween = async (before: WaveId, after: WaveId) => {
		const moments = { before: `wave.${before}`, after: `wave.${after}` };
		const question = { survey: 'tiny', view: 'matched', ...moments, roles: new Map(), givenTo: 'groups' } as const;
		const answer = await beforeAfterOf(at.site, question);
		return answer.kind === 'before-after' && answer.report.view.kind === 'matched' ? answer.report.view.found : answer;
	};
	expect(await foundBetween(first.wave.id, third.wave.id)).toEqual({ kind: 'panel-ended', on: '2026-03-02' });
	expect(await foundBetween(second.wave.id, third.wave.id)).toMatchObject({ people: { matched: 24 } });

	expect(await end(third.wave.id)).toEqual({ kind: 'carried-out' });
	for (const purpose of ['panel tiny', 'panel tiny 2'])
		expect((await findDestroyableKey(reader, { purpose }))?.sealed, purpose).toBeNull();
	expect(await findDestroyableKey(reader, { purpose: 'panel tiny 3' })).toBeUndefined();
});
