import { describe, expect, it } from 'vitest';
import type { Language } from '#core/instrument/index.ts';
import {
	changePilotInterview,
	closePilot,
	deletePilot,
	findPilot,
	findPilotInterview,
	forgetPilotInterviews,
	insertDraft,
	insertPilot,
	insertPilotComment,
	insertPilotInterview,
	instrumentOfPilot,
	listPilotComments,
	listPilotQuestions,
	listPilotResponses,
	listPilots,
} from '../../src/lib/server/storage/index.ts';
import type { NewPilot, PilotResponse, Storage } from '../../src/lib/server/storage/index.ts';
import { storedVersionOf } from '../../src/lib/server/workflows/load-surveys.ts';
import { halves } from '../scenario/instruments/halves.ts';

const english: Language = 'en';

function aPilot(id: string, on = '2026-03-02'): NewPilot {
	const { survey, version, document, sha256 } = storedVersionOf(halves);
	return {
		...{ id, draft: 'd1', survey, version, revision: 3, label: `Pilot ${id}`, languages: [english] },
		...{ document, sha256, tokenHash: Buffer.from(`token of ${id}`), closesOn: '2026-03-31', byName: 'A', on },
	};
}

const interview = (lookup: Buffer) => ({
	...{ lookup, pilot: 'p1', state: 'open' as const, serverHalf: Buffer.alloc(16, 7) },
	...{ sealed: Buffer.from('sealed'), startedDay: '2026-03-02' },
});
const response: PilotResponse = {
	...{ place: 5, pilot: 'p1', day: '2026-03-02', outcome: 'completed', language: 'en' },
	...{ arms: { wording: 'first' }, answers: { count: { number: 1 } } },
};

/** What any storage has to do for pilots, run against each. */
export function pilotsContract(name: string, open: () => Promise<Storage>): void {
	async function withPilot() {
		const storage = await open();
		const changedAt = new Date('2026-03-01T12:00:00Z');
		const draft = {
			...{ id: 'd1', survey: 'halves', version: 1, basedOn: null, state: 'draft' as const, document: {} },
			...{ revision: 3, createdBy: 'A', createdOn: '2026-03-01', changedAt },
		};
		await insertDraft(storage.writer, { draft });
		await insertPilot(storage.writer, { pilot: aPilot('p1') });
		return storage;
	}
	const start = (
		{ writer }: Storage,
		lookup: Buffer,
		steps = [{ question: 'count', reached: 1, answered: 0, declined: 0 }],
	) =>
		insertPilotInterview(writer, {
			...{ pilot: 'p1', experiments: [{ id: 'wording', arms: ['first', 'second'] }], draw: () => 0 },
			start: () => ({ interview: interview(lookup), steps }),
		});

	describe(`pilots in ${name}`, () => {
		it('are found by id and by the hash of their token, and keep what they ask', async () => {
			const { reader } = await withPilot();
			const known = await findPilot(reader, { id: 'p1' });
			expect(known).toMatchObject({ label: 'Pilot p1', state: 'open', started: 0, completed: 0, declined: 0 });
			expect(await findPilot(reader, { tokenHash: Buffer.from('token of p1') })).toEqual(known);
			expect(await findPilot(reader, { tokenHash: Buffer.from('another') })).toBeUndefined();
			expect(await instrumentOfPilot(reader, { id: 'p1' })).toEqual(halves);
		});

		it('are listed with the newest first, fifty of a draft at most', async () => {
			const { reader, writer } = await withPilot();
			for (let at = 2; at <= 50; at++) {
				const inserted = await insertPilot(writer, {
					pilot: aPilot(`p${at}`, at === 50 ? '2026-03-09' : '2026-03-03'),
				});
				expect(inserted.kind).toBe('inserted');
			}
			expect(await insertPilot(writer, { pilot: aPilot('p51') })).toEqual({ kind: 'too-many', most: 50 });
			expect((await listPilots(reader, { draft: 'd1' })).map(({ id }) => id).slice(0, 1)).toEqual(['p50']);
		});

		it('count what interviews add and take away, and give each arm to as many', async () => {
			const storage = await withPilot();
			const [one, two] = [Buffer.alloc(16, 1), Buffer.alloc(16, 2)];
			await start(storage, one);
			await start(storage, two);
			const steps = [{ question: 'count', reached: 0, answered: 1, declined: 0 }];
			await changePilotInterview(storage.writer, { lookup: one, change: () => ({ result: null, steps }) });
			const ending = { state: 'completed', response } as const;
			await changePilotInterview(storage.writer, { lookup: one, change: () => ({ result: null, ending }) });
			expect(await listPilotQuestions(storage.reader, { pilot: 'p1' })).toEqual([
				{ question: 'count', reached: 2, answered: 1, declined: 0 },
			]);
			expect(await listPilotResponses(storage.reader, { pilot: 'p1' })).toEqual([response]);
			expect(await findPilot(storage.reader, { id: 'p1' })).toMatchObject({ started: 2, completed: 1 });
			expect((await findPilotInterview(storage.reader, { lookup: one }))?.state).toBe('completed');
			expect(
				await changePilotInterview(storage.writer, { lookup: Buffer.alloc(16, 9), change: () => ({ result: 1 }) }),
			).toBe(undefined);
		});

		it('forget open interviews once closed, and ended ones with their cookie; the sums stay', async () => {
			const storage = await withPilot();
			const [open_, ended] = [Buffer.alloc(16, 1), Buffer.alloc(16, 2)];
			await start(storage, open_);
			await start(storage, ended);
			const ending = { state: 'completed', response } as const;
			await changePilotInterview(storage.writer, { lookup: ended, change: () => ({ result: null, ending }) });
			await forgetPilotInterviews(storage.writer, { closed: [], before: '2026-03-02' });
			expect(await findPilotInterview(storage.reader, { lookup: open_ })).toBeDefined();
			expect(await findPilotInterview(storage.reader, { lookup: ended })).toBeDefined();
			await forgetPilotInterviews(storage.writer, { closed: ['p1'], before: '2026-03-03' });
			expect(await findPilotInterview(storage.reader, { lookup: open_ })).toBeUndefined();
			expect(await findPilotInterview(storage.reader, { lookup: ended })).toBeUndefined();
			expect(await listPilotQuestions(storage.reader, { pilot: 'p1' })).toMatchObject([{ reached: 2 }]);
		});

		it('are closed once, and deleted with all that is in them', async () => {
			const storage = await withPilot();
			const { reader, writer } = storage;
			const args = { id: 'p1', byName: 'B', on: '2026-03-05' };
			expect([await closePilot(writer, args), await closePilot(writer, args)]).toEqual([true, false]);
			expect(await findPilot(reader, { id: 'p1' })).toMatchObject({ state: 'closed', closedByName: 'B' });
			await start(storage, Buffer.alloc(16, 1));
			const comment = {
				...{ id: 'ab'.repeat(16), pilot: 'p1', question: 'count', language: english, day: '2026-03-02' },
				...{ words: 'Hm', resolvedByName: null, resolvedOn: null },
			};
			await insertPilotComment(writer, { comment });
			expect(await listPilotComments(reader, { pilot: 'p1' })).toEqual([comment]);
			expect([await deletePilot(writer, { id: 'p1' }), await deletePilot(writer, { id: 'p1' })]).toEqual([true, false]);
			expect(await findPilot(reader, { id: 'p1' })).toBeUndefined();
			expect(await listPilotComments(reader, { pilot: 'p1' })).toEqual([]);
		});
	});
}
