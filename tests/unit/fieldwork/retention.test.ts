import { describe, expect, it } from 'vitest';
import type { Promised, Wave } from '../../../src/lib/core/fieldwork/index.ts';
import { monthsAfter, panelMayEnd, retentionOf } from '../../../src/lib/core/fieldwork/index.ts';
import { plannedWave } from './waves.ts';

const today = '2026-04-01';

function promised(wave: Partial<Wave>, retentionMonths = 12): Promised {
	return { wave: plannedWave({ state: 'closed', ...wave }).wave, retentionMonths };
}

function stepsOf(one: Promised, series: readonly Promised[] = [one]) {
	return Object.fromEntries(retentionOf(one, series, today).map(({ step, dueOn }) => [step, dueOn]));
}

describe('what a notice promised', () => {
	it('of answers alone is due after the months that it names, counted from the last day', () => {
		expect(stepsOf(promised({}))).toEqual({ answers: '2027-03-29' });
		expect(stepsOf(promised({}, 60))).toEqual({ answers: '2031-03-29' });
	});

	it('has no day before the wave has closed', () => {
		for (const state of ['planned', 'pilot', 'open'] as const)
			expect(stepsOf(promised({ state, identityMode: 'confidential' }))).toEqual({ invitations: null, answers: null });
	});

	it('of invitations is due thirty days after the wave closed', () => {
		for (const identityMode of ['anonymous-with-token', 'confidential'] as const)
			expect(stepsOf(promised({ identityMode }))).toEqual({ invitations: '2026-04-28', answers: '2027-03-29' });
	});

	it('of answers that go when the results are out is due as soon as the wave is put away', () => {
		expect(stepsOf(promised({}, 0))).toEqual({ answers: null });
		expect(stepsOf(promised({ state: 'archived' }, 0))).toEqual({ answers: today });
		expect(stepsOf(promised({ state: 'archived' }))).toEqual({ answers: '2027-03-29' });
	});

	it('of a panel is due with the answers of its last wave, and never while a wave is still to close', () => {
		const first = promised({ identityMode: 'panel' });
		const second = promised({ identityMode: 'panel', closesOn: '2026-09-30' });
		expect(stepsOf(first, [first, second])).toMatchObject({ invitations: '2026-04-28', panel: '2027-09-30' });
		expect(panelMayEnd([first, second])).toBe(true);
		const running = promised({ identityMode: 'panel', state: 'open' });
		expect(stepsOf(first, [first, running])).toMatchObject({ answers: '2027-03-29', panel: null });
		expect(panelMayEnd([first, running])).toBe(false);
		expect(stepsOf(first, [first, promised({ state: 'open' })]), 'a wave that is none of the panel').toMatchObject({
			panel: '2027-03-29',
		});
	});

	it('is nothing for waves that were not fielded here', () => {
		for (const origin of ['imported', 'simulated'] as const) expect(stepsOf(promised({ origin }))).toEqual({});
	});
});

it.each([
	['2026-01-31', 1, '2026-02-28'],
	['2027-12-31', 2, '2028-02-29'],
	['2026-03-29', 12, '2027-03-29'],
	['2026-11-30', 3, '2027-02-28'],
	['2026-03-29', 0, '2026-03-29'],
])('%s and %i months more is %s', (day, count, then) => expect(monthsAfter(day, count)).toBe(then));
