import { rmSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { beforeAll, expect, it, onTestFinished, vi } from 'vitest';
import { ensureBuilt } from '../../src/cli/ready.mjs';
import { formClient, formOf } from '../clients/form-client.ts';
import type { FormClient, Page } from '../clients/form-client.ts';
import { startServer } from '../clients/server.ts';
import type { RunningServer } from '../clients/server.ts';

const survey = 'six-numbers';
const respondents = 24;

/** What is killed, how often; of a server with workers it can be one of them, and the server goes on. */
const killings = [
	{ what: 'the server', workers: 1, rounds: 5 },
	{ what: 'the server with its two workers', workers: 2, rounds: 2 },
	{ what: 'one of two workers', workers: 2, rounds: 3 },
] as const;

/** One interview as its client knows it: what the server acknowledged with a redirect, and what was still on the way. */
interface Known {
	readonly client: FormClient;
	path: string;
	readonly acknowledged: Map<string, string>;
	readonly unanswered: Map<string, string[]>;
	completed: boolean;
}

let drawn = 0;

/** Every number in the whole test is another, so that an answer says whose it is. */
function freshNumber(): string {
	return String(100_000 + ++drawn);
}

beforeAll(ensureBuilt, 300_000);

it.each(killings)(
	'loses no acknowledged page and doubles none when $what is killed $rounds times under load',
	async ({ what, workers, rounds }) => {
		const env = { SOUNDINGS_WORKERS: String(workers) };
		let server = await startServer({ surveys: 'tests/storage/surveys', env });
		await untilListening(server, workers);
		const { data } = server;
		onTestFinished(async () => {
			await server.kill('SIGKILL');
			rmSync(data, { recursive: true, force: true });
		});
		const port = Number(new URL(server.origin).port);
		const open = new Set<Known>();
		const all: Known[] = [];
		const begin = (): Known => {
			const known = {
				client: formClient(server.origin),
				path: `/s/${survey}`,
				acknowledged: new Map<string, string>(),
				unanswered: new Map<string, string[]>(),
				completed: false,
			};
			open.add(known);
			all.push(known);
			return known;
		};
		for (let count = 0; count < respondents; count++) begin();

		let posts = 0;
		let stopping = false;
		for (let round = 0; round < rounds; round++) {
			stopping = false;
			const answering = Promise.allSettled(
				[...open].map(async (known) => {
					for (let one = known; !stopping; one = one.completed ? begin() : one) {
						while (!one.completed && !stopping) {
							await goOn(one);
							posts++;
						}
						if (one.completed) open.delete(one);
					}
				}),
			);
			// At any moment after everybody has had an answer.
			const enough = posts + respondents * (1 + Math.random() * 2);
			await vi.waitUntil(() => posts > enough, { timeout: 60_000, interval: 5 });
			if (what === 'one of two workers') {
				stopping = true;
				const both = server.workers();
				expect(both).toHaveLength(2);
				process.kill(both[round % 2] ?? 0, 'SIGKILL');
				await settled(answering);
				await untilListening(server, workers + round + 1);
			} else {
				await server.kill('SIGKILL');
				await settled(answering);
				expect(integrityOf(data)).toBe('ok');
				server = await startServer({ surveys: 'tests/storage/surveys', env, data, port });
			}
			for (const known of open) await expectAcknowledged(known);
		}
		// The interviews that are still open are ended, now in peace.
		for (const known of open) while (!known.completed) await goOn(known);
		expect(await server.kill('SIGTERM')).toBe(0);
		for (const { client } of all) client.close();

		expect(posts).toBeGreaterThan(rounds * respondents);
		expectResponses(data, all);
	},
	120_000,
);

/** So many workers have begun to listen, those counted that are gone. */
async function untilListening(server: RunningServer, count: number): Promise<void> {
	const heard = () => server.said().match(/^Listening on/gm)?.length ?? 0;
	await vi.waitUntil(() => heard() >= count, { timeout: 30_000, interval: 20 });
}

/** A request that was on its way to what was killed is the only thing that may fail. */
async function settled(answering: Promise<readonly PromiseSettledResult<void>[]>): Promise<void> {
	for (const end of await answering) {
		if (end.status === 'rejected') expect(String(end.reason)).toMatch(/ECONN|socket hang up/);
	}
}

/** One step: opens the page where the interview stands and posts its form. Throws when the server is gone. */
async function goOn(known: Known): Promise<void> {
	const page = await arrive(known);
	const form = formOf(page);
	if (form === undefined) throw new Error(`${page.path} (${page.status}) has no form`);
	const field = [...form.choices.keys()].find((name) => /^number_\d$/.test(name));
	const value = freshNumber();
	const completing = page.path.endsWith('/check');
	if (field !== undefined) known.unanswered.set(field, [...(known.unanswered.get(field) ?? []), value]);
	const fields = field === undefined ? form.hidden : [...form.hidden, [field, value] as const];
	const posted = await known.client.post(form.action, fields);
	expect([posted.status, posted.html]).toEqual([303, '']);
	known.path = posted.location ?? known.path;
	if (field !== undefined) known.acknowledged.set(field, value);
	if (completing) known.completed = true;
}

async function arrive(known: Known): Promise<Page> {
	let page = await known.client.get(known.path);
	for (let hops = 0; page.status === 303 && hops < 5; hops++)
		page = await known.client.get(page.location ?? known.path);
	if (page.path.endsWith('/thanks')) {
		// The completion that was on the way when the server died had been committed.
		known.completed = true;
	}
	return page;
}

/** With the cookie that it kept, the client finds every acknowledged answer on its page. */
async function expectAcknowledged(known: Known): Promise<void> {
	const page = await arrive(known);
	if (known.completed) {
		expect(page.html).toContain('Thank you');
		return;
	}
	for (const [field, value] of known.acknowledged) {
		const { status, html } = await known.client.get(`/s/${survey}/${field.replace('number_', '')}`);
		expect([status, field, valueOf(html, field)]).toEqual([200, field, value]);
	}
}

function valueOf(html: string, field: string): string | undefined {
	const input = new RegExp(`<input[^>]*\\bname="${field}"[^>]*>`).exec(html)?.[0];
	return input === undefined ? undefined : /\bvalue="([^"]*)"/.exec(input)?.[1];
}

function integrityOf(data: string): unknown {
	const sqlite = new SqliteDatabase(join(data, 'soundings.db'), { readonly: true });
	const found = sqlite.pragma('integrity_check', { simple: true });
	sqlite.close();
	return found;
}

/** Each acknowledged completion is one response with just its answers, and there is no other response. */
function expectResponses(data: string, all: readonly Known[]): void {
	const sqlite = new SqliteDatabase(join(data, 'soundings.db'), { readonly: true });
	const stored = sqlite.prepare('select answers from responses').pluck().all() as string[];
	sqlite.close();
	const completed = all.filter((known) => known.completed);
	const numbers = (row: Readonly<Record<string, { number: number }>>) =>
		Object.entries(row).map(([field, { number }]) => `${field}=${number}`);
	const found = stored.map((row) =>
		numbers(JSON.parse(row) as Record<string, { number: number }>)
			.sort()
			.join(),
	);
	const expected = completed.map(({ acknowledged }) =>
		[...acknowledged]
			.map(([field, value]) => `${field}=${value}`)
			.sort()
			.join(),
	);
	expect(found.sort()).toEqual(expected.sort());
	expect(new Set(found).size).toBe(completed.length);
}
