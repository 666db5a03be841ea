import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commandLine } from '../../src/lib/server/on-record.ts';
import { findWave, insertVersions, listAudit } from '../../src/lib/server/storage/index.ts';
import { openHouse } from '../../src/lib/server/workflows/house/keep-house.ts';
import { believeClock, clockDoubt, forgetClock } from '../../src/lib/server/workflows/house/watch-clock.ts';
import { storedVersionOf } from '../../src/lib/server/workflows/load-surveys.ts';
import { openWave } from '../../src/lib/server/workflows/open-wave.ts';
import { siteWithAnswers } from './answered.ts';
import { choice, tiny } from './instruments/tiny.ts';
import { responsesOf } from './invited.ts';
import { openTestSite } from './site.ts';

const hour = 60 * 60 * 1000;
const short = tiny('short', [choice('one')]);

/** A wave that takes answers until the end of March, and what keeps house around it. */
async function kept() {
	const at = await openTestSite();
	await insertVersions(at.site.storage.writer, { versions: [storedVersionOf(short)] });
	const opened = await openWave(at.site, { actor: commandLine, survey: 'short', closesOn: '2026-03-31' });
	if (opened.kind !== 'opened') throw new Error(opened.kind);
	let up = 0;
	const house = openHouse(at.site, () => up);
	/** The clock says another day after so many hours. */
	const round = async (day: string, hours: number) => {
		at.goTo(day);
		up += hours * hour;
		await house.turn();
		await house.sweep();
		return (await findWave(at.site.storage.reader, { id: opened.wave.id }))?.state;
	};
	return { ...at, wave: opened.wave, round };
}

describe('whoever keeps house', () => {
	it('closes no wave by a clock that jumped a year, and none when it is put right', async () => {
		const { round, site } = await kept();
		expect(await round('2026-03-02', 0)).toBe('open');
		expect(await round('2027-03-02', 1)).toBe('open');
		expect(await clockDoubt(site)).toMatchObject({ to: '2027-03-02T12:00:00.000Z' });
		expect(await round('2026-03-02', 1)).toBe('open');
		expect(await clockDoubt(site)).toBeNull();
		expect(await round('2026-03-04', 48)).toBe('open');
		expect(await round('2026-04-01', 28 * 24)).toBe('closed');
	});

	it('goes by such a clock once an administrator has said that it is right, which is on record', async () => {
		const { round, site } = await kept();
		await round('2026-03-02', 0);
		expect(await round('2026-05-02', 1)).toBe('open');
		expect(await believeClock(site, { actor: commandLine })).toBe(true);
		expect(await believeClock(site, { actor: commandLine })).toBe(false);
		expect(await round('2026-05-02', 1)).toBe('closed');
		expect(await listAudit(site.storage.reader, { action: 'clock', limit: 5 })).toHaveLength(1);
	});

	it('goes by it once it has run on for a day', async () => {
		const { round } = await kept();
		await round('2026-03-02', 0);
		expect(await round('2026-05-02', 1)).toBe('open');
		expect(await round('2026-05-03', 23)).toBe('open');
		expect(await round('2026-05-03', 1)).toBe('closed');
	});

	it('deletes nothing by a clock that jumped while the server was off', async () => {
		const at = await siteWithAnswers([[{ one: 1 }, { one: 2 }]]);
		const [id] = at.waves;
		const wave = id === undefined ? undefined : await findWave(at.site.storage.reader, { id });
		if (wave === undefined) throw new Error('there is a wave');
		at.goTo('2021-06-01');
		await openHouse(at.site, () => 0).sweep();
		at.goTo('2029-01-01');
		let up = 0;
		const after = openHouse(at.site, () => up);
		await after.sweep();
		expect(await responsesOf(at, wave)).toHaveLength(2);
		up = 24 * hour;
		at.goTo('2029-01-02');
		await after.sweep();
		expect(await responsesOf(at, wave)).toEqual([]);
	});

	it('deletes at its first round what became due since a backup was made that was restored', async () => {
		const at = await siteWithAnswers([[{ one: 1 }]]);
		const [id] = at.waves;
		const wave = id === undefined ? undefined : await findWave(at.site.storage.reader, { id });
		if (wave === undefined) throw new Error('there is a wave');
		at.goTo('2021-06-01');
		await openHouse(at.site, () => 0).sweep();
		await forgetClock({ file: join(at.folder, 'soundings.db') });
		at.goTo('2029-01-01');
		await openHouse(at.site, () => 0).sweep();
		expect(await responsesOf(at, wave)).toEqual([]);
	});
});
