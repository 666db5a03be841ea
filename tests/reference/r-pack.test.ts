import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { expectRecomputed, packFor, runByR, unlessR, withoutR } from './by-r.ts';
import { withGss, withSimulated } from './r-pack-sites.ts';

describe.skipIf(withoutR)(`the script of an R pack, run by R${unlessR}`, { timeout: 240_000 }, () => {
	it("computes the General Social Survey's eight waves again, unweighted", async () => {
		const { site } = await withGss();
		expectRecomputed([await packFor(site, { survey: 'gss', breakBy: 'race' })]);
	});

	it('computes simulated waves of counterfeit goods again: raked, an item count, a break, groups and answers', async () => {
		const { site } = await withSimulated('counterfeit-goods', [1, 1, 2]);
		const survey = 'counterfeit-goods';
		expectRecomputed([
			await packFor(site, { survey }),
			await packFor(site, { survey, breakBy: 'age_band' }),
			await packFor(site, { survey, subject: { kind: 'variable', name: 'would_report' } }),
			await packFor(site, { survey, subject: { kind: 'variable', name: 'sex' }, breakBy: 'region' }),
		]);
	});

	it('computes crosswise shares and knowledge scores again', async () => {
		const packs = ['drugs-and-organised-crime', 'sector-awareness'].map(async (survey) =>
			packFor((await withSimulated(survey, [1, 1])).site, { survey }),
		);
		expectRecomputed(await Promise.all(packs));
	});

	it('lists the figures that differ, and fails, when an answer, a weight or a verdict was changed', async () => {
		const { site } = await withGss();
		const [figure, weight] = [await packFor(site, { survey: 'gss' }), await packFor(site, { survey: 'gss' })];
		const expected = join(figure, 'expected.csv');
		const right = readFileSync(expected, 'utf8');
		writeFileSync(expected, right.replace(/^(8,democrat,,previous,p),(.+)$/m, '$1,0.5'));
		const data = join(weight, 'data/wave-8.csv');
		writeFileSync(data, readFileSync(data, 'utf8').replace(/,1,1$/m, ',1,1.5'));
		const [one, other] = runByR([figure, weight]);
		expect(one?.said).toMatch(/^democrat, 2014, against previous, p: expected 0.5, R has 0\.\d+$/m);
		expect(one).toMatchObject({ said: expect.stringMatching(/^1 of \d+ figures differ$/m), status: 1 });
		expect(other).toMatchObject({ said: expect.stringMatching(/^wave 8: 1 weights differ$/m), status: 1 });
	});
});
