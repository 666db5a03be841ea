import { expect, it } from 'vitest';
import { commandLine } from '../../src/lib/server/on-record.ts';
import {
	bounceAddresses,
	countMemberStates,
	countToInvite,
	listAudit,
	listLetters,
	planReminders,
} from '../../src/lib/server/storage/index.ts';
import type { LetterFilter } from '../../src/lib/server/storage/index.ts';
import { optOutByInvitation } from '../../src/lib/server/workflows/fieldwork/leave-sample.ts';
import {
	lettersPageOf,
	lettersToPrint,
	makeLettersFor,
	takeBackLetterRun,
} from '../../src/lib/server/workflows/fieldwork/letters/index.ts';
import type { PrintedLetter } from '../../src/lib/server/workflows/fieldwork/letters/index.ts';
import { typedToken } from '../../src/lib/server/workflows/fieldwork/token.ts';
import { invitedBy } from '../../src/lib/server/workflows/interview/invited-fieldwork.ts';
import { interview, invitedWave } from './invited.ts';
import { routed } from './instruments/routed.ts';
import { openTestSite } from './site.ts';

const actor = commandLine;
const everybody: LetterFilter = { to: 'not-written', file: null, group: null };
const answers = { use: '2', next_year: '1' };
const day = 24 * 60 * 60 * 1000;

const people = [
	{ email: 'ann@example.org', name: 'Ann', sector: 'Retail', strata: { region: 'North' } },
	{ name: 'Bob', organisation: 'Bob & <Co>', strata: { region: 'South' } },
	{ email: 'cat@example.org', name: 'Cat', language: 'gd', strata: { region: 'North' } },
	{ email: 'dan@example.org', name: 'Dan', strata: { region: 'South' } },
];

async function openLetters() {
	const at = await openTestSite();
	const { wave, holders } = await invitedWave(at, { instrument: routed, mode: 'panel', invitees: people });
	const where = { survey: wave.survey, wave: wave.id };
	const make = (filter: Partial<LetterFilter> = {}) =>
		makeLettersFor(at.site, { actor, ...where, filter: { ...everybody, ...filter } });
	const print = async (run: Date) => {
		const found = await lettersToPrint(at.site, { ...where, what: { run } });
		const letters: PrintedLetter[] = [];
		for await (const letter of found?.letters ?? []) letters.push(letter);
		return letters;
	};
	return { at, wave, holders, where, make, print };
}

async function made(making: ReturnType<Awaited<ReturnType<typeof openLetters>>['make']>) {
	const done = await making;
	if (done.kind !== 'made') throw new Error(done.kind);
	return done;
}

it('everybody who can be asked gets a letter in their language, with a link of their own that can be typed', async () => {
	const { at, make, print, holders } = await openLetters();
	const run = await made(make());
	expect(run.letters).toBe(4);
	const letters = await print(run.at);
	expect(letters.map(({ name, language }) => [name, language]).toSorted()).toEqual([
		['Ann', 'en'],
		['Bob', 'en'],
		['Cat', 'gd'],
		['Dan', 'en'],
	]);
	expect(new Set(letters.map(({ link }) => link)).size).toBe(4);
	for (const { name, link, text, qr } of letters) {
		expect(text.split(link), 'the link stands in the letter once').toHaveLength(2);
		expect(text).toContain(name);
		const typed = link.slice(link.indexOf('/i/') + 3);
		expect(typed).toMatch(/^(?:[0-9a-z]{4}-){7}[0-9a-z]{4}$/);
		// As people type: in capitals, with spaces for hyphens and letters that look like digits.
		const clumsy = typed.toUpperCase().replaceAll('-', ' ').replaceAll('0', 'O').replaceAll('1', 'l');
		expect((await invitedBy(at.site, { token: clumsy }))?.member.name).toBe(name);
		expect(holders.map(({ token }) => token)).toContain(typedToken(clumsy));
		expect(qr.size).toBeLessThanOrEqual(37);
	}
});

