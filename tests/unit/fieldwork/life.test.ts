import { describe, expect, it } from 'vitest';
import {
	archiveWave,
	closeOpenWave,
	extendWave,
	goOnWithWave,
	openPlannedWave,
	pauseWave,
	pilotWave,
	stepsOf,
	turnOf,
} from '../../../src/lib/core/fieldwork/index.ts';
import type { PlannedWave, Stepped } from '../../../src/lib/core/fieldwork/index.ts';
import { plannedWave } from './waves.ts';

const ready = { lacking: [], qualityRules: 3 };
const lacks = { lacking: ['No test'], qualityRules: null };
const taken = { by: 'Ann', on: '2026-03-10', reason: 'The post was late.' };

function after(stepped: Stepped): PlannedWave {
	if (stepped.kind !== 'stepped') throw new Error(stepped.kind);
	return stepped;
}

describe('the life of a wave', () => {
	it('leads from plan to archive and never back', () => {
		const pilot = after(pilotWave(plannedWave()));
		const open = after(openPlannedWave(pilot, { ...taken, reason: '' }, ready));
		expect(open.wave).toMatchObject({ state: 'open', opensOn: '2026-03-10' });
		expect(open.plan.qualityRules).toBe(3);
		const closed = after(closeOpenWave(open, { on: '2026-03-20' }));
		expect(closed.wave).toMatchObject({ state: 'closed', closesOn: '2026-03-20' });
		const archived = after(archiveWave(closed));
		expect(stepsOf(archived.wave)).toEqual([]);
		for (const step of [
			openPlannedWave(closed, taken, ready),
			openPlannedWave(archived, taken, ready),
			pilotWave(closed),
		]) {
			expect(step.kind).toBe('not-now');
		}
	});

	it('keeps why it was opened although something was lacking, and is not opened so without a reason', () => {
		expect(openPlannedWave(plannedWave(), { ...taken, reason: ' ' }, lacks)).toEqual({
			kind: 'reason-missing',
			step: 'open',
		});
		expect(after(openPlannedWave(plannedWave(), taken, lacks)).plan.openedUnready).toEqual({
			...taken,
			lacking: ['No test'],
		});
	});

	it('pauses with a reason, and says until when once it goes on', () => {
		const open = plannedWave({ state: 'open' });
		const paused = after(pauseWave(open, taken));
		expect(paused.wave.paused).toBe(true);
		expect(stepsOf(paused.wave)).toEqual(['go-on', 'extend', 'close']);
		const on = after(goOnWithWave(paused, { on: '2026-03-12' }));
		expect(on.wave.paused).toBe(false);
		expect(on.plan.pauses).toEqual([{ ...taken, until: '2026-03-12' }]);
	});

	it('is extended to a later day, each time with its reason', () => {
		const open = plannedWave({ state: 'open' });
		expect(extendWave(open, { ...taken, to: '2026-03-29' })).toEqual({ kind: 'not-later', closesOn: '2026-03-29' });
		expect(extendWave(open, { ...taken, to: '2026-04-05', reason: '' }).kind).toBe('reason-missing');
		const extended = after(extendWave(open, { ...taken, to: '2026-04-05' }));
		expect(extended.wave.closesOn).toBe('2026-04-05');
		expect(extended.plan.extensions).toEqual([{ ...taken, from: '2026-03-29', to: '2026-04-05' }]);
	});

	it('is of waves that are fielded here alone', () => {
		expect(stepsOf(plannedWave({ origin: 'imported', state: 'closed' }).wave)).toEqual([]);
	});
});

describe('a wave by itself', () => {
	const toOpen = { opensByItself: true };

	it('opens as its first day begins where it is, and closes as its last has ended there', () => {
		const planned = plannedWave({ timeZone: 'America/New_York' }, toOpen);
		expect(turnOf(planned, new Date('2026-03-02T03:00:00Z'))).toBe('stays');
		expect(turnOf(planned, new Date('2026-03-02T05:30:00Z'))).toBe('opens');
		const open = plannedWave({ state: 'open', timeZone: 'America/New_York' });
		expect(turnOf(open, new Date('2026-03-30T03:00:00Z'))).toBe('stays');
		// The clocks went forward on 8 March there.
		expect(turnOf(open, new Date('2026-03-30T04:00:00Z'))).toBe('closes');
	});

	it('stays planned where nobody asked it to open, or its last day is over', () => {
		const now = new Date('2026-03-10T12:00:00Z');
		expect(turnOf(plannedWave(), now)).toBe('stays');
		expect(turnOf(plannedWave({ closesOn: '2026-03-09' }, toOpen), now)).toBe('stays');
	});
});
