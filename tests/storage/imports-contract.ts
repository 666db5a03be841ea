import { describe, expect, it } from 'vitest';
import { Wave } from '../../src/lib/core/fieldwork/index.ts';
import { SurveySlug } from '../../src/lib/core/instrument/index.ts';
import type { ImportDraft, ImportedVariable, Storage, StoredResponse } from '../../src/lib/server/storage/index.ts';
import {
	bringIn,
	changeImportDraft,
	countResponses,
	deleteImportDraft,
	findImportDraft,
	insertImportDraft,
	insertVersions,
	listDraftsOfFile,
	listImportDrafts,
	listImportedVariables,
	listWaves,
	putCodings,
	putPublishedWave,
	takeBack,
} from '../../src/lib/server/storage/index.ts';
import { storedVersionOf } from '../../src/lib/server/workflows/load-surveys.ts';
import { choice, tiny } from '../scenario/instruments/tiny.ts';
import { storedResponse } from './fielded.ts';

const survey = SurveySlug.parse('tiny');
const file = { sha256: 'f'.repeat(64), importedOn: '2026-03-02' };

function wave(label: string, day: string): Wave {
	return Wave.parse({
		...{ id: `tiny.${label}`, survey, number: 1, label, state: 'closed', origin: 'imported' },
		...{ instrumentVersion: 1, identityMode: 'anonymous', modes: ['web'], sampleType: 'panel' },
		...{ languages: ['en'], opensOn: day, closesOn: day, weighting: null },
	});
}

let made = 0;
function response(of: Wave): StoredResponse {
	const id = `${++made}`.padStart(13, '0').padEnd(32, '0');
	return storedResponse(of.id, id, { day: null, language: null, answers: { one: { code: 2 } } });
}

const draft = (id: string, more: Partial<ImportDraft> = {}): ImportDraft => ({
	...{ id, survey, fileName: `${id}.sav`, sha256: 'a'.repeat(64), bytes: 5, matching: { state: 'draft' } },
	...{ createdBy: 'Ann', createdOn: '2026-03-02' },
	...more,
});
const variable = (of: Wave): ImportedVariable => ({
	...{ wave: of.id, variable: 'one', column: 'q1', wording: 'One?', verdict: 'break', reason: 'Other words.' },
	...{ decidedBy: 'Ann', decidedOn: '2026-03-02' },
});