it('a letter is an invitation: no e-mail follows it but reminders, to those alone who have not answered', async () => {
	const { at, wave, holders, make, where } = await openLetters();
	const { reader, writer } = at.site.storage;
	expect(await countToInvite(reader, { wave: wave.id })).toBe(3);
	await make();
	expect(await countToInvite(reader, { wave: wave.id })).toBe(0);
	const [ann] = holders;
	if (ann === undefined) throw new Error('there is Ann');
	await interview(at, routed, { holder: ann, answers });
	const now = new Date(at.site.clock.now().getTime() + 8 * day);
	expect(await planReminders(writer, { wave: wave.id, days: [7], now }), 'Cat and Dan; Bob has no address').toBe(2);
	expect(await lettersPageOf(at.site, { ...where, filter: everybody })).toMatchObject({
		count: 0,
		noLetters: 'nobody',
	});
	const again = { ...everybody, to: 'not-answered' as const };
	expect(await lettersPageOf(at.site, { ...where, filter: again })).toMatchObject({ count: 3, noLetters: null });
	expect(await made(make(again))).toMatchObject({ letters: 3 });
	expect((await countMemberStates(reader, { wave: wave.id })).ready, 'AAPOR: nobody is reached by a letter alone').toBe(
		3,
	);
});

it('who opted out or has answered since gets none, and who has e-mail that came back gets one', async () => {
	const { at, wave, holders, make, print } = await openLetters();
	const { writer } = at.site.storage;
	const [ann, , cat] = holders;
	if (ann === undefined || cat === undefined) throw new Error('they are there');
	await optOutByInvitation(at.site, { token: cat.token, from: 'all' });
	await bounceAddresses(writer, { wave: wave.id, addresses: ['dan@example.org'], now: at.site.clock.now() });
	const run = await made(make());
	expect(run.letters).toBe(3);
	await interview(at, routed, { holder: ann, answers });
	expect((await print(run.at)).map(({ name }) => name).toSorted()).toEqual(['Bob', 'Dan']);
	await bounceAddresses(writer, { wave: wave.id, addresses: ['dan@example.org'], now: at.site.clock.now() });
	expect(await print(run.at), 'mail that comes back is no letter that did').toHaveLength(2);
});

it('letters are made of one group, and taken back as long as they were not posted', async () => {
	const { at, where, make, print } = await openLetters();
	const north = await made(make({ group: { column: 'region', value: 'North' } }));
	expect((await print(north.at)).map(({ name }) => name).toSorted()).toEqual(['Ann', 'Cat']);
	at.goTo('2026-03-03');
	const retail = await make({ group: { column: 'sector', value: 'Retail' } });
	expect(retail).toEqual({ kind: 'none', why: 'nobody' });
	expect(await takeBackLetterRun(at.site, { actor, ...where, at: north.at })).toBe(2);
	expect(await lettersPageOf(at.site, { ...where, filter: everybody })).toMatchObject({ count: 4, runs: [] });
	expect(await make({ group: { column: 'sector', value: 'Retail' } })).toMatchObject({ kind: 'made', letters: 1 });
	expect(await takeBackLetterRun(at.site, { actor, ...where, at: north.at }), 'of another time none').toBe(0);
});

it('there are no letters in an open link, and none with words that do not fit', async () => {
	const at = await openTestSite();
	const { wave } = await invitedWave(at, { instrument: routed, mode: 'anonymous', invitees: [] });
	const where = { survey: wave.survey, wave: wave.id };
	expect(await makeLettersFor(at.site, { actor, ...where, filter: everybody })).toEqual({
		kind: 'none',
		why: 'open-link',
	});
	expect(await lettersToPrint(at.site, { ...where, what: { trial: 'en' } })).toBeUndefined();
});

it('neither the log nor the database holds a token or a name that was put on a letter', async () => {
	const { at, make, print, holders, wave } = await openLetters();
	const run = await made(make());
	await print(run.at);
	const entries = JSON.stringify(await listAudit(at.site.storage.reader, { limit: 100 }));
	expect(entries).toContain('letters.made');
	expect(entries).not.toMatch(/Ann|Retail|North|example\.org/);
	const rows = await listLetters(at.site.storage.reader, { wave: wave.id, at: run.at, from: 0, most: 10 });
	const stored = JSON.stringify(rows.map((row) => ({ ...row, token: row.token?.toString('latin1') }))) + entries;
	for (const { token } of holders) expect(stored).not.toContain(token);
});

it('two thousand letters, of many batches, come one after the other', { timeout: 60_000 }, async () => {
	const at = await openTestSite();
	const invitees = Array.from({ length: 2_000 }, (_, k) => ({ name: `Person ${k}` }));
	const { wave } = await invitedWave(at, { instrument: routed, mode: 'panel', invitees });
	const where = { survey: wave.survey, wave: wave.id };
	const run = await made(makeLettersFor(at.site, { actor, ...where, filter: everybody }));
	const found = await lettersToPrint(at.site, { ...where, what: { run: run.at } });
	const seen = new Set<string>();
	for await (const { link } of found?.letters ?? []) seen.add(link);
	expect(seen.size).toBe(2_000);
});
