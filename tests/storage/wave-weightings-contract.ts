import { describe, expect, it } from 'vitest';
import { Wave } from '../../src/lib/core/fieldwork/index.ts';
import { SurveySlug } from '../../src/lib/core/instrument/index.ts';
import { schemeOf } from '../../src/lib/core/weighting/index.ts';
import type { Storage } from '../../src/lib/server/storage/index.ts';
import {
	deleteScheme,
	findWaveWeighting,
	insertScheme,
	insertVersions,
	insertWave,
	insertWaveWeightings,
	listSchemes,
	listWaveWeightings,
} from '../../src/lib/server/storage/index.ts';
import { storedVersionOf } from '../../src/lib/server/workflows/load-surveys.ts';
import { choice, tiny } from '../scenario/instruments/tiny.ts';

const survey = SurveySlug.parse('tiny');
const scheme = schemeOf({
	margins: [{ id: 'one', variables: ['one'], targets: [{ codes: [1], share: 1 }] }],
	trim: null,
});
const act = { reason: 'Census', by: 'Ann', on: '2026-03-02' };

function wave(number: number): Wave {
	return Wave.parse({
		...{ id: `tiny.${number}`, survey, number, label: `Wave ${number}`, state: 'closed', origin: 'imported' },
		...{ instrumentVersion: 1, identityMode: 'anonymous', modes: ['web'], sampleType: 'open-link' },
		...{ languages: ['en'], opensOn: `202${number}-03-01`, closesOn: null, weighting: null },
	});
}

/** What is promised of decisions on the weighting of waves, for whichever backend `open` gives an empty one of. */
export function waveWeightingsContract(name: string, open: () => Promise<Storage>): void {
	const [first, second] = [wave(1), wave(2)];
	const given = { name: 'By one', version: 1 };

	async function withWaves(): Promise<Storage> {
		const storage = await open();
		const { writer } = storage;
		await insertVersions(writer, { versions: [storedVersionOf(tiny('tiny', [choice('one')]))] });
		await insertWave(writer, { wave: first });
		await insertWave(writer, { wave: second });
		const saved = { survey, name: given.name, scheme, note: 'Table 1', createdBy: 'Ann', createdOn: '2026-03-01' };
		await insertScheme(writer, saved);
		await insertScheme(writer, saved);
		return storage;
	}
	const decide = ({ writer }: Storage, seen: number, waves: Parameters<typeof insertWaveWeightings>[1]['waves']) =>
		insertWaveWeightings(writer, { survey, seen, waves, remark: 'In use', ...act });

	describe(`${name}: decisions on the weighting of waves`, () => {
		it('are kept in their order, and the last one on a wave counts, with the scheme that it gave', async () => {
			const storage = await withWaves();
			expect(await findWaveWeighting(storage.reader, { wave: first.id })).toBeUndefined();
			const both = [first, second].map(({ id }) => ({ wave: id, scheme: given }));
			expect(await decide(storage, 0, both)).toEqual({ kind: 'inserted' });
			const listed = await listWaveWeightings(storage.reader, { survey });
			expect(listed.map(({ wave: of, scheme: to, ...rest }) => [of, to, rest.reason, rest.by, rest.on])).toEqual(
				[first, second].map(({ id }) => [id, given, act.reason, act.by, act.on]),
			);
			const seen = listed.at(-1)?.place ?? 0;
			expect(await decide(storage, seen, [{ wave: first.id, scheme: null }])).toEqual({ kind: 'inserted' });
			expect(await findWaveWeighting(storage.reader, { wave: first.id })).toMatchObject({ scheme: null });
			expect(await findWaveWeighting(storage.reader, { wave: second.id })).toMatchObject({
				...{ decision: { scheme: given }, scheme },
			});
			expect(await listWaveWeightings(storage.reader, { survey })).toHaveLength(3);
			expect(await listWaveWeightings(storage.reader, { survey: 'other' })).toEqual([]);
		});

		it('lock the version that they give for good, and no other', async () => {
			const storage = await withWaves();
			await decide(storage, 0, [{ wave: first.id, scheme: given }]);
			const schemes = await listSchemes(storage.reader, { survey });
			expect(schemes.map(({ version, locked, note }) => [version, locked, note])).toEqual([
				[1, true, 'Table 1\nIn use'],
				[2, false, 'Table 1'],
			]);
			expect(await deleteScheme(storage.writer, { survey, ...given })).toEqual({ kind: 'locked' });
		});

		it('are refused whole when somebody else decided meanwhile, or a scheme or wave is not there', async () => {
			const storage = await withWaves();
			const one = { wave: first.id, scheme: given };
			const raced = await Promise.all([decide(storage, 0, [one]), decide(storage, 0, [one])]);
			expect(raced.map(({ kind }) => kind)).toEqual(['inserted', 'changed-meanwhile']);
			const seen = (await listWaveWeightings(storage.reader, { survey })).at(-1)?.place ?? 0;
			const unknown = { wave: second.id, scheme: { name: 'By one', version: 9 } };
			expect(await decide(storage, seen, [one, unknown])).toEqual({ kind: 'unknown-scheme' });
			await expect(decide(storage, seen, [one, { wave: wave(3).id, scheme: null }])).rejects.toThrow();
			expect(await listWaveWeightings(storage.reader, { survey })).toHaveLength(1);
		});
	});
}
