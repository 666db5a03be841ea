import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';

const data = mkdtempSync(join(tmpdir(), 'soundings-process-'));
const running = new Set<ChildProcess>();

/** Runs `npm start`'s program with a data folder of its own and whatever port is free. */
function start(env: Record<string, string>) {
	const child = spawn(process.execPath, ['src/cli/start.mjs'], {
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

	it('takes no longer than a moment when nobody is being served', async () => {
		const { child, ended, port } = start({});
		expect((await fetch(`http://127.0.0.1:${await port}/healthz`)).status).toBe(200);
		const asked = Date.now();
		child.kill('SIGINT');
		expect((await ended).code).toBe(0);
		expect(Date.now() - asked).toBeLessThan(3000);
	});
});
