import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { changesOf } from '#server/workflows/analysis/index.ts';
import { rForChanges } from '#server/workflows/r-for-views.ts';
import { reportPackOf } from '#server/workflows/report-pack.ts';
import { saveView } from '#server/workflows/saved-views.ts';
import type { Site } from '#server/site.ts';
import { askedBy } from '../../src/routes/(staff)/analyse/[survey]/report/[report]/asked.ts';
import { expectRecomputed, runByR, unlessR, unpacked, withoutR } from './by-r.ts';
import { withPanel, withSimulated } from './r-pack-sites.ts';

const report = 'Yearly / north';

/** The report pack of views with these addresses, unzipped into a folder of its own. */
async function packed(site: Site, survey: string, queries: readonly string[]): Promise<string> {
	for (const [k, query] of queries.entries()) {
		const words = { report, name: `View ${k + 1}`, address: `/analyse/${survey}${query}`, note: '' };
		const view = { survey, ...words, actor: { id: 'test', name: 'Test' } };
		expect(await saveView(site, view)).toMatchObject({ kind: 'saved' });
	}
	const asked = (address: string) => askedBy(survey, address);
	const answer = await reportPackOf(site, { survey, report, by: 'Test Analyst', asked });
	if (answer.kind !== 'r-pack') throw new Error(answer.kind);
	expect(answer.name).toBe(`${survey}-Yearly-north-r-pack.zip`);
	return unpacked(answer);
}

describe.skipIf(withoutR)(`the R pack of a report, run by R${unlessR}`, { timeout: 120_000 }, () => {
	it('computes trends, changes, sensitive questions, an intervention and a plan again, and says what it leaves out', async () => {
		const { site } = await withSimulated('counterfeit-goods', [1, 1, 2]);
		const waves = await changesOf(site, { survey: 'counterfeit-goods' });
		if (waves.kind !== 'changes' || waves.list === null) throw new Error('there are waves');
		const since = waves.choices.waves[1]?.id;
		const roles = 'of=area_type&role.1=treated&role.2=control&role.3=control';
		const folder = await packed(site, 'counterfeit-goods', [
			'?variable=sex',
			'/changes',
			'/sensitive',
			`/before-after?view=intervention&measure=would-report&group=area_type&${roles}&since=${since}`,
			'/plan?measure=would-report&against=both&response=40&overlap=20&correlation=0.3',
			'/plan?measure=bought-item-count&goes=rise',
			'/crosstab?rows=sex&columns=area_type',
		]);
		expectRecomputed([folder]);
		const readme = readFileSync(join(folder, 'README.md'), 'utf8');
		expect(readme).toMatch(/View 4: by views\/4-before-after\.R; checks and placebos are not/);
		expect(readme).toMatch(/and why\n\n- View 7: the R for a crosstab stands beside it on its page/);
		expect(readme).toContain('SIMULATED');
		const expected = readFileSync(join(folder, 'views/expected.csv'), 'utf8');
		for (const figure of [
			'3-bought_count,difference.',
			'3-bought_count,combined.',
			'4-before-after,effect.value',
			'5-plan',
		])
			expect(expected).toContain(figure);

		const { list } = waves;
		const lines = await rForChanges(site, { question: { survey: 'counterfeit-goods' }, list });
		writeFileSync(join(folder, 'changes.R'), `cat(format(unlist({${lines}}[4:10]), digits = 12), sep = "\\n")`);
		const [ran] = runByR([folder], 'changes.R');
		const found = ran?.said.split('\n').map(Number) ?? [];
		for (const { outcome } of list.changes)
			if (outcome.kind === 'judged')
				for (const value of [outcome.change.difference, outcome.adjusted.p])
					expect(found.some((one) => Math.abs(one - value) < 1e-8)).toBe(true);
	});

	it('computes what changed in the same people again, all together and by group', async () => {
		const survey = 'diversion-pre-post';
		const { site } = await withSimulated(survey, [1, 1], { respondents: 500, population: 600 });
		const folder = await packed(site, survey, ['/before-after?view=matched']);
		expectRecomputed([folder]);
		expect(readFileSync(join(folder, 'views/1-before-after.R'), 'utf8')).toContain('before = list(column = "stage"');
	});

	it('follows people over the waves of a panel, with bounded weights and numbers, and an intervention among them; tells what is not equal', async () => {
		const { site } = await withPanel();
		const answer = await changesOf(site, { survey: 'awkward' });
		if (answer.kind !== 'changes') throw new Error(answer.kind);
		const [last, first] = answer.choices.waves.map(({ id }) => id);
		const roles = 'of=area&role.1=treated&role.2=control&role.3=control';
		const folder = await packed(site, 'awkward', [
			`/before-after?view=matched&before=wave.${first}&after=wave.${last}&by=sex`,
			`/before-after?view=intervention&measure=warmth&group=area&${roles}&since=${last}`,
		]);
		expectRecomputed([folder]);
		const expected = readFileSync(join(folder, 'views/expected.csv'), 'utf8');
		const changed = expected.replace(/^(2-before-after,effect\.value),.*$/m, '$1,0.5,0.01');
		writeFileSync(join(folder, 'views/expected.csv'), changed);
		const [off] = runByR([folder]);
		expect(off?.said).toMatch(/^2-before-after, effect\.value: expected 0\.5, R has -?0\.\d+$/m);
		expect(off).toMatchObject({ said: expect.stringMatching(/^1 of \d+ figures differ$/m), status: 1 });
	});
});
