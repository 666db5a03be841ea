import { readFileSync } from 'node:fs';
import { expect, it, onTestFinished } from 'vitest';
import { SurveySlug } from '../../src/lib/core/instrument/index.ts';
import { WaveCodebook } from '../../src/lib/exchange/waves/index.ts';
import { waitFor } from '../../src/lib/server/workflows/analysis/waiting.ts';
import { importWaves } from '../../src/lib/server/workflows/import-waves.ts';
import { closeSite } from '../../src/lib/server/site.ts';
import { awaited } from '../../src/routes/(staff)/analyse/[survey]/waiting/awaited.ts';
import { siteIn } from '../scenario/mail-site-settings.ts';
import { openTestSite } from '../scenario/site.ts';

/** A site with eight waves of the General Social Survey, and the folder that it is in. */
async function siteWithGss() {
	const opened = await openTestSite();
	const codebook = WaveCodebook.parse(JSON.parse(readFileSync('tests/fixtures/gss/codebook.json', 'utf8')));
	const csv = readFileSync('tests/fixtures/gss/gss-2000-2014-part.csv', 'utf8');
	await importWaves(opened.site, { survey: SurveySlug.parse('gss'), csv, codebook });
	return opened;
}
const asked = { survey: 'gss', address: '/analyse/gss?by=race', patience: 0, tell: true };
const patient = { ...asked, patience: 60_000 };

it('reading answers is told of until they are in memory, and a long computation once until there are others', async () => {
	const { site } = await siteWithGss();
	expect(await waitFor(site, asked)).toMatchObject({ kind: 'reading', wave: 1, waves: 8 });
	expect(await waitFor(site, patient)).toEqual({ kind: 'none' });
	const long = { ...patient, longest: 0.0001 };
	expect(await waitFor(site, { ...long, tell: false })).toMatchObject({ kind: 'computing', interviews: 2686 });
	expect(await waitFor(site, long)).toMatchObject({ kind: 'computing', interviews: 2686 });
	expect(await waitFor(site, long)).toEqual({ kind: 'none' });
	expect(await waitFor(site, { ...long, address: '/analyse/gss' })).toEqual({ kind: 'none' });
	expect(await waitFor(site, { ...long, survey: 'other', address: '/analyse/other' })).toEqual({ kind: 'none' });
});

it('whoever is sent from worker to worker is told once by each, and gets there', async () => {
	const { site, folder } = await siteWithGss();
	const other = await siteIn(folder, {});
	onTestFinished(() => closeSite(other));
	const long = { ...patient, longest: 0.0001 };
	const turns: string[] = [];
	for (const worker of [site, other, site, other]) turns.push((await waitFor(worker, long)).kind);
	expect(turns).toEqual(['computing', 'computing', 'none', 'none']);
});

it.each([
	['/analyse/gss?by=race', '/analyse/gss?by=race'],
	['/analyse/gss/crosstab?rows=sex', '/analyse/gss/crosstab?rows=sex'],
	['/analyse/gssx', '/analyse/gss'],
	['/analyse/gss/waiting?next=/analyse/gss/waiting', '/analyse/gss'],
	['/admin', '/analyse/gss'],
	['//example.org/analyse/gss', '/analyse/gss'],
	['/analyse/gss/../../admin', '/analyse/gss'],
	[null, '/analyse/gss'],
])('waiting for %s leads to %s', (next, to) => {
	expect(awaited('gss', new URLSearchParams(next === null ? {} : { next })).next).toBe(to);
});
