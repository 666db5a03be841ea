import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { listSurveys } from '../../../src/lib/server/workflows/list-surveys.ts';
import { loadSurveys } from '../../../src/lib/server/workflows/load-surveys.ts';
import { choice, tiny } from '../../scenario/instruments/tiny.ts';
import { openTestSite } from '../../scenario/site.ts';

async function folderWith(files: Record<string, unknown>) {
	const folder = mkdtempSync(join(tmpdir(), 'soundings-surveys-'));
	onTestFinished(() => rmSync(folder, { recursive: true }));
	const write = (name: string, content: unknown) => {
		mkdirSync(join(folder, name, '..'), { recursive: true });
		writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
	};
	for (const [name, content] of Object.entries(files)) write(name, content);
	const { site } = await openTestSite();
	return { folder, write, site, load: () => loadSurveys(site, { folder }) };
}

const first = tiny('tiny', [choice('one')]);
const second = { ...first, version: 2 };

describe('loading surveys', () => {
	it('stores the versions that are new, and only those', async () => {
		const { site, write, load } = await folderWith({ 'tiny/v1.json': first, 'tiny/notes.txt': 'no instrument' });
		expect(await load()).toEqual({ kind: 'loaded', added: 1 });
		write('tiny/v2.json', second);
		expect(await load()).toEqual({ kind: 'loaded', added: 1 });
		expect(await load()).toEqual({ kind: 'loaded', added: 0 });
		expect(await listSurveys(site)).toMatchObject([{ survey: 'tiny', versions: [1, 2], instrument: { version: 2 } }]);
	});

	it('takes a file as the same whatever its spacing, the order of its keys and the schema it names', async () => {
		const { write, load } = await folderWith({ 'tiny/v1.json': first });
		await load();
		const turned = Object.fromEntries(Object.entries(first).reverse());
		write('tiny/v1.json', JSON.stringify({ $schema: '../instrument.schema.json', ...turned }, undefined, '\t'));
		expect(await load()).toEqual({ kind: 'loaded', added: 0 });
	});

	it('refuses a published version that has changed, and says what to do', async () => {
		const { folder, write, load } = await folderWith({ 'tiny/v1.json': first });
		await load();
		write('tiny/v1.json', { ...first, title: { en: 'Another title' } });
		expect(await load()).toEqual({
			kind: 'refused',
			lines: [
				`${folder}/tiny/v1.json differs from version 1 of tiny as it was published here. Put the file back as it was and make a version 2.`,
			],
		});
	});

	it('names every file at fault and stores none', async () => {
		const { site, folder, load } = await folderWith({
			'tiny/v1.json': first,
			'tiny/v3.json': second,
			'other/v1.json': '{ "survey": ',
			'third/v1.json': { survey: 'third' },
		});
		const refused = await load();
		expect(refused.kind).toBe('refused');
		if (refused.kind !== 'refused') return;
		expect(refused.lines).toHaveLength(3);
		expect(refused.lines[0]).toContain(`${folder}/other/v1.json is not JSON`);
		expect(refused.lines[1]).toContain(`${folder}/third/v1.json is not an instrument: version`);
		expect(refused.lines[2]).toBe(`${folder}/tiny/v3.json holds version 2 of tiny; its name says tiny/v3.`);
		expect(await listSurveys(site)).toEqual([]);
	});
});
