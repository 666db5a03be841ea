import { WaveId } from '#core/fieldwork/index.ts';
import type { Answer } from '#core/instrument/index.ts';
import type { Site } from '#server/site.ts';
import type { StoredResponse } from '#server/storage/index.ts';
import { insertResponses, insertVersions, insertWave } from '#server/storage/index.ts';
import { storedVersionOf } from '#server/workflows/load-surveys.ts';
import { plannedWave } from '../unit/fieldwork/waves.ts';
import { asks, choice, tiny } from './instruments/tiny.ts';
import { openTestSite } from './site.ts';
import type { TestSite } from './site.ts';
import { storedResponse } from '../storage/fielded.ts';

const options = [1, 2, 3, 4, 5].map((code) => ({ code, label: { en: `Point ${code}`, gd: `Puing ${code}` } }));
const items = ['a', 'b', 'c', 'd', 'e'].map((id) => ({ id, label: { en: `Row ${id}`, gd: `Sreath ${id}` } }));
const label = { en: 'Chose the first', gd: 'A’ chiad' };

/** A survey with a question to choose, a grid and a text, and a measure of the first. */
export const askedOfAll = tiny(
	'tiny',
	[choice('one', 2), asks({ id: 'views', kind: 'grid', items, options }), asks({ id: 'why', kind: 'text', most: 400 })],
	{
		measures: [
			{ id: 'first', label, objective: null, base: label, statistic: 'share', variables: ['one'], codes: [1] },
		],
	},
);

/** What one person said of it, and how the interview went. */
export interface Said {
	readonly one?: number;
	readonly views?: readonly number[];
	readonly why?: string;
	readonly seconds?: number | null;
	readonly signals?: readonly string[];
}

/** The id of the k-th response, with as much order as an id that stands in a test needs. */
export function responseId(wave: number, k: number): string {
	return (wave * 100_000 + k + 1).toString(16).padStart(13, '0').padEnd(32, '0');
}

export function responseOf(wave: WaveId, number: number, k: number, said: Said): StoredResponse {
	const { one = 1, views = [1, 2, 3, 4, 5], why = 'It is what I think of it', seconds = 300, signals = [] } = said;
	const answers: Record<string, Answer> = {
		one: { code: one },
		views: { items: Object.fromEntries(items.map(({ id }, row) => [id, views[row] ?? 1])) },
		why: { text: why },
	};
	return storedResponse(wave, responseId(number, k), { seed: k, answers, seconds, signals });
}

/** Waves of the survey that are closed, with these answers each. */
export async function siteWithAnswers(waves: readonly (readonly Said[])[]): Promise<TestSite & { waves: WaveId[] }> {
	const opened = await openTestSite();
	const { writer } = opened.site.storage;
	await insertVersions(writer, { versions: [storedVersionOf(askedOfAll)] });
	const ids: WaveId[] = [];
	for (const [k, said] of waves.entries()) ids.push(await closedWave(opened.site, k + 1, said));
	return { ...opened, waves: ids };
}

async function closedWave(site: Site, number: number, said: readonly Said[]): Promise<WaveId> {
	const days = { opensOn: `202${number}-01-05`, closesOn: `202${number}-02-05` };
	const { wave } = plannedWave({ number, label: `Wave ${number}`, state: 'closed', ...days });
	const named = { ...wave, id: WaveId.parse(`tiny.${number}`) };
	await insertWave(site.storage.writer, { wave: named });
	const responses = said.map((one, k) => responseOf(named.id, number, k, one));
	await insertResponses(site.storage.writer, { responses });
	return named.id;
}
