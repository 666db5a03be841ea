import { describe, expect, it } from 'vitest';
import { lookAtClock } from '../../../src/lib/server/workflows/house/clock.ts';
import type { ClockRecord } from '../../../src/lib/server/workflows/house/clock.ts';

const hour = 60 * 60 * 1000;
const day = 24 * hour;
const start = Date.parse('2026-03-02T12:00:00Z');

/** A process that looks at the clock after each of these spans: by its uptime (null: it has just started) and by the clock. */
function looks(...spans: readonly (readonly [passed: number | null, byClock: number])[]): boolean[] {
	let record: ClockRecord = lookAtClock(undefined, { now: new Date(start), passed: null });
	let now = start;
	return spans.map(([passed, byClock]) => {
		record = lookAtClock(record, { now: new Date((now += byClock)), passed });
		return record.doubt !== null;
	});
}

describe('a clock', () => {
	it('that runs on is believed, over hours and over a change of a day', () => {
		expect(looks([hour, hour], [hour, hour], [hour, 25 * hour], [hour, -22 * hour])).toEqual([...Array(4).fill(false)]);
	});

	it('that jumps a year is doubted, and still an hour before a day has passed', () => {
		expect(looks([hour, 365 * day], [23 * hour, 23 * hour], [hour, hour], [hour, hour])).toEqual([
			...[true, true, false, false],
		]);
	});

	it('that jumps back is doubted too', () => {
		expect(looks([hour, -30 * day])).toEqual([true]);
	});

	it('that is put right is believed at once', () => {
		expect(looks([hour, 365 * day], [hour, hour], [hour, hour - 365 * day])).toEqual([true, true, false]);
	});

	it('that jumps again while it is doubted is doubted for a day from then', () => {
		const again = looks([hour, 365 * day], [20 * hour, 20 * hour], [hour, 100 * day], [20 * hour, 20 * hour]);
		expect(again).toEqual([true, true, true, true]);
	});

	it('is believed after a week in which the server was off, and doubted after more', () => {
		expect(looks([null, 7 * day])).toEqual([false]);
		expect(looks([null, 8 * day])).toEqual([true]);
		expect(looks([null, -8 * day])).toEqual([true]);
	});

	it('stays doubted by a server that is started again and again, until it has run for a day', () => {
		const half: (readonly [number | null, number])[] = [
			[null, hour],
			[12 * hour, 12 * hour],
		];
		expect(looks([null, 365 * day], ...half, ...half)).toEqual([true, true, true, true, false]);
	});
});
