import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { commandLine } from '../../src/lib/server/on-record.ts';
import { bringInSample, previewSample, samplePageOf } from '../../src/lib/server/workflows/fieldwork/sample/index.ts';
import { shownPreview } from '../../src/lib/ui/fieldwork/sample/shown-preview.ts';
import { sentSample } from '../../src/routes/(staff)/fieldwork/[survey]/[wave]/sample/sent-sample.ts';
import { typed, workbook } from '../unit/exchange/workbooks.ts';
import { invitedWave } from './invited.ts';
import { routed } from './instruments/routed.ts';
import { openTestSite } from './site.ts';

const people = new Uint8Array(readFileSync(new URL('../fixtures/xlsx/people.xlsx', import.meta.url)));

/** A workbook as a browser sends it in the form of the page. */
async function sent(bytes: Uint8Array, fields: Readonly<Record<string, string>> = {}) {
	const body = new FormData();
	body.set('file', new File([new Uint8Array(bytes)], 'people.xlsx'));
	for (const [name, value] of Object.entries(fields)) body.set(name, value);
	const request = new Request('http://localhost/', { method: 'POST', body });
	return sentSample({ request, platform: undefined });
}

it('a sheet of a workbook is looked at and brought in as a CSV is, leading zeros and days as its cells show them', async () => {
	const at = await openTestSite();
	const { wave } = await invitedWave(at, { instrument: routed, mode: 'panel', invitees: [] });
	const where = { survey: wave.survey, wave: wave.id };
	const file = await sent(people, { sheet: 'People' });
	if (file.kind !== 'sent') throw new Error(file.words);
	const preview = await previewSample(at.site, { ...where, text: file.text });
	expect(preview).toMatchObject({ kind: 'preview', wrong: 0, counts: { new: 3 } });
	if (preview.kind !== 'preview') return;
	const shown = shownPreview(preview, file);
	expect(shown).toMatchObject({ sheet: 'People', others: ['Notes'] });
	const again = { ...where, text: shown.text, roles: shown.columns.map(({ role }) => role) };
	expect(await bringInSample(at.site, { ...again, actor: commandLine, fileName: shown.fileName })).toEqual({
		kind: 'brought-in',
		members: 3,
	});
	const members = (await samplePageOf(at.site, where))?.members ?? [];
	expect(members.find(({ email }) => email === 'ann@example.org')).toMatchObject({
		name: 'Ann Mac"Quote',
		strata: { Code: '00123', Joined: '01/05/2024', Region: 'North', Share: '12.5%' },
	});
	expect(members.map(({ name }) => name)).toContain('Bob, of Two lines');
});

it('what is wrong in a sheet is named by its cell', async () => {
	const at = await openTestSite();
	const { wave } = await invitedWave(at, { instrument: routed, mode: 'panel', invitees: [] });
	const bytes = workbook(
		`<row r="1">${typed('A1', 'Name')}${typed('B1', 'Email')}${typed('C1', 'Language')}</row>` +
			`<row r="9">${typed('A9', 'Ann')}${typed('B9', 'ann(at)example.org')}${typed('C9', 'xx')}</row>`,
	);
	const file = await sent(bytes);
	if (file.kind !== 'sent') throw new Error(file.words);
	const preview = await previewSample(at.site, { survey: wave.survey, wave: wave.id, text: file.text });
	if (preview.kind !== 'preview') throw new Error(preview.kind);
	expect(shownPreview(preview, file).problems).toMatchObject([{ where: 'Cells B9 and C9' }]);
});

it.each([
	['an old workbook', Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1), /\.xls\)/],
	['one with macros', workbook('', { 'xl/vbaProject.bin': '' }), /macros/],
	['one with an error in it', workbook('<row r="2"><c r="D2" t="e"><v>#REF!</v></c></row>'), /D2.*“People”.*#REF!/],
	[
		'one with 100,000 rows',
		workbook(Array.from({ length: 100_000 }, (_, k) => `<row r="${k + 1}"><c><v>1</v></c></row>`).join('')),
		/more than 50,000 rows/,
	],
])('%s is refused in words that say what to do', async (_, bytes, words) => {
	expect(await sent(bytes)).toMatchObject({ kind: 'not-sent', words: expect.stringMatching(words) });
});

it('a sheet that is not there is answered with those that are', async () => {
	expect(await sent(people, { sheet: 'Nobody' })).toEqual({
		kind: 'not-sent',
		words: 'The workbook has no such sheet. It has: Notes, People.',
	});
});
