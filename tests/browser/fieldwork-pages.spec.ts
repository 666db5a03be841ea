import type { Page } from '@playwright/test';
import { test, type Fielded } from './fielded.ts';
import { expect, expectContrast, expectGood, expectNoSidewaysScroll } from './fixtures.ts';
import { actAs, post } from './people.ts';

const survey = '/fieldwork/market-days';
type Who = keyof Fielded['people'];

test('every page of fieldwork is good on a phone, in light and in dark', async ({ page, fielded }) => {
	test.slow();
	await page.setViewportSize({ width: 360, height: 740 });
	await actAs(page.context(), fielded.server(), fielded.people.manager);
	const visit = (paths: readonly string[]) => lookAt(page, fielded.server().origin, paths);
	const wave = await planned(fielded);
	await visit(['/fieldwork', survey, `${survey}/quality`, wave, `${wave}/plan`, `${wave}/sample`]);
	await open(fielded, wave);
	await visit(['', '/sample', '/messages', '/messages/invitation/en', '/monitor'].map((path) => wave + path));
	await typed(fielded, wave);
	const paper = ['/paper', '/paper/2', '/paper/1/compare', '/paper/print', '/paper/print?style=easy', '/quality'];
	await visit(paper.map((path) => wave + path));
});

/** Axe and no sideways scroll in light; in the dark the contrast, which is all that changes. */
async function lookAt(page: Page, origin: string, paths: readonly string[]): Promise<void> {
	for (const path of paths) {
		await test.step(path, async () => {
			await page.emulateMedia({ colorScheme: 'light' });
			expect((await page.goto(origin + path))?.status()).toBe(200);
			await expectGood(page);
			await page.emulateMedia({ colorScheme: 'dark' });
			await expectContrast(page);
			await expectNoSidewaysScroll(page);
		});
	}
}

/** Posts a form as the manager; the address that it leads to. */
async function sent(
	{ server, people }: Fielded,
	path: string,
	fields: Record<string, string> | string[][],
	who: Who = 'manager',
): Promise<string> {
	const answered = await post(server(), path, fields, people[who]);
	expect(answered.status, path).toBe(303);
	return answered.headers.get('location') ?? '';
}

async function shown({ server, people }: Fielded, path: string, who: Who = 'manager'): Promise<string> {
	const answered = await fetch(server().origin + path, { headers: { cookie: people[who].join('; ') } });
	return answered.text();
}

/** Plans a wave by invitation, on the web and on paper, with a sample. */
async function planned(fielded: Fielded): Promise<string> {
	const plan = await sent(fielded, `${survey}?/plan`, {});
	const wave = plan.replace(/\/plan$/, '');
	await sent(fielded, `${plan}?/save`, [
		...[
			['label', 'Spring'],
			['instrumentVersion', '1'],
			['languages', 'en'],
			['timeZone', 'Europe/London'],
		],
		...[
			['identityMode', 'anonymous-with-token'],
			['sampleType', 'partner-list'],
			['modes', 'web'],
			['modes', 'paper'],
		],
	]);
	const rows = Array.from({ length: 30 }, (_, k) => `person-${k}@example.net,Person ${k},${k % 2 ? 'North' : 'South'}`);
	await sent(fielded, `${wave}/sample?/bring`, [
		...[
			['fileName', 'people.csv'],
			['text', ['email,name,region', ...rows].join('\n')],
		],
		...[
			['role-0', 'email'],
			['role-1', 'name'],
			['role-2', 'stratum'],
		],
	]);
	return wave;
}

async function open(fielded: Fielded, wave: string): Promise<void> {
	const addresses = new Set((await shown(fielded, survey)).match(/\/fieldwork\/market-days\/market-days\.\w+/g));
	for (const other of addresses) if (other !== wave) await sent(fielded, `${other}?/step`, { step: 'close' });
	await sent(fielded, `${wave}?/step`, { step: 'open', reason: 'To look at it' });
	await sent(fielded, `${wave}/messages?/send`, { sure: 'yes' });
}

/** One form that two people typed differently, and one begun. */
async function typed(fielded: Fielded, wave: string): Promise<void> {
	const answers = {
		'typed.consent': '1',
		'typed.trust.police': '1',
		'typed.trust.council': '2',
		'typed.wish': 'Light',
	};
	const form = { layout: 'A', language: 'en' };
	for (const [who, offered] of [
		['manager', '1'],
		['colleague', '2'],
	] as const) {
		const at = await sent(fielded, `${wave}/paper?/start`, { ...form, number: '1' }, who);
		const revision = /name="revision" value="(\d+)"/.exec(await shown(fielded, at, who))?.[1] ?? '';
		await sent(fielded, `${at}?/save`, { ...answers, 'typed.offered': offered, revision, do: 'finish' }, who);
	}
	await sent(fielded, `${wave}/paper?/start`, { ...form, number: '2' });
}