/** What is promised of files of others, for whichever backend `open` gives an empty one of. */
export function importsContract(name: string, open: () => Promise<Storage>): void {
	const withSurvey = async () => {
		const storage = await open();
		await insertVersions(storage.writer, { versions: [storedVersionOf(tiny('tiny', [choice('one')]))] });
		return storage;
	};

	describe(`${name}: drafts of imports`, () => {
		it('come back as they were stored, are changed whole, and deleted only where they may be', async () => {
			const { reader, writer } = await withSurvey();
			const insert = (one: ImportDraft) => insertImportDraft(writer, { draft: one, most: 2 });
			expect(await insert(draft('b'))).toEqual({ kind: 'inserted' });
			expect(await insert(draft('a', { createdOn: '2026-03-01' }))).toEqual({ kind: 'inserted' });
			expect(await insert(draft('c'))).toEqual({ kind: 'too-many' });
			expect((await listImportDrafts(reader, { survey })).map(({ id }) => id)).toEqual(['a', 'b']);
			expect(await findImportDraft(reader, { survey, id: 'b' })).toEqual(draft('b'));
			expect(await findImportDraft(reader, { survey: 'other', id: 'b' })).toBeUndefined();
			expect(await listDraftsOfFile(reader, { sha256: 'a'.repeat(64) })).toHaveLength(2);
			const change = (to: unknown) => changeImportDraft(writer, { survey, id: 'b', change: () => to });
			expect(await change({ state: 'imported' })).toBe(true);
			expect(await change(undefined)).toBe(false);
			expect(await findImportDraft(reader, { survey, id: 'b' })).toMatchObject({ matching: { state: 'imported' } });
			expect(await deleteImportDraft(writer, { survey, id: 'b', only: () => false })).toBeUndefined();
			expect(await deleteImportDraft(writer, { survey, id: 'a', only: () => true })).toMatchObject({ id: 'a' });
			expect(await listImportDrafts(reader, { survey })).toHaveLength(1);
		});
	});

	describe(`${name}: waves that were brought in`, () => {
		const [first, second] = [wave('2014', '2014-12-31'), wave('2016', '2016-12-31')];
		const withWaves = async () => {
			const storage = await withSurvey();
			await insertImportDraft(storage.writer, { draft: draft('d'), most: 9 });
			const brought = await bringIn(storage.writer, {
				...{ survey, file, variables: [variable(first), variable(second)] },
				waves: [first, second].map((one) => ({ wave: one, responses: [response(one), response(one)] })),
				record: draft('d', { matching: { state: 'imported' } }),
			});
			expect(brought).toEqual({ kind: 'brought-in', responses: 4 });
			return storage;
		};
		const record = { id: 'd', matching: { state: 'taken-back' } };

		it('keep what was found of their variables, in the order of time, and the record of their file', async () => {
			const { reader } = await withWaves();
			expect(await listImportedVariables(reader, { survey })).toEqual([variable(first), variable(second)]);
			expect(await listImportedVariables(reader, { survey: 'other' })).toEqual([]);
			expect(await findImportDraft(reader, { survey, id: 'd' })).toMatchObject({ matching: { state: 'imported' } });
		});

		it('are taken back whole, leave nothing but the record, and may come again', async () => {
			const { reader, writer } = await withWaves();
			const later = wave('2018', '2018-12-31');
			await bringIn(writer, { survey, waves: [{ wave: later, responses: [response(later)] }] });
			const args = { survey, waves: [first.id, second.id], sha256: file.sha256, record };
			expect(await takeBack(writer, { ...args, survey: 'other' })).toEqual({ kind: 'not-there' });
			expect(await takeBack(writer, args)).toEqual({ kind: 'taken-back', responses: 4 });
			expect(await takeBack(writer, args)).toEqual({ kind: 'not-there' });
			expect((await listWaves(reader, { survey })).map(({ number, label }) => [number, label])).toEqual([[1, '2018']]);
			expect((await countResponses(reader, { wave: first.id })).completed).toBe(0);
			expect(await listImportedVariables(reader, { survey })).toEqual([]);
			expect(await findImportDraft(reader, { survey, id: 'd' })).toMatchObject({ matching: { state: 'taken-back' } });
			const again = await bringIn(writer, { survey, file, waves: [{ wave: first, responses: [response(first)] }] });
			expect(again).toEqual({ kind: 'brought-in', responses: 1 });
		});

		it('stay where something was made of them', async () => {
			const { reader, writer } = await withWaves();
			const neighbour = { kind: 'neighbour' as const, wave: first.id, measure: 'one' };
			await putPublishedWave(writer, {
				wave: {
					...{ id: second.id, survey, label: 'A report', opensOn: null, closesOn: null, modes: ['web'] },
					...{
						sampleType: 'panel',
						figures: { one: { share: 0.5, n: 9, deft: neighbour, rounding: 0, source: 'p. 1' } },
					},
				},
			});
			const args = { survey, waves: [first.id, second.id], sha256: file.sha256, record };
			expect(await takeBack(writer, args)).toEqual({
				kind: 'in-use',
				by: [{ kind: 'published-round', name: 'A report' }],
			});
			const codings = [{ response: 'x', coding: { codes: [1], seen: 1 } }];
			const coder = { coder: 'ann', on: '2026-03-02' };
			await putCodings(writer, { wave: first.id, variable: 'why', ...coder, codings });
			expect(await takeBack(writer, args)).toMatchObject({ by: [{}, { kind: 'coding', name: 'why' }] });
			expect(await listWaves(reader, { survey })).toHaveLength(2);
		});

		it('of our own are never taken back', async () => {
			const { writer } = await withSurvey();
			const own = Wave.parse({ ...first, origin: 'fielded' });
			await bringIn(writer, { survey, waves: [{ wave: own, responses: [response(own)] }] });
			const args = { survey, waves: [own.id], sha256: file.sha256, record };
			expect(await takeBack(writer, args)).toEqual({ kind: 'not-there' });
		});
	});
}
