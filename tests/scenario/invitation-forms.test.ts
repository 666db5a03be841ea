import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readEnv } from '../../src/lib/server/env.ts';
import { commandLine } from '../../src/lib/server/on-record.ts';
import { closeSite, openSite } from '../../src/lib/server/site.ts';
import type { Site } from '../../src/lib/server/site.ts';
import { countBallots } from '../../src/lib/server/storage/index.ts';
import { closeWave } from '../../src/lib/server/workflows/close-wave.ts';
import { samplePageOf } from '../../src/lib/server/workflows/fieldwork/sample/index.ts';
import { tokenOf } from '../../src/lib/server/workflows/fieldwork/token.ts';
import { openWave } from '../../src/lib/server/workflows/open-wave.ts';
import type { Wave } from '../../src/lib/core/fieldwork/index.ts';
import { answer, choosing, formClient, formOf } from '../clients/form-client.ts';
import type { FormClient, Page } from '../clients/form-client.ts';
import { startServer } from '../clients/server.ts';
import type { RunningServer } from '../clients/server.ts';

const survey = 'counterfeit-goods';

describe('an invitation by forms alone', () => {
	let server: RunningServer;
	let site: Site;
	let wave: Wave;
	let staff: FormClient;
	let sample = '';
	/** Addresses of the links of Ann, Bob and Cat. */
	let links: string[] = [];

	beforeAll(async () => {
		server = await startServer();
		const read = readEnv({ SOUNDINGS_DATA: server.data, SOUNDINGS_LOG_LEVEL: 'silent' });
		const opened = read.kind === 'invalid' ? undefined : await openSite(read.env);
		if (opened?.kind !== 'opened') throw new Error('the data cannot be opened');
		({ site } = opened);
		staff = formClient(server.origin);
		const setUp = new URL(/\S+\/set-up\/\S+/.exec(server.said())?.[0] ?? '').pathname;
		await staff.post(setUp, [
			['name', 'First'],
			['email', 'first@example.org'],
			['password', 'marigold tractor eleven quay'],
		]);
		await closeWave(site, { actor: commandLine, survey });
		const invited = { identityMode: 'anonymous-with-token', sampleType: 'partner-list' } as const;
		const begun = await openWave(site, { actor: commandLine, survey, ...invited });
		if (begun.kind !== 'opened') throw new Error(begun.kind);
		({ wave } = begun);
		sample = `/fieldwork/${survey}/${wave.id}/sample`;
	}, 60_000);
	afterAll(async () => {
		staff.close();
		await closeSite(site);
		await server.stop();
	});

	it('goes to people of a file that is looked at before it is brought in', async () => {
		expect((await staff.get(sample)).html).toContain('Nobody is in the sample yet');
		const text =
			'email,name,region\nann@example.org,Ann <b>,North\nbob@example.org,Bob,South\ncat@example.org,Cat,South';
		const sent = [
			['fileName', 'people.csv'],
			['text', text],
		] as const;
		const looked = await staff.post(`${sample}?/preview`, sent);
		expect(looked.status).toBe(200);
		expect(looked.html).toContain('Bring in 3 people');
		expect(looked.html).toContain('Nothing of “people.csv” is stored yet');
		const roles = ['email', 'name', 'stratum'].map((role, at) => [`role-${at}`, role] as const);
		const brought = await staff.post(`${sample}?/bring`, [...sent, ...roles]);
		expect(brought.status).toBe(303);
		const listed = await staff.get(sample);
		expect(listed.html).toContain('region: South');
		expect(listed.html).not.toContain('Ann <b>');
		const page = await samplePageOf(site, { survey, wave: wave.id });
		links = (page?.members ?? []).map(({ place }) => `/i/${tokenOf(site, { wave: wave.id, place })}`);
		expect(links).toHaveLength(3);
		const wrong = await staff.post(`${sample}?/preview`, [sent[0], ['text', 'email\nnobody']]);
		expect(wrong.html).toContain('“nobody” is no e-mail address');
	});

	it('is walked from its link to Thank you, and looked at by machines without anything happening', async () => {
		const [link = ''] = links;
		const machine = formClient(server.origin);
		for (const path of ['', '/decline', '/opt-out', '/1', '/check', '/thanks', '/resume'])
			await machine.get(link + path);
		expect(machine.cookies()).toBe('');
		machine.close();
		const client = formClient(server.origin);
		const pages: Page[] = [await client.get(link)];
		expect(pages[0]?.html).toContain('lets you answer once');
		for (let count = 0; count < 120; count++) {
			const page = pages.at(-1);
			if (page === undefined || formOf(page) === undefined) break;
			if (count === 3) pages.splice(-1, 0, await client.get(`${link}/save`), await client.get(`${link}/resume`));
			pages.push((await answer(client, page, choosing(0))).next);
		}
		expect(pages.at(-1)?.html).toContain('Thank you');
		expect(pages.map(({ status }) => status)).toEqual(pages.map(() => 200));
		for (const { html, path } of pages.slice(0, -1)) {
			for (const way of ['opt-out', 'decline']) expect(html, path).toContain(`href="${link}/${way}"`);
		}
		for (const { html, path } of pages) {
			expect(html.match(/<form\b[^>]*method="post"/gi)?.length ?? 0, path).toBeLessThan(2);
			expect(/<title>(.*?)<\/title>/s.exec(html)?.[1], path).not.toMatch(/counterfeit/i);
		}
		expect(await countBallots(site.storage.reader, { wave: wave.id })).toBe(1);
		expect((await client.get(link)).location).toBe(`${link}/thanks`);
		const other = formClient(server.origin);
		const used = await other.get(link);
		expect([used.status, used.html.includes('this link has been used')]).toEqual([410, true]);
		expect((await other.get(`/s/${survey}`)).status).toBe(403);
		other.close();
		client.close();
	}, 60_000);

	it('is declined on a page of its own, and ended for good by one click of a mail program', async () => {
		const client = formClient(server.origin);
		const [, declined = '', gone = ''] = links;
		expect((await client.get(`${declined}/decline`)).html).toContain('Do you want to take no part?');
		expect((await client.post(`${declined}/decline`, [])).html).toContain('Thank you for telling us');
		expect((await client.get(declined)).status).toBe(410);
		const clicked = await client.post(`${gone}/opt-out`, [['List-Unsubscribe', 'One-Click']]);
		expect([clicked.status, clicked.html.includes('You will get no more invitations')]).toEqual([200, true]);
		expect((await client.get(gone)).status).toBe(410);
		expect((await staff.get(`${sample}?state=opted-out`)).html).not.toContain('cat@example.org');
		client.close();
	});

	it('has its guesses counted: after twenty in a minute there is a wait', async () => {
		const client = formClient(server.origin);
		const guesses: number[] = [];
		for (let guess = 0; guess < 21; guess++)
			guesses.push((await client.get(`/i/${String(guess).padStart(32, '0')}`)).status);
		expect(guesses[0]).toBe(404);
		expect(guesses.at(-1)).toBe(429);
		client.close();
	});
});
