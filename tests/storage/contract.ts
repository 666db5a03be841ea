import { describe, expect, it } from 'vitest';
import type { Wave } from '../../src/lib/core/fieldwork/index.ts';
import { WaveId, unplanned } from '../../src/lib/core/fieldwork/index.ts';
import { SurveySlug } from '../../src/lib/core/instrument/index.ts';
import type { Storage, StoredInterview, StoredResponse, StoredVersion } from '../../src/lib/server/storage/index.ts';
import {
	breakOffInterviews,
	bringIn,
	changeInterview,
	changePlannedWave,
	changeWave,
	countOpenInterviews,
	countResponses,
	findInstrument,
	findInterview,
	findLatestVersion,
	findWave,
	findWavePlan,
	forgetEndedInterviews,
	insertInterview,
	insertResponses,
	insertVersions,
	insertWave,
	listAllWaves,
	listVersions,
	listWaves,
	readResponses,
	settle,
} from '../../src/lib/server/storage/index.ts';
import { storedVersionOf } from '../../src/lib/server/workflows/load-surveys.ts';
import { choice, tiny } from '../scenario/instruments/tiny.ts';
import { storedResponse } from './fielded.ts';

const survey = SurveySlug.parse('tiny');

function version(number = 1, question = 'one'): StoredVersion {
	return storedVersionOf({ ...tiny('tiny', [choice(question)]), version: number });
}

let made = 0;

/** A wave of the tiny survey that is open for answers unless said otherwise. */
function wave(more: Partial<Wave> = {}): Wave {
	return {
		id: WaveId.parse(`tiny.${++made}`),
		survey,
		number: 1,
		label: `Wave ${made}`,
		state: 'open',
		origin: 'fielded',
		instrumentVersion: 1,
		identityMode: 'anonymous',
		modes: ['web'],
		sampleType: 'open-link',
		languages: ['en'],
		opensOn: '2026-03-01',
		closesOn: null,
		timeZone: 'Europe/London',
		paused: false,
		weighting: null,
		...more,
	};
}

function id(): string {
	return Array.from({ length: 32 }, () => Math.floor(Math.random() * 16).toString(16)).join('');
}

function response(of: Wave, more: Partial<StoredResponse> = {}): StoredResponse {
	return storedResponse(of.id, id(), {
		seed: 4294967295,
		arms: { half: 'control' },
		answers: { one: { code: 2 }, words: { text: 'Ünïcode “quotes” and \u0000' } },
		abandoned: { left: { missing: 'refused' } },
		...more,
	});
}

function interview(of: Wave, more: Partial<StoredInterview> = {}): StoredInterview {
	return {
		lookup: Buffer.from(id(), 'hex'),
		wave: of.id,
		version: 1,
		state: 'open',
		serverHalf: Buffer.from(id(), 'hex'),
		sealed: Buffer.from('sealed'),
		startedDay: '2026-03-01',
		...more,
	};
}

