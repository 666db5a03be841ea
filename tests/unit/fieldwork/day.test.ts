import { describe, expect, it } from 'vitest';
import { Wave, availability, dayIn, daysAfter, daysBetween } from '../../../src/lib/core/fieldwork/index.ts';

describe('the day of a wave', () => {
	it('is that of its time zone, summer time and all', () => {
		const lateEvening = new Date('2026-07-01T23:30:00Z');
		expect(dayIn(lateEvening, 'Europe/London')).toBe('2026-07-02');
		expect(dayIn(lateEvening, 'UTC')).toBe('2026-07-01');
		expect(dayIn(lateEvening, 'America/New_York')).toBe('2026-07-01');
	});

	it('is counted over months and clock changes', () => {
		expect(daysAfter('2026-02-27', 3)).toBe('2026-03-02');
		expect(daysAfter('2026-03-02', -3)).toBe('2026-02-27');
		expect(daysBetween('2026-03-28', '2026-03-30')).toBe(2);
	});
});

describe('an open wave that pauses', () => {
	const wave = Wave.parse({
		...{ id: 'tiny.1', survey: 'tiny', number: 1, label: 'March', state: 'open', origin: 'fielded' },
		...{ instrumentVersion: 1, identityMode: 'anonymous', modes: ['web'], sampleType: 'open-link' },
		...{ languages: ['en'], opensOn: '2026-03-01', closesOn: '2026-03-31', weighting: null },
	});

	it('takes no answers until it goes on, and none after its last day all the same', () => {
		expect(availability(wave, '2026-03-10').kind).toBe('open');
		expect(availability({ ...wave, paused: true }, '2026-03-10').kind).toBe('paused');
		expect(availability({ ...wave, paused: true }, '2026-04-01').kind).toBe('closed');
	});

	it('cannot be in a time zone that nobody knows', () => {
		expect(Wave.safeParse({ ...wave, timeZone: 'Europe/Atlantis' }).success).toBe(false);
	});
});
