import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answer, choosing, formClient, formOf } from '../clients/form-client.ts';
import type { FormClient, Page } from '../clients/form-client.ts';
import { startServer } from '../clients/server.ts';
import type { RunningServer } from '../clients/server.ts';

const password = 'marigold tractor eleven quay';
const hostile = '=HYPERLINK("x") <script>alert(1)</script>';

describe('a pilot by forms alone', () => {
	let server: RunningServer;
	let staff: FormClient;
	/** Addresses: of the draft in the studio, of the pilot's page there, and of its link. */
	let draft = '';
	let pilot = '';
	let link = '';

	beforeAll(async () => {
		server = await startServer();
		staff = formClient(server.origin);
		const setUp = new URL(/\S+\/set-up\/\S+/.exec(server.said())?.[0] ?? '').pathname;
		await staff.post(setUp, [
			['name', 'First'],
			['email', 'first@example.org'],
			['password', password],
		]);
		const started = await staff.post('/author?/start', [
			['survey', 'counterfeit-goods'],
			['version', '2'],
		]);
		draft = started.location ?? 'no draft was started';
	}, 60_000);
	afterAll(async () => {
		staff.close();
		await server.stop();
	});

	it('is started in the studio and has a link with its QR code', async () => {
		expect((await staff.get(`${draft}/pilot`)).html).toContain('There is none yet');
		const started = await staff.post(`${draft}/pilot?/start`, [
			['source', 'draft'],
			['label', 'With colleagues'],
			['language', 'en'],
			['language', 'gd'],
			['closesOn', '2099-12-31'],
		]);
		expect(started.status).toBe(303);
		pilot = started.location ?? '';
		const shown = await staff.get(pilot);
		link = new URL(/<code>(http[^<]+\/pilot\/[\w-]{22})<\/code>/.exec(shown.html)?.[1] ?? '').pathname;
		expect(shown.html).toContain('QR code');
		expect((await staff.get(`${draft}/pilot`)).html).toContain('With colleagues');
	});

	it('says why not where a field is wrong, and keeps what was typed', async () => {
		const refused = await staff.post(`${draft}/pilot?/start`, [
			['source', 'draft'],
			['label', 'Yesterday'],
			['language', 'en'],
			['closesOn', '2020-01-01'],
		]);
		expect(refused.status).toBe(400);
		expect(refused.html).toContain('The last day has passed');
		expect(refused.html).toContain('value="Yesterday"');
	});

	it('is walked from its link to Thank you with a comment on each page, every page marked, none with a telling title', async () => {
		const client = formClient(server.origin);
		const pages: Page[] = [await client.get(link)];
		for (let count = 0; count < 120; count++) {
			const page = pages.at(-1);
			if (page === undefined || formOf(page) === undefined) break;
			pages.push((await answer(client, page, commenting('Clear enough'))).next);
		}
		const last = pages.at(-1);
		expect(last?.html).toContain('Thank you');
		expect(last?.html).toContain('Your comment has been kept');
		expect(pages.map(({ status }) => status)).toEqual(pages.map(() => 200));
		for (const { html, path } of pages) {
			expect(html, path).toContain('Pilot – a test of the questionnaire');
			expect(/<title>(.*?)<\/title>/s.exec(html)?.[1], path).not.toMatch(/pilot|counterfeit/i);
			expect(html.match(/<form\b[^>]*method="post"/gi)?.length ?? 0, path).toBeLessThan(2);
		}
		expect(client.cookies()).toMatch(/^sounding-pilot_counterfeit-goods=\w{20}$/);
		client.close();
	}, 60_000);

	it('keeps a comment beside an answer that is sent back, once, and refuses one that is too long', async () => {
		const client = formClient(server.origin);
		const { next: first } = await answer(client, await client.get(link), choosing(0));
		const form = formOf(first);
		if (form === undefined) throw new Error('the first page has no form');
		const sent = [...form.hidden, ['_comment', hostile]] as const;
		for (let time = 0; time < 2; time++) {
			const back = await client.post(first.path, sent);
			expect(back.status).toBe(422);
			expect(back.html).toContain('Your comment has been kept');
			expect(back.html).not.toContain('<script>alert');
		}
		const long = await client.post(first.path, [...form.hidden, ['_comment', 'x'.repeat(3000)]]);
		expect(long.status).toBe(422);
		expect(long.html).toContain('2,000 characters');
		client.close();
	});

	it('shows its authors how far testers got and what they wrote, as words and never as markup or a formula', async () => {
		const { html } = await staff.get(pilot);
		expect(html).toContain('2 interviews started, 1 completed');
		expect(html).toContain('&lt;script>alert(1)');
		expect(html).not.toContain('<script>alert');
		expect(html).toContain('On the whole questionnaire');
		const csv = await staff.get(`${pilot}/comments.csv`);
		const rows = csv.html.trim().split('\n');
		expect(rows[0]).toContain('pilot,question,question_text,language,day,comment,resolved_by,resolved_on');
		expect(rows.filter((row) => row.includes('HYPERLINK'))).toHaveLength(1);
		expect(csv.html).toContain(`"'=HYPERLINK(""x"") <script>alert(1)</script>"`);
		const question = /,([a-z]\w*),[^\n]*HYPERLINK/.exec(csv.html)?.[1] ?? '';
		const studio = await staff.get(`${draft}/question/${question}`);
		expect(studio.html).toContain('Comments of testers');
		const [, mark = ''] = /name="mark" value="([^"]+ resolved)"/.exec(studio.html) ?? [];
		const marked = await staff.post(`${draft}/question/${question}?/mark`, [
			['revision', '0'],
			['mark', mark],
		]);
		expect(marked.html).toContain('1 dealt with');
		expect(marked.html).toContain('Dealt with: First');
	});

	it('answers 410 in words once it is closed, and 404 to a link that was never given', async () => {
		expect((await staff.post(`${pilot}?/close`, [])).status).toBe(303);
		const client = formClient(server.origin);
		for (const path of [link, `${link}/1`, `${link}/check`, `${link}/resume`]) {
			const closed = await client.get(path);
			expect(closed.status, path).toBe(410);
			expect(closed.html, path).toContain('This pilot has closed');
		}
		const unknown = link.replace(/.{4}$/, 'AAAA');
		expect((await client.get(unknown)).status).toBe(404);
		client.close();
	});

	it('has its guesses of links counted: after twenty in a minute there is a wait, for right ones too', async () => {
		const client = formClient(server.origin);
		const guesses = await Promise.all(
			Array.from({ length: 20 }, (_, at) => client.get(link.replace(/.{4}$/, `A${String(at).padStart(3, '0')}`))),
		);
		expect(guesses.map(({ status }) => status)).toContain(429);
		expect((await client.get(link)).status).toBe(429);
		client.close();
	});

	it('is deleted with its answers, after which nothing is at its address', async () => {
		const deleted = await staff.post(`${pilot}?/delete`, []);
		expect(deleted.location).toBe(`${draft}/pilot`);
		expect((await staff.get(pilot)).status).toBe(404);
		expect((await staff.get('/admin/audit')).html).toContain('deleted, with its answers and comments,');
	});
});

/** The first answers, each with the same comment. */
function commenting(words: string) {
	return (form: NonNullable<ReturnType<typeof formOf>>) =>
		choosing(0)(form).map(([name, value]) => [name, name === '_comment' ? words : value] as const);
}