/** Everything that is promised of storage, for whichever backend `open` gives an empty one of. */
export function storageContract(name: string, open: () => Promise<Storage>): void {
	async function withWave(more: Partial<Wave> = {}): Promise<{ storage: Storage; open: Wave }> {
		const storage = await open();
		await insertVersions(storage.writer, { versions: [version()] });
		const inserted = await insertWave(storage.writer, { wave: wave(more) });
		return { storage, open: inserted.wave };
	}
	const start = (storage: Storage, row: StoredInterview) =>
		insertInterview(storage.writer, { wave: row.wave, experiments: [], draw: () => 0, start: () => row });
	const read = async (storage: Storage, of: Wave) => {
		const all: StoredResponse[] = [];
		await readResponses(storage.reader, { wave: of.id, each: (one) => void all.push(one) });
		return all;
	};

	describe(`${name}: instrument versions`, () => {
		it('come back as the instrument that was stored, and stay the same object', async () => {
			const { reader, writer } = await open();
			expect(await insertVersions(writer, { versions: [version(1), version(2)] })).toEqual({
				kind: 'inserted',
				count: 2,
			});
			const found = await findInstrument(reader, { survey, version: 2 });
			expect(found).toEqual({ ...tiny('tiny', [choice('one')]), version: 2 });
			expect(await findInstrument(reader, { survey, version: 2 })).toBe(found);
			expect(await findLatestVersion(reader, { survey })).toBe(2);
			expect((await listVersions(reader)).map((row) => row.version)).toEqual([1, 2]);
		});

		it('are added once, and a version with other content adds none of its company', async () => {
			const { reader, writer } = await open();
			await insertVersions(writer, { versions: [version(1)] });
			expect(await insertVersions(writer, { versions: [version(1)] })).toEqual({ kind: 'inserted', count: 0 });
			expect(await insertVersions(writer, { versions: [version(2), version(1, 'other')] })).toEqual({
				kind: 'version-differs',
				survey,
				version: 1,
			});
			expect(await findInstrument(reader, { survey, version: 2 })).toBeUndefined();
		});
	});

	describe(`${name}: waves`, () => {
		it('come back as they were stored', async () => {
			const stored = wave({
				closesOn: '2026-04-01',
				weighting: {
					margins: [
						{
							id: 'sex',
							label: { en: 'Sex' },
							variables: ['sex'],
							targets: [
								{ codes: [1], share: 0.5 },
								{ codes: [2], share: 0.5 },
							],
							source: 'a census',
							confidence: 'illustrative',
						},
					],
					trim: null,
				},
			});
			const { storage } = await withWave(stored);
			expect(await findWave(storage.reader, { id: stored.id })).toEqual(stored);
			expect(await listWaves(storage.reader, { survey })).toEqual([stored]);
			expect(await listAllWaves(storage.reader)).toEqual([stored]);
		});

		it('are one open at a time, also when two are opened at once', async () => {
			const storage = await open();
			await insertVersions(storage.writer, { versions: [version()] });
			const both = await Promise.all([wave(), wave()].map((one) => insertWave(storage.writer, { wave: one })));
			expect(both.map(({ kind }) => kind).sort()).toEqual(['already-open', 'inserted']);
		});

		it('are numbered by the day on which they opened, whenever they are stored', async () => {
			const { storage, open: first } = await withWave({ opensOn: '2026-01-01' });
			const earlier = wave({ opensOn: '2013-05-01', state: 'closed', origin: 'imported' });
			const undated = wave({ opensOn: null, state: 'planned' });
			await insertWave(storage.writer, { wave: undated });
			await insertWave(storage.writer, { wave: earlier });
			const listed = await listWaves(storage.reader, { survey });
			expect(listed.map(({ id: waveId, number }) => [waveId, number])).toEqual([
				[earlier.id, 1],
				[first.id, 2],
				[undated.id, 3],
			]);
		});

		it('are seen changed at once', async () => {
			const { storage, open: first } = await withWave();
			await listWaves(storage.reader, { survey });
			const change = (one: Wave): Wave => ({ ...one, state: 'closed' });
			expect((await changeWave(storage.writer, { id: first.id, change }))?.state).toBe('closed');
			expect((await listWaves(storage.reader, { survey }))[0]?.state).toBe('closed');
			expect(await changeWave(storage.writer, { id: first.id, change: () => undefined })).toBeUndefined();
			expect(await changeWave(storage.writer, { id: WaveId.parse('no-such'), change })).toBeUndefined();
		});

		it('are changed together with their plan, or not at all', async () => {
			const { storage, open: of } = await withWave();
			const { reader, writer } = storage;
			expect(await findWavePlan(reader, { wave: of.id })).toEqual(unplanned);
			const population = { words: 'Adults in Scotland', size: 4_500_000 };
			const changed = await changePlannedWave(writer, {
				survey,
				wave: of.id,
				change: (before, plan) => ({ wave: { ...before, paused: true }, plan: { ...plan, population } }),
			});
			expect(changed).toMatchObject({ plan: { population } });
			expect(await findWave(reader, { id: of.id })).toMatchObject({ paused: true });
			expect(await findWavePlan(reader, { wave: of.id })).toEqual({ ...unplanned, population });
			expect(await changePlannedWave(writer, { survey, wave: of.id, change: () => ({ refused: 'no' }) })).toEqual({
				refused: 'no',
			});
			const elsewhere = await changePlannedWave(writer, {
				survey: 'other',
				wave: of.id,
				change: (before, plan) => ({ wave: before, plan }),
			});
			expect(elsewhere).toBeUndefined();
			const refused = changePlannedWave(writer, {
				survey,
				wave: of.id,
				change: (before, plan) => ({ wave: { ...before, paused: false }, plan: { ...plan, reminders: [-1] } }),
			});
			await expect(refused).rejects.toThrow();
			expect(await findWave(reader, { id: of.id })).toMatchObject({ paused: true });
		});

		it('need the version that they field', async () => {
			const storage = await open();
			await expect(insertWave(storage.writer, { wave: wave() })).rejects.toThrow(/foreign key/i);
		});
	});

	describe(`${name}: interviews`, () => {
		it('come back by their lookup alone', async () => {
			const { storage, open: first } = await withWave();
			const row = interview(first);
			await start(storage, row);
			expect(await findInterview(storage.reader, { lookup: row.lookup })).toEqual(row);
			expect(await findInterview(storage.reader, { lookup: Buffer.alloc(16) })).toBeUndefined();
			expect(await countOpenInterviews(storage.reader, { wave: first.id })).toBe(1);
		});

		it('change one after the other, each change seeing the one before', async () => {
			const { storage, open: first } = await withWave();
			const row = interview(first);
			await start(storage, row);
			const append = (letter: string) =>
				changeInterview(storage.writer, {
					lookup: row.lookup,
					change: ({ sealed }) => ({ result: letter, sealed: Buffer.concat([sealed, Buffer.from(letter)]) }),
				});
			expect(await Promise.all(['a', 'b', 'c'].map(append))).toEqual(['a', 'b', 'c']);
			expect((await findInterview(storage.reader, { lookup: row.lookup }))?.sealed.toString()).toBe('sealedabc');
			expect(
				await changeInterview(storage.writer, { lookup: Buffer.alloc(16), change: () => ({ result: 1 }) }),
			).toBeUndefined();
		});

		it('end together with the response they become, or not at all', async () => {
			const { storage, open: first } = await withWave();
			const row = interview(first);
			await start(storage, row);
			const end = (one: StoredResponse) =>
				changeInterview(storage.writer, {
					lookup: row.lookup,
					change: () => ({
						result: 'ended',
						sealed: Buffer.of(1),
						ending: { kind: 'response', state: 'completed', fills: [], response: one },
					}),
				});
			await expect(end(response(first, { wave: WaveId.parse('no-such-wave') }))).rejects.toThrow();
			expect((await findInterview(storage.reader, { lookup: row.lookup }))?.state).toBe('open');
			expect(await end(response(first))).toBe('ended');
			expect(await findInterview(storage.reader, { lookup: row.lookup })).toMatchObject({
				state: 'completed',
				sealed: Buffer.of(1),
			});
			expect(await read(storage, first)).toHaveLength(1);
		});

		it('are allocated the arm that the fewest have, and a drawn one among equals', async () => {
			const { storage, open: first } = await withWave();
			const given: string[] = [];
			const allocate = (draw: number) =>
				insertInterview(storage.writer, {
					wave: first.id,
					experiments: [{ id: 'half', arms: ['a', 'b', 'c'] }],
					draw: (below) => Math.min(draw, below - 1),
					start: (arms) => {
						given.push(arms.half ?? '');
						return interview(first);
					},
				});
			for (const draw of [2, 0, 5, 1, 1, 1]) await allocate(draw);
			expect(given).toEqual(['c', 'a', 'b', 'b', 'c', 'a']);
		});

		it('are broken off a few at a time, and their remains forgotten when old', async () => {
			const { storage, open: first } = await withWave();
			for (let count = 0; count < 5; count++) await start(storage, interview(first));
			await start(storage, interview(first, { state: 'completed', startedDay: '2026-01-01' }));
			const ended = interview(first, { state: 'declined', startedDay: '2026-03-01' });
			await start(storage, ended);
			const breakOff = () => response(first, { outcome: 'broken-off', answers: {} });
			const counts = [3, 3, 3].map((most) => breakOffInterviews(storage.writer, { wave: first.id, most, breakOff }));
			expect(await Promise.all(counts)).toEqual([3, 2, 0]);
			expect(await countOpenInterviews(storage.reader, { wave: first.id })).toBe(0);
			expect(await countResponses(storage.reader, { wave: first.id })).toMatchObject({ 'broken-off': 5 });
			await forgetEndedInterviews(storage.writer, { wave: first.id, before: '2026-02-01' });
			expect(await findInterview(storage.reader, { lookup: ended.lookup })).toBeDefined();
		});
	});

	describe(`${name}: responses`, () => {
		it('come back as they were stored, in an order that is not theirs', async () => {
			const { storage, open: first } = await withWave();
			const stored = Array.from({ length: 30 }, (_, index) =>
				response(first, { seed: index, baseWeight: index / 7, source: `row ${index}`, day: null, language: null }),
			);
			for (const one of stored) await insertResponses(storage.writer, { responses: [one] });
			const all = await read(storage, first);
			expect(all.toSorted((a, b) => (a.seed ?? 0) - (b.seed ?? 0))).toEqual(stored);
			expect(all.map((one) => one.seed)).not.toEqual(stored.map((one) => one.seed));
		});

		it('are read to the last of thousands, each once', async () => {
			const { storage, open: first } = await withWave();
			const stored = Array.from({ length: 9001 }, () => response(first));
			await insertResponses(storage.writer, { responses: stored });
			const seen = new Set((await read(storage, first)).map((one) => one.id));
			expect(seen.size).toBe(9001);
			expect(await countResponses(storage.reader, { wave: first.id })).toMatchObject({ completed: 9001 });
		});

		it('are stored all or none', async () => {
			const { storage, open: first } = await withWave();
			const good = response(first);
			const bad = response(first, { wave: WaveId.parse('no-such-wave') });
			await expect(insertResponses(storage.writer, { responses: [good, bad] })).rejects.toThrow();
			expect(await read(storage, first)).toEqual([]);
		});
	});

	describe(`${name}: whole waves from elsewhere`, () => {
		const file = { sha256: 'f'.repeat(64), importedOn: '2026-03-02' };

		it('are brought in once', async () => {
			const storage = await open();
			const past = wave({ state: 'closed', origin: 'imported' });
			const arriving = () =>
				bringIn(storage.writer, {
					survey,
					version: version(),
					file,
					waves: [{ wave: past, responses: [response(past), response(past)] }],
				});
			expect(await arriving()).toEqual({ kind: 'brought-in', responses: 2 });
			expect(await arriving()).toEqual({ kind: 'already-brought-in', on: '2026-03-02' });
			expect(await read(storage, past)).toHaveLength(2);
		});

		it('are brought in whole or not at all', async () => {
			const storage = await open();
			const past = wave({ state: 'closed', origin: 'imported' });
			const stray = response(past, { wave: WaveId.parse('no-such-wave') });
			const waves = [{ wave: past, responses: [response(past), stray] }];
			await expect(bringIn(storage.writer, { survey, version: version(), file, waves })).rejects.toThrow();
			expect(await listVersions(storage.reader)).toEqual([]);
			expect(await listWaves(storage.reader, { survey })).toEqual([]);
		});
	});

	describe(`${name}: settings`, () => {
		it('keep the first value', async () => {
			const { writer } = await open();
			expect(await settle(writer, { name: 'secret', value: 'first' })).toBe('first');
			expect(await settle(writer, { name: 'secret', value: 'second' })).toBe('first');
		});
	});
}
