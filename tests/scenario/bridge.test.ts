import { expect, it } from 'vitest';
import { datasetBuilder } from '#core/dataset/index.ts';
import { questionsOf } from '#core/instrument/index.ts';
import { commandLine } from '../../src/lib/server/on-record.ts';
import { insertVersions } from '../../src/lib/server/storage/index.ts';
import { completeInterview } from '../../src/lib/server/workflows/complete-interview.ts';
import type { Place } from '../../src/lib/server/workflows/interview/place.ts';
import { storedVersionOf } from '../../src/lib/server/workflows/load-surveys.ts';
import { openWave } from '../../src/lib/server/workflows/open-wave.ts';
import { readResponses } from '../../src/lib/server/workflows/read-responses.ts';
import { savePage } from '../../src/lib/server/workflows/save-page.ts';
import { startInterview } from '../../src/lib/server/workflows/start-interview.ts';
import { choice, tiny } from './instruments/tiny.ts';
import { openTestSite } from './site.ts';

const arm = (name: string) => ({ experiment: 'harm_bridge', arm: name });
const bridged = tiny(
	'bridged',
	[
		choice('age'),
		choice('harm_before', 3, { askIf: arm('earlier') }),
		choice('harm', 3, { askIf: arm('later') }),
		choice('why', 2, {
			askIf: {
				any: [
					{ question: 'harm', is: 1 },
					{ question: 'harm_before', is: 1 },
				],
			},
		}),
	],
	{
		version: 2,
		experiments: [{ id: 'harm_bridge', label: 'Earlier or later wording', arms: ['earlier', 'later'] }],
		bridges: [{ experiment: 'harm_bridge', question: 'harm', before: 'harm_before', since: 1 }],
	},
);

it('people who answer a bridge are asked one wording each, halves alike, and the columns tell which', async () => {
	const { site } = await openTestSite();
	await insertVersions(site.storage.writer, { versions: [storedVersionOf(bridged)] });
	const opened = await openWave(site, { actor: commandLine, survey: 'bridged' });
	if (opened.kind !== 'opened') throw new Error(opened.kind);

	/** One person, who gives this answer to whichever wording is asked; the questions that the pages showed, in order. */
	const interview = async (answer: number): Promise<string[]> => {
		const started = await startInterview(site, { survey: 'bridged', language: 'en' });
		if (started.kind !== 'started') throw new Error(started.kind);
		const { code } = started;
		const shown: string[] = [];
		let place: Place = { kind: 'page', page: started.page };
		while (place.kind === 'page') {
			const id = questionsOf(bridged)[place.page - 1]?.id ?? '';
			shown.push(id);
			const posted = new Map([[id, [String(id.startsWith('harm') ? answer : 1)]]]);
			const saved = await savePage(site, { survey: 'bridged', code, page: place.page, version: 2, posted });
			if (saved.kind !== 'saved') throw new Error(saved.kind);
			place = saved.next;
		}
		const completed = await completeInterview(site, { survey: 'bridged', code });
		expect(completed.kind).toBe('completed');
		return shown;
	};

	const routes = new Map<string, number>();
	for (const answer of [1, 1, 2, 2, 1, 1, 2, 2]) {
		const route = (await interview(answer)).join(' ');
		routes.set(route, (routes.get(route) ?? 0) + 1);
	}
	const asked = [...routes.keys()].map((route) => route.split(' ')[1]);
	expect(new Set(asked)).toEqual(new Set(['harm', 'harm_before']));
	expect([...routes.keys()].every((route) => !(route.includes('harm ') && route.includes('harm_before')))).toBe(true);

	const builder = datasetBuilder(bridged, 8);
	await readResponses(site, { wave: opened.wave.id, each: (response) => builder.add(response) });
	const { columns, rows } = builder.finish();
	const codes = (name: string) => {
		const column = columns.get(name);
		return column?.kind === 'code' ? [...column.codes] : [];
	};
	const [arms, earlier, later, why] = ['harm_bridge_arm', 'harm_before', 'harm', 'why'].map(codes);
	expect(rows).toBe(8);
	expect(arms?.toSorted()).toEqual([1, 1, 1, 1, 2, 2, 2, 2]);
	arms?.forEach((half, row) => {
		const [own, other] = half === 1 ? [earlier?.[row], later?.[row]] : [later?.[row], earlier?.[row]];
		expect([1, 2]).toContain(own);
		expect(other).toBe(-1);
		expect(why?.[row]).toBe(own === 1 ? 1 : -1);
	});
});
