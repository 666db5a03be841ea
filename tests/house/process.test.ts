import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ensureBuilt } from '../../src/cli/ready.mjs';

const data = mkdtempSync(join(tmpdir(), 'soundings-process-'));
const running = new Set<ChildProcess>();

/** Runs `npm start`'s program with a data folder of its own and whatever port is free. */
function start(env: Record<string, string>, [program, ...args] = [process.execPath, 'src/cli/start.mjs']) {
	const child = spawn(program ?? '', args, {
		env: {
			PATH: process.env.PATH,
			SOUNDINGS_BUILD: process.env.SOUNDINGS_BUILD,
			SOUNDINGS_DATA: data,
			HOST: '127.0.0.1',
			PORT: '0',
			...env,
		},
	});
	running.add(child);
	let output = '';
	let errors = '';
	child.stdout.on('data', (chunk) => (output += chunk));
	child.stderr.on('data', (chunk) => (errors += chunk));
	const ended = new Promise<{ code: number | null; output: string; errors: string }>((resolve) => {
		child.once('close', (code) => {
			running.delete(child);
			resolve({ code, output, errors });
		});
	});
	const port = new Promise<number>((resolve, reject) => {
		child.stdout.on('data', () => {
			const found = /Listening on http:\/\/127\.0\.0\.1:(\d+)/.exec(output);
			if (found !== null) resolve(Number(found[1]));
		});
		void ended.then((end) => reject(new Error(`it ended first: ${end.errors}`)));
	});
	port.catch(() => undefined);
	return { child, ended, port };
}

beforeAll(ensureBuilt, 120_000);
afterEach(() => {
	for (const child of running) child.kill('SIGKILL');
});
afterAll(() => rmSync(data, { recursive: true, force: true }));

describe('a start with a wrong setting', () => {
	it.each([
		['PORT', 'eighty'],
		['SOUNDINGS_LOG_LEVEL', 'loud'],
		['SOUNDINGS_SECRET', 'short'],
		['ORIGIN', 'surveys.example.org'],
		['ORIGIN', 'https://surveys.example.org/path'],
	])('ends with one line that names %s', async (name, value) => {
		const { code, output, errors } = await start({ [name]: value }).ended;
		expect(code).toBe(1);
		expect(output).toBe('');
		expect(errors.trim().split('\n')).toEqual([expect.stringContaining(name)]);
	});

	it('says which port is taken', async () => {
		const other = createServer().listen(0, '127.0.0.1');
		await new Promise((resolve) => other.once('listening', resolve));
		const address = other.address();
		const port = typeof address === 'object' ? String(address?.port) : '';
		const { code, errors } = await start({ PORT: port }).ended;
		other.close();
		expect(code).toBe(1);
		expect(errors).toContain(`PORT: another program already listens on ${port}`);
	});
});

describe('a running server', () => {
	it('refuses forms of other sites with a page that says what to do', async () => {
		const { port } = start({});
		const answer = await fetch(`http://127.0.0.1:${await port}/sign-in`, {
			method: 'POST',
			headers: { origin: 'https://other.example.net' },
			body: new URLSearchParams({ email: 'somebody@example.org' }),
		});
		expect(answer.status).toBe(403);
		expect(await answer.text()).toContain('sent from another website');
		expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
		expect(answer.headers.get('cache-control')).toBe('no-store');
	});

	it('answers a form with a page whatever the client says that it accepts', async () => {
		const { port } = start({});
		const answer = await fetch(`http://127.0.0.1:${await port}/sign-in`, {
			method: 'POST',
			headers: { accept: '*/*' },
			body: new URLSearchParams({ email: 'nobody@example.org', password: 'not the password' }),
		});
		expect(answer.headers.get('content-type')).toContain('text/html');
		expect(answer.status).toBeGreaterThanOrEqual(400);
		expect(await answer.text()).toContain('<html lang="en">');
	});

	it('prints nothing by which a respondent could be known, at any level of logging', async () => {
		const { child, ended, port } = start({ SOUNDINGS_LOG_LEVEL: 'trace' });
		const headers = {
			'user-agent': 'unmistakable-browser',
			'x-forwarded-for': '203.0.113.77',
			cookie: 'interview=unmistakable-cookie',
		};
		for (const path of ['/s/unmistakable-survey?from=unmistakable-query', '/i/unmistakable-token']) {
			await fetch(`http://127.0.0.1:${await port}${path}`, { headers });
			await fetch(`http://127.0.0.1:${await port}${path}`, {
				method: 'POST',
				headers,
				body: new URLSearchParams({ answer: 'unmistakable-answer' }),
			});
		}
		child.kill('SIGTERM');
		const { output } = await ended;
		expect(output).toContain('requests since the last count');
		expect(output).not.toMatch(/unmistakable|203\.0\.113|127\.0\.0\.1(?!:\d+\n)/);
		const lines = output.split('\n').filter((line) => line.startsWith('{') && line.includes('"route"'));
		expect(lines.filter((line) => line.includes('"time"'))).toEqual([]);
	});
});

describe('a stop', () => {
	it('finishes the request that is being sent, closes the database and exits with 0', async () => {
		const { child, ended, port } = start({});
		const socket = connect(await port, '127.0.0.1');
		const body = 'email=nobody%40example.org&password=wrong';
		let answer = '';
		socket.on('data', (chunk) => (answer += chunk));
		const answered = new Promise((resolve) => socket.once('close', resolve));
		socket.write(
			`POST /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: ${body.length}\r\n\r\n${body.slice(0, 10)}`,
		);
		await new Promise((resolve) => setTimeout(resolve, 300));
		child.kill('SIGTERM');
		await new Promise((resolve) => setTimeout(resolve, 300));
		socket.write(body.slice(10));
		await answered;
		expect(answer).toMatch(/^HTTP\/1\.1 [234]\d\d /);
		expect((await ended).code).toBe(0);
	});

	it('reaches the server through npm, which then reports success', async () => {
		const { child, ended, port } = start({}, ['npm', 'start']);
		await port;
		child.kill('SIGTERM');
		expect((await ended).code).toBe(0);
	});

	it('takes no longer than a moment when nobody is being served', async () => {
		const { child, ended, port } = start({});
		expect((await fetch(`http://127.0.0.1:${await port}/healthz`)).status).toBe(200);
		const asked = Date.now();
		child.kill('SIGINT');
		expect((await ended).code).toBe(0);
		expect(Date.now() - asked).toBeLessThan(3000);
	});
});
