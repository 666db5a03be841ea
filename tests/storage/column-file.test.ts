import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { datasetBuilder } from '../../src/lib/core/dataset/index.ts';
import { Instrument } from '../../src/lib/core/instrument/index.ts';
import { keepColumns, readColumns } from '../../src/lib/server/workflows/analysis/column-file.ts';
import { asks, choice, tiny } from '../scenario/instruments/tiny.ts';
import { openTestSite } from '../scenario/site.ts';
import { columnsOf } from '../unit/dataset/tables.ts';

const instrument = Instrument.parse(
	tiny('tiny', [
		choice('one'),
		choice('two'),
		choice('many', 3, { options: [1, 2, 900].map((code) => ({ code, label: { en: `${code}`, gd: `${code}` } })) }),
		asks({ id: 'age', kind: 'number', least: 0, most: 120, decimals: 1 }),
	]),
);

/** A kept file of 40 rows, and what is in it. */
async function keptFile() {
	const { site } = await openTestSite();
	const builder = datasetBuilder(instrument, 40);
	for (let row = 0; row < 40; row++) {
		builder.add({
			arms: {},
			answers: {
				one: { code: 1 + (row % 2) },
				two: row % 5 === 0 ? { missing: 'refused' } : { code: 2 },
				many: { code: row === 7 ? 900 : 1 },
				age: { number: row * 2.5 },
			},
		});
	}
	const dataset = builder.finish();
	const supplied = Float64Array.from({ length: 40 }, (_, row) => row / 7);
	const args = { wave: 'tiny.1', instrument, madeFrom: 'these answers' };
	await keepColumns(site, { ...args, columns: { dataset, supplied } });
	const folder = join(site.env.SOUNDINGS_DATA, 'columns');
	const path = join(folder, readdirSync(folder)[0] ?? '');
	return { site, args, dataset, supplied, path };
}

describe('a file of columns', () => {
	it('gives back every column and weight, in as few bytes as it was kept in', async () => {
		const { site, args, dataset, supplied } = await keptFile();
		const kept = await readColumns(site, args);
		expect(kept?.dataset.rows).toBe(40);
		expect(kept && columnsOf(kept.dataset)).toEqual(columnsOf(dataset));
		expect(kept?.supplied).toEqual(supplied);
		const widths = ['one', 'many'].map((name) => {
			const column = kept?.dataset.columns.get(name);
			return column?.kind === 'code' ? column.codes.BYTES_PER_ELEMENT : 0;
		});
		expect(widths).toEqual([1, 2]);
	});

	it('holds in memory only the columns that were asked for, each read once', async () => {
		const { site, args } = await keptFile();
		const kept = await readColumns(site, args);
		const opened = kept?.bytes() ?? NaN;
		const column = kept?.dataset.columns.get('one');
		expect(kept?.bytes()).toBe(opened);
		expect(column?.kind === 'code' && column.codes).toBe(column?.kind === 'code' && column.codes);
		expect(kept?.bytes()).toBe(opened + 40);
	});

	it('is not taken when a single byte of it differs, throughout its length', async () => {
		const { site, args, path } = await keptFile();
		const whole = readFileSync(path);
		const trusted: number[] = [];
		for (let place = 0; place < whole.length; place += 7) {
			const flipped = Buffer.from(whole);
			flipped[place] = (flipped[place] ?? 0) ^ 0x41;
			writeFileSync(path, flipped);
			const kept = await readColumns(site, args);
			if (kept !== undefined) trusted.push(place);
		}
		writeFileSync(path, whole);
		expect(await readColumns(site, args)).toBeDefined();
		// Only the fill between one part and the next, which nobody reads, may differ.
		const fills = (8 - ((16 + whole.readUInt32LE(8)) % 8)) % 8;
		expect(trusted.length).toBeLessThanOrEqual(fills + 8);
	});

	it.each([0, 7, 15, 16, 100, -1, -8, -200])('is not taken when it ends at byte %i', async (end) => {
		const { site, args, path } = await keptFile();
		writeFileSync(path, readFileSync(path).subarray(0, end));
		expect(await readColumns(site, args)).toBeUndefined();
	});

	it.each([
		['empty', ''],
		['of something else', 'PAR1 and a good deal more than sixteen bytes of it'],
		['a header that promises the moon', Buffer.from('SOUNDCOL\xff\xff\xff\xff\x00\x00\x00\x00', 'latin1')],
	])('is not taken when it is %s', async (_, content) => {
		const { site, args, path } = await keptFile();
		writeFileSync(path, content);
		expect(await readColumns(site, args)).toBeUndefined();
	});

	it('is not taken for other answers, for an instrument without its columns, or as a folder', async () => {
		const { site, args } = await keptFile();
		expect(await readColumns(site, { ...args, madeFrom: 'other answers' })).toBeUndefined();
		const fewer = Instrument.parse(tiny('tiny', [choice('one')]));
		expect(await readColumns(site, { ...args, instrument: fewer })).toBeUndefined();
		mkdirSync(join(site.env.SOUNDINGS_DATA, 'columns', 'folder.columns'));
		expect(await readColumns(site, { ...args, wave: 'folder' })).toBeUndefined();
		expect(await readColumns(site, { ...args, wave: 'none' })).toBeUndefined();
	});

	it('stays as it was for those who have it open when another is put in its place, and says when it was written into', async () => {
		const { site, args, dataset, path } = await keptFile();
		const kept = await readColumns(site, args);
		await keepColumns(site, { ...args, madeFrom: 'other', columns: { dataset, supplied: null } });
		expect(kept?.isIntact()).toBe(true);
		expect(kept && columnsOf(kept.dataset)).toEqual(columnsOf(dataset));
		const second = await readColumns(site, { ...args, madeFrom: 'other' });
		expect(second?.isIntact()).toBe(true);
		writeFileSync(path, 'damaged');
		await vi.waitFor(() => expect(second?.isIntact()).toBe(false));
	});
});
