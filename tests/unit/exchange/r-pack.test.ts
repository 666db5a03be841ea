import { createHash } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { codebook, questionsOf } from '#core/instrument/index.ts';
import { readInstrument } from '#server/workflows/list-surveys.ts';
import { rPackOf } from '#server/workflows/r-pack.ts';
import { openTestSite } from '../../scenario/site.ts';
import { bytesOf, withGss, withSimulated } from '../../reference/r-pack-sites.ts';

type Files = ReadonlyMap<string, Uint8Array>;

describe('an R pack', () => {
	it('lists the rows and the SHA-256 of each of its files, once in a form that sha256sum reads', async () => {
		const { site } = await withGss();
		const files = await filesOf(await rPackOf(site, { survey: 'gss' }, { by: 'An Analyst' }));
		const manifest = JSON.parse(textOf(files, 'manifest.json'));
		expect(manifest).toMatchObject({ survey: 'gss', by: 'An Analyst', made: '2026-03-02T12:00:00.000Z' });
		const listed: { name: string; rows: number | null; bytes: number; sha256: string }[] = manifest.files;
		expect(listed.map(({ name }) => name).toSorted()).toEqual(
			[...files.keys()].filter((name) => name !== 'manifest.json' && name !== 'SHA256SUMS').toSorted(),
		);
		for (const { name, rows, bytes, sha256 } of listed) {
			const content = files.get(name) ?? new Uint8Array();
			expect(content.length, name).toBe(bytes);
			expect(createHash('sha256').update(content).digest('hex'), name).toBe(sha256);
			expect(textOf(files, 'SHA256SUMS')).toContain(`${sha256}  ${name}\n`);
			if (rows !== null) expect(tableIn(files, name), name).toHaveLength(rows);
		}
		expect(manifest.figures).toBe(tableIn(files, 'expected.csv').length);
	});

	it('has every completed interview of every wave, and of the columns those that figures need', async () => {
		const { site } = await withGss();
		const files = await filesOf(await rPackOf(site, { survey: 'gss', breakBy: 'race' }, { by: 'An Analyst' }));
		const instrument = await readInstrument(site, { survey: 'gss', version: 1 });
		const names = new Set(instrument === undefined ? [] : codebook(instrument).map(({ name }) => name));
		const first = tableIn(files, 'data/wave-1.csv');
		expect(first.length).toBeGreaterThan(100);
		const columns = Object.keys(first[0] ?? {});
		expect(columns).toEqual(expect.arrayContaining(['partyid', 'race', 'weight.base', 'weight.final']));
		expect(columns).not.toContain('denom');
		expect(names).toContain('denom');
		expect(columns).not.toContain('person.number');
	});

	it("never has respondents' own words, whatever is asked for", async () => {
		const { site } = await withSimulated('counterfeit-goods', [2]);
		const instrument = await readInstrument(site, { survey: 'counterfeit-goods', version: 2 });
		const written = instrument === undefined ? [] : questionsOf(instrument).filter(({ kind }) => kind === 'text');
		expect(written.length).toBeGreaterThan(0);
		const files = await filesOf(await rPackOf(site, { survey: 'counterfeit-goods' }, { by: 'An Analyst' }));
		const columns = Object.keys(tableIn(files, 'data/wave-1.csv')[0] ?? {});
		for (const { id } of written) expect(columns.filter((name) => name.startsWith(id))).toEqual([]);
		expect(textOf(files, 'README.md')).toContain('SIMULATED');
	});

	it('says what there is not, in place of an empty pack', async () => {
		const { site } = await openTestSite();
		expect(await rPackOf(site, { survey: 'shoes' }, { by: '' })).toEqual({ kind: 'unknown-survey' });
		const { site: gss } = await withGss();
		const unknown = await rPackOf(gss, { survey: 'gss', breakBy: 'shoe_size' }, { by: '' });
		expect(unknown).toEqual({ kind: 'unknown-variable', variable: 'shoe_size' });
	});
});

async function filesOf(answer: Awaited<ReturnType<typeof rPackOf>>): Promise<Files> {
	if (answer.kind !== 'r-pack') throw new Error(answer.kind);
	return new Map(Object.entries(unzipSync(await bytesOf(answer.chunks))));
}

function textOf(files: Files, name: string): string {
	return strFromU8(files.get(name) ?? new Uint8Array());
}

function tableIn(files: Files, name: string): Record<string, string>[] {
	return parse(textOf(files, name), { columns: true, bom: true });
}
