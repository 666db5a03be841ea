import { describe, expect, it } from 'vitest';
import { Wave, WaveId } from '#core/fieldwork/index.ts';
import {
	changePaperForm,
	countResponses,
	findPaperForm,
	insertVersions,
	insertWave,
	listPaperForms,
} from '../../src/lib/server/storage/index.ts';
import type { PaperForm, Storage } from '../../src/lib/server/storage/index.ts';
import { storedVersionOf } from '../../src/lib/server/workflows/load-surveys.ts';
import { halves } from '../scenario/instruments/halves.ts';
import { storedResponse } from './fielded.ts';

const wave = Wave.parse({
	...{ id: 'halves.1', survey: 'halves', number: 1, label: 'Wave 1', state: 'open', origin: 'fielded' },
	...{ instrumentVersion: 1, identityMode: 'anonymous', modes: ['web', 'paper'], sampleType: 'open-link' },
	...{ languages: ['en'], opensOn: null, closesOn: null, weighting: null },
});
const form: PaperForm = {
	...{ id: 'f1', number: '17', state: 'keying', language: 'en', second: null, firstBy: 'ann', secondBy: null },
	...{ first: { layout: 'B', typed: { count: '2' } }, changedOn: '2026-03-02', revision: 1 },
};
const response = storedResponse(wave.id, '0123456789abcdef0123456789abcdef', {
	...{ day: null, language: null, mode: 'paper', arms: { count: 'treatment' }, answers: { count: { code: 2 } } },
});

/** What any storage has to do for paper forms, run against each. */
export function paperFormsContract(name: string, open: () => Promise<Storage>): void {
	async function withWave() {
		const storage = await open();
		await insertVersions(storage.writer, { versions: [storedVersionOf(halves)] });
		await insertWave(storage.writer, { wave });
		return storage;
	}
	const which = { wave: wave.id, number: '17' };

	describe(`paper forms in ${name}`, () => {
		it('are found by the number that they carry, and listed without what was typed', async () => {
			const { reader, writer } = await withWave();
			await changePaperForm(writer, { ...which, change: () => ({ form }) });
			expect(await findPaperForm(reader, which)).toEqual(form);
			expect(await findPaperForm(reader, { ...which, number: '18' })).toBeUndefined();
			const [listed] = await listPaperForms(reader, { wave: wave.id });
			const { number, state, language, firstBy, secondBy, changedOn } = form;
			expect(listed).toEqual({ number, state, language, firstBy, secondBy, changedOn });
		});

		it('are changed by one after the other, each seeing what the one before made of them', async () => {
			const { reader, writer } = await withWave();
			await changePaperForm(writer, { ...which, change: () => ({ form }) });
			const another = () =>
				changePaperForm(writer, {
					...which,
					change: (before) => ({ form: { ...form, revision: (before?.revision ?? 0) + 1 } }),
				});
			await Promise.all([another(), another(), another()]);
			expect((await findPaperForm(reader, which))?.revision).toBe(4);
			expect(await changePaperForm(writer, { ...which, change: () => ({ refused: 'no' }) })).toEqual({ refused: 'no' });
			expect((await findPaperForm(reader, which))?.revision).toBe(4);
		});

		it('become a response together with it, or neither happens', async () => {
			const { reader, writer } = await withWave();
			const entered = { ...form, state: 'entered' as const, first: null, firstBy: null };
			await changePaperForm(writer, { ...which, change: () => ({ form }) });
			const broken = { ...response, wave: WaveId.parse('no-such-wave') };
			await expect(
				changePaperForm(writer, { ...which, change: () => ({ form: entered, response: broken }) }),
			).rejects.toThrow();
			expect(await findPaperForm(reader, which)).toEqual(form);
			await changePaperForm(writer, { ...which, change: () => ({ form: entered, response }) });
			expect(await findPaperForm(reader, which)).toEqual(entered);
			expect((await countResponses(reader, { wave: wave.id })).completed).toBe(1);
			const counted = reader.database.$client.prepare('select experiment, arm, count from allocations').all();
			expect(counted).toEqual([{ experiment: 'count', arm: 'treatment', count: 1 }]);
		});
	});
}
