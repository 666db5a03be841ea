// Clients of the load benchmark, in a process of their own: what it is given as JSON in its argument it does, and prints
// what came of it as JSON. They only follow forms, each from an address and over a connection of its own.
import { Agent } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { firstChoices, formClient, formOf } from '../../clients/form-client.ts';
import type { FormClient, Page } from '../../clients/form-client.ts';
import type { Load, Loaded } from './load.ts';

const load: Load = JSON.parse(process.argv[2] ?? '');
const posts: number[] = [];
const errors = new Map<string, number>();
let completed = 0;
let clients = 0;

/** When a step is meant to begin; later ones are begun at once, and their delay counts. */
type Due = (step: number) => number;

/** One person's interview; milliseconds of each post run from when it was due. */
async function interview(due: Due): Promise<void> {
	const number = clients++;
	// Any address of 127/8 is this machine on Linux; limits for each address then hold as they do for people.
	const from = process.platform === 'linux' ? { localAddress: `127.1.${(number >> 8) & 255}.${number & 255}` } : {};
	const agent = new Agent({ keepAlive: true, maxSockets: 1, ...from });
	try {
		const client = formClient(load.origin, agent);
		const end = load.bare ? await tenPosts(client, due) : await survey(client, due);
		if (!end) throw new Error('did not end with Thank you');
		completed++;
	} catch (error) {
		const what = error instanceof Error ? error.message : String(error);
		errors.set(what, (errors.get(what) ?? 0) + 1);
	} finally {
		agent.destroy();
	}
}

async function survey(client: FormClient, due: Due): Promise<boolean> {
	let page = await client.get(`/s/${load.survey}`);
	for (let step = 1; ; step++) {
		const form = formOf(page);
		if (form === undefined) return page.html.includes('Thank you');
		const posted = await timed(due(step), () =>
			client.post(form.action, [...form.hidden, ...firstChoices(form, page)]),
		);
		page = await client.get(posted.location ?? '');
	}
}

/** As much as the survey of ten pages asks of a server, of one that does nothing else: see rivals/bare-pair.mjs. */
async function tenPosts(client: FormClient, due: Due): Promise<boolean> {
	const id = String(Math.random());
	await client.get('/page');
	for (let step = 1; step <= load.steps; step++) {
		await timed(due(step), () =>
			client.post('/page', [
				['id', id],
				['page', String(step)],
				['version', '1'],
			]),
		);
		await client.get('/page');
	}
	return true;
}

async function timed(due: number, post: () => Promise<Page>): Promise<Page> {
	const early = due - performance.now();
	if (early > 0) await wait(early);
	const began = Number.isFinite(due) ? due : performance.now();
	const posted = await post();
	posts.push(performance.now() - began);
	if (posted.status !== 303) throw new Error(`a page was answered ${posted.status}`);
	return posted;
}

/** As many at a time as are asked for, each beginning anew as soon as it has ended. */
async function closedLoop(atATime: number): Promise<void> {
	const end = performance.now() + load.seconds * 1000;
	const one = async () => {
		while (performance.now() < end && completed < load.most) await interview(() => -Infinity);
	};
	await Promise.all(Array.from({ length: atATime }, one));
}

/**
 * People who come when they come, whether or not the server keeps up, and take `load.think` milliseconds a page: each post
 * has its time from the start, so that a server which stands still for a second is charged with all that were due in it.
 */
async function openLoop(perSecond: number): Promise<void> {
	const started = performance.now();
	const all: Promise<void>[] = [];
	for (let arrived = 0; arrived < perSecond * load.seconds; arrived++) {
		const arrival = started + (arrived / perSecond) * 1000;
		const early = arrival - performance.now();
		if (early > 0) await wait(early);
		all.push(interview((step) => arrival + step * load.think));
	}
	await Promise.all(all);
}

function quantile(sorted: readonly number[], share: number): number {
	return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}

const started = performance.now();
if (load.perSecond === null) await closedLoop(load.clients);
else await openLoop(load.perSecond);
const seconds = (performance.now() - started) / 1000;
const sorted = posts.toSorted((a, b) => a - b);
const { user, system } = process.cpuUsage();
const loaded: Loaded = {
	completed,
	seconds,
	posts: posts.length,
	p50: quantile(sorted, 0.5),
	p99: quantile(sorted, 0.99),
	longest: sorted.at(-1) ?? NaN,
	errors: Object.fromEntries(errors),
	cpuSeconds: (user + system) / 1e6,
};
process.stdout.write(JSON.stringify(loaded));
