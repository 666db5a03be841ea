import { expect, it } from 'vitest';
import { commandLine } from '../../src/lib/server/on-record.ts';
import { listBegunByStratum, listQuestionTallies } from '../../src/lib/server/storage/index.ts';
import { trendOf } from '../../src/lib/server/workflows/analysis/index.ts';
import { monitorOfWave } from '../../src/lib/server/workflows/fieldwork/index.ts';
import { storeTallies } from '../../src/lib/server/workflows/fieldwork/tally.ts';
import { openWave } from '../../src/lib/server/workflows/open-wave.ts';
import { begin, interview, invitedWave } from './invited.ts';
import { routed } from './instruments/routed.ts';
import { openTestSite } from './site.ts';
import { withSimulated } from '../reference/r-pack-sites.ts';

it('counts who began by group once twenty have ended, without a day, and never of a small group', async () => {
	const at = await openTestSite();
	const invitees = Array.from({ length: 70 }, (_, k) => ({
		name: `Person ${k}`,
		organisation: `Organisation ${k}`,
		sector: k < 40 ? 'Retail' : 'Transport',
		strata: { region: k < 4 ? 'Isles' : k < 37 ? 'North' : 'South' },
	}));
	const { wave, holders } = await invitedWave(at, { instrument: routed, mode: 'panel', invitees });
	const begun = () => listBegunByStratum(at.site.storage.reader, { wave: wave.id });
	for (const holder of holders.slice(0, 19)) {
		await interview(at, routed, { holder, answers: { use: '2', next_year: '1' } });
	}
	await storeTallies(at.site, { when: 'hour' });
	expect(await begun(), 'nineteen are too few').toEqual([]);
	expect(
		(await monitorOfWave(at.site, { survey: wave.survey, wave: wave.id }))?.splits[0]?.groups[0]?.started,
	).toBeNull();

	for (const holder of holders.slice(19, 24)) {
		await interview(at, routed, { holder, answers: { use: '2', next_year: '1' } });
	}
	for (const holder of holders.slice(40, 55)) await begin(at, holder);
	await storeTallies(at.site, { when: 'hour' });
	const counted = (await begun()).map(({ column, value, count }) => `${column} ${value} ${count}`).toSorted();
	expect(counted).toEqual(['region North 20', 'region South 15', 'sector Retail 24', 'sector Transport 15']);
	const monitor = await monitorOfWave(at.site, { survey: wave.survey, wave: wave.id });
	const sectors = monitor?.splits.find(({ by }) => by.kind === 'stratum' && by.column === 'sector');
	expect(sectors?.groups.map(({ value, started }) => [value, started])).toEqual([
		['Retail', { kind: 'shown', count: 24 }],
		['Transport', { kind: 'shown', count: 15 }],
	]);
	const regions = monitor?.splits.find(({ by }) => by.kind === 'stratum' && by.column === 'region');
	expect(regions?.groups.find(({ value }) => value === 'Isles')?.started).toEqual({ kind: 'few' });
	const questions = await listQuestionTallies(at.site.storage.reader, { wave: wave.id, today: '2026-03-03' });
	expect(questions.map(({ question }) => question)).not.toContain('sector');
});

it('projects with the design effect of the last wave that is over, the middle of its weighted shares', async () => {
	const { site } = await withSimulated('counterfeit-goods', [1, 2], { respondents: 400 });
	const opened = await openWave(site, { actor: commandLine, survey: 'counterfeit-goods' });
	if (opened.kind !== 'opened') throw new Error(opened.kind);
	const monitor = await monitorOfWave(site, { survey: 'counterfeit-goods', wave: opened.wave.id });
	const trend = await trendOf(site, { survey: 'counterfeit-goods' });
	if (trend.kind !== 'trend') throw new Error(trend.kind);
	const last = trend.report.waves.findLast(({ completed }) => completed > 0);
	expect(monitor?.designEffect).toMatchObject({ wave: last?.label });
	expect(monitor?.designEffect?.factor).toBeGreaterThan(1);
	expect(monitor?.designEffect?.measures).toBeGreaterThan(3);
});
