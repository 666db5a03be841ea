import { expect, it } from 'vitest';
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
