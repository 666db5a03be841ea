import { describe, expect, it, onTestFinished } from 'vitest';
import { eventStream } from '../../../src/lib/server/http/event-stream.ts';

function streaming(args: { mayRead?: () => Promise<boolean>; beat?: number } = {}) {
	let send = (_data: string) => {};
	let isStopped = false;
	const response = eventStream({
		feed: (tell) => {
			send = tell;
			return () => void (isStopped = true);
		},
		mayRead: async () => true,
		...args,
	});
	const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
	if (reader === undefined) throw new Error('a stream has a body');
	onTestFinished(() => reader.cancel());
	return { response, reader, send: (data: string) => send(data), isStopped: () => isStopped };
}

describe('a stream of events', () => {
	it('is said to be one, and kept by no cache and no proxy', () => {
		const { headers } = streaming().response;
		expect(headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
		expect(headers.get('cache-control')).toBe('no-store');
	});

	it('carries data over several lines', async () => {
		const { reader, send } = streaming();
		send('one\ntwo');
		expect((await reader.read()).value).toBe('data: one\ndata: two\n\n');
	});

	it('shows now and then that it is still there', async () => {
		const { reader } = streaming({ beat: 5 });
		expect((await reader.read()).value).toBe(': still here\n\n');
	});

	it('says so and ends when its reader has been signed out', async () => {
		let isSignedIn = true;
		const { reader, isStopped } = streaming({ beat: 5, mayRead: async () => isSignedIn });
		await reader.read();
		isSignedIn = false;
		const rest: (string | undefined)[] = [];
		for (let part = await reader.read(); !part.done; part = await reader.read()) rest.push(part.value);
		expect(rest.at(-1)).toBe('event: ended\ndata: ended\n\n');
		expect(isStopped()).toBe(true);
	});

	it('ends when nobody can tell whether its reader still may read it', async () => {
		const { reader, isStopped } = streaming({ beat: 5, mayRead: () => Promise.reject(new Error('no database')) });
		expect((await reader.read()).done).toBe(true);
		expect(isStopped()).toBe(true);
	});

	it('stops what feeds it when its reader goes', async () => {
		const { reader, isStopped } = streaming();
		await reader.cancel();
		await expect.poll(isStopped).toBe(true);
	});

	it('drops events for a reader who does not read, instead of piling them up', async () => {
		const { reader, send } = streaming();
		for (let k = 0; k < 1000; k++) send('x');
		let count = 0;
		const quiet = () => new Promise<'quiet'>((resolve) => setTimeout(() => resolve('quiet'), 20));
		while ((await Promise.race([reader.read(), quiet()])) !== 'quiet') count++;
		expect(count).toBeLessThan(30);
	});
});
