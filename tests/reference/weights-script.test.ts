import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Site } from '#server/site.ts';
import { applyScheme } from '#server/workflows/analysis/apply-scheme.ts';
import type { SchemeDraft } from '#server/workflows/analysis/scheme-draft.ts';
import { saveScheme } from '#server/workflows/analysis/try-scheme.ts';
import { weightsOf } from '#server/workflows/analysis/weights-of.ts';
import { weightsRows } from '#server/workflows/analysis/weights-rows.ts';
import { expectRecomputed, packFor, runByR, unlessR, withoutR } from './by-r.ts';
import { bytesOf, withAwkwardWaves } from './r-pack-sites.ts';

const survey = 'awkward';

const sexByArea = 'sex,area,people\n1,1,800\n2,1,1200\n1,2,300\n2,2,400\n1,3,100\n2,3,200';
const drafts: Readonly<Record<string, SchemeDraft>> = {
	'totals, then trimmed': {
		...{ margins: `${sexByArea}\n\nage,%\n1,20\n2,30\n3,50`, sample: '', fewest: '', most: '' },
		...{ base: 'supplied', limit: 'trim', lower: '0.4', upper: '2' },
	},
	'a sample, and bounds': {
		...{ margins: 'sex,%\n1,48\n2,52', sample: 'area,people\n1,600\n2,200\n3,100', fewest: '5', most: '' },
		...{ base: 'ones', limit: 'bounds', lower: '0.6', upper: '1.9' },
	},
};

const actor = { id: 'ann', name: 'Ann' };

describe.skipIf(withoutR)(`the R for a wave's weights, run by R${unlessR}`, { timeout: 120_000 }, () => {
	it('makes the same weights: as declared within bounds, to totals and trimmed, and from a sample', async () => {
		const { site } = await withAwkwardWaves();
		const folder = emptyFolder();
		const scripts = [await scriptIn(folder, site)];
		for (const [name, draft] of Object.entries(drafts)) {
			const wave = await newest(site);
			const saved = await saveScheme(site, { survey, wave, draft, name, note: 'Made up', actor });
			expect(saved.kind).toBe('saved');
			scripts.push(await scriptIn(folder, site, { name, version: 1 }));
		}
		const all = scripts.map((file) => `source("${file}", local = new.env())`).join('\n');
		writeFileSync(join(folder, 'all.R'), all);
		const { said = '', status } = runByR([folder], 'all.R')[0] ?? {};
		expect(status, said).toBe(0);
		const off = [...said.matchAll(/weights of Soundings: (\S+)/g)].map(([, figure]) => Number(figure));
		expect(off).toHaveLength(3);
		for (const figure of off) expect(figure).toBeLessThan(1e-6);
	});

	it('has its place in the R pack of a wave that was given the scheme, whose figures all come out again', async () => {
		const { site } = await withAwkwardWaves();
		const wave = await newest(site);
		const [name = '', draft] = Object.entries(drafts)[0] ?? [];
		if (draft === undefined) throw new Error('there is a draft');
		await saveScheme(site, { survey, wave, draft, name, note: 'Made up', actor });
		const given = { survey, name, version: 1, waves: [wave], shown: wave, reason: 'Test', actor, seen: 0 };
		expect(await applyScheme(site, given)).toEqual({ kind: 'decided' });
		const folder = await packFor(site, { survey });
		expect(readFileSync(join(folder, 'README.md'), 'utf8')).toContain(`scheme "${name}", version 1, reweighted on`);
		expectRecomputed([folder]);
	});
});

function emptyFolder(): string {
	const folder = mkdtempSync(join(tmpdir(), 'soundings-weights-'));
	onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
	return folder;
}

async function newest(site: Site): Promise<string> {
	const answer = await weightsOf(site, { survey });
	if (answer.kind !== 'weights' || answer.report.onWave === null) throw new Error('no wave');
	return answer.report.onWave.wave.id;
}

/** Writes the script and its rows; the rows of each scheme under a name of their own. */
async function scriptIn(folder: string, site: Site, compare?: { name: string; version: number }): Promise<string> {
	const answer = await weightsOf(site, { survey, compare });
	const rows = await weightsRows(site, { survey, compare });
	const code = answer.kind === 'weights' ? answer.report.onWave?.script : undefined;
	if (rows.kind !== 'rows' || !code)
		throw new Error(JSON.stringify(answer.kind === 'weights' && answer.report.onWave?.compared?.side.run));
	const stem = compare?.name.replaceAll(/\W/g, '') ?? 'declared';
	writeFileSync(join(folder, `${stem}.csv`), await bytesOf(rows.chunks));
	writeFileSync(join(folder, `${stem}.R`), code.replace(`"${rows.name}.csv"`, `"${stem}.csv"`));
	return `${stem}.R`;
}
