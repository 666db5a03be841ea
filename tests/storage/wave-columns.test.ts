import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/lib/core/interview/index.ts';
import type { Wave } from '../../src/lib/core/fieldwork/index.ts';
import { commandLine } from '../../src/lib/server/on-record.ts';
import type { StoredResponse } from '../../src/lib/server/storage/index.ts';
import { insertResponses, insertVersions } from '../../src/lib/server/storage/index.ts';
import type { WaveAnswers } from '../../src/lib/server/workflows/analysis/wave-answers.ts';
import { waveAnswers } from '../../src/lib/server/workflows/analysis/wave-answers.ts';
import { storedVersionOf } from '../../src/lib/server/workflows/load-surveys.ts';
import { openWave } from '../../src/lib/server/workflows/open-wave.ts';
import { asks, choice, tiny } from '../scenario/instruments/tiny.ts';
import { openTestSite } from '../scenario/site.ts';
import { columnsOf } from '../unit/dataset/tables.ts';
import { storedResponse } from './fielded.ts';

const instrument = tiny('tiny', [choice('one', 200), asks({ id: 'age', kind: 'number', least: 0, most: 99 })]);
const next = seededRandom(4);

function response(wave: Wave, more: Partial<StoredResponse> = {}): StoredResponse {
	const id = Array.from({ length: 32 }, () => Math.floor(next() * 16).toString(16)).join('');
	const answers = { one: { code: 1 + Math.floor(next() * 100) }, age: { number: Math.floor(next() * 99) } };
	return storedResponse(wave.id, id, { seed: 1, answers, ...more });
}

async function openedWave() {
	const { site, goTo } = await openTestSite();
	await insertVersions(site.storage.writer, { versions: [storedVersionOf(instrument)] });
	const opened = await openWave(site, { actor: commandLine, survey: 'tiny' });
	if (opened.kind !== 'opened') throw new Error(opened.kind);
	const { wave } = opened;
	const store = (responses: StoredResponse[]) => insertResponses(site.storage.writer, { responses });
	const look = () => waveAnswers(site, { wave, instrument });
	/** As somebody sees it who has not looked before. */
	const lookAnew = () => waveAnswers({ ...site }, { wave, instrument });
	const all = (count: number, more?: Partial<StoredResponse>) =>
		Array.from({ length: count }, () => response(wave, more));
	return { site, goTo, store, look, lookAnew, all };
}

function contentOf({ dataset, panel, design }: WaveAnswers) {
	return { rows: dataset.rows, columns: columnsOf(dataset), panel, weights: [...design.weights] };
}

describe('the columns of an open wave', () => {
	it('take in new answers where building them again would put them', async () => {
		const { goTo, store, look, lookAnew, all } = await openedWave();
		await store([...all(30), ...all(3, { outcome: 'broken-off', answers: {} })]);
		expect((await look()).dataset.rows).toBe(30);
		for (const [day, more] of [
			['2026-03-03', all(5)],
			['2026-03-04', all(1, { answers: { one: { code: 200 }, age: { number: 1 } } })],
			['2026-03-05', all(2, { panelLink: 'p', baseWeight: 2 })],
			['2026-03-06', all(4)],
		] as const) {
			await store([...more]);
			goTo(day);
			const grown = await look();
			expect(contentOf(grown)).toEqual(contentOf(await lookAnew()));
		}
		expect((await look()).dataset.rows).toBe(42);
	});

	it('read the new answers alone', async () => {
		const { site, goTo, store, look, all } = await openedWave();
		await store(all(30));
		await look();
		// What is read again would now differ.
		site.storage.accounts.$client.exec(`update responses set answers = '{"one":{"code":150}}'`);
		await store(all(2));
		goTo('2026-03-03');
		const { dataset } = await look();
		expect(dataset.rows).toBe(32);
		expect(columnsOf(dataset).one).not.toContain(150);
	});

	it('are built again when an answer that they hold is gone', async () => {
		const { site, goTo, store, look, lookAnew, all } = await openedWave();
		await store(all(30));
		await look();
		site.storage.accounts.$client.exec('delete from responses where place = (select min(place) from responses)');
		await store(all(3));
		goTo('2026-03-03');
		const seen = await look();
		expect(seen.dataset.rows).toBe(32);
		expect(contentOf(seen)).toEqual(contentOf(await lookAnew()));
	});
});
