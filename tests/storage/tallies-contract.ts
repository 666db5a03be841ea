import { describe, expect, it } from 'vitest';
import { addTallies, listPageTimes, listQuestionTallies, listTallies } from '../../src/lib/server/storage/index.ts';
import type { Storage, Tally } from '../../src/lib/server/storage/index.ts';
import { storeWave } from './fielded.ts';

const tally = (stage: string, count: number, more: Partial<Tally> = {}): Tally => ({
	...{ day: '2026-03-02', stage, stratum: 'North', source: '', language: 'en', count },
	...more,
});

/** What any storage has to do for what is counted of a wave while it runs, run against each. */
export function talliesContract(name: string, open: () => Promise<Storage>): void {
	async function withWave() {
		const storage = await open();
		const { id: wave } = await storeWave(storage);
		const add = (tallies: readonly Tally[], pageTimes: Parameters<typeof addTallies>[1]['pageTimes'] = []) =>
			addTallies(storage.writer, { wave, tallies, pageTimes });
		return { storage, wave, add };
	}

	describe(`tallies in ${name}`, () => {
		it('add up where day, stage, stratum, source and language are the same, and stand apart where one is not', async () => {
			const { storage, wave, add } = await withWave();
			const apart = [
				tally('started', 1, { day: '2026-03-03' }),
				tally('completed', 1),
				tally('started', 1, { stratum: '' }),
				tally('started', 1, { source: 'library' }),
				tally('started', 1, { language: 'gd' }),
			];
			await Promise.all([add([tally('started', 20), ...apart]), add([tally('started', 3), tally('started', 4)])]);
			const listed = await listTallies(storage.reader, { wave });
			expect(listed).toHaveLength(6);
			expect(listed).toEqual(expect.arrayContaining([tally('started', 27), ...apart]));
		});

		it('of questions say how many answered each and how many stand at it, of those who began before today and today', async () => {
			const { storage, wave, add } = await withWave();
			const yesterday = { day: '2026-03-01' };
			await add([tally('started', 9), tally('answered:age', 5), tally('at:age', 4, yesterday), tally('at:age', 2)]);
			await add([tally('answered:age', 1), tally('at:age', -1, yesterday), tally('at:sex', 1)]);
			const listed = await listQuestionTallies(storage.reader, { wave, today: '2026-03-02' });
			expect(listed.toSorted((a, b) => a.question.localeCompare(b.question))).toEqual([
				{ question: 'age', answered: 6, standing: 3, standingToday: 2 },
				{ question: 'sex', answered: 0, standing: 0, standingToday: 1 },
			]);
			expect((await listTallies(storage.reader, { wave })).map(({ stage }) => stage)).toEqual(['started']);
		});

		it('of how long pages took add up by question and band', async () => {
			const { storage, wave, add } = await withWave();
			await add([], [{ question: 'age', band: 5, count: 2 }]);
			await add([], [{ question: 'age', band: 5, count: 1 }, ...[{ question: 'age', band: 10, count: 7 }]]);
			const listed = await listPageTimes(storage.reader, { wave });
			expect(listed.toSorted((a, b) => a.band - b.band)).toEqual([
				{ question: 'age', band: 5, count: 3 },
				{ question: 'age', band: 10, count: 7 },
			]);
		});

		it('come together or not at all', async () => {
			const { storage, wave, add } = await withWave();
			const broken = { question: 'age', band: 0.5, count: 1 };
			await expect(add([tally('started', 1)], [broken])).rejects.toThrow();
			expect(await listTallies(storage.reader, { wave })).toEqual([]);
		});
	});
}
