import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readEnv, settings } from '#server/env.ts';

const secret = 'a secret of more than thirty-two characters';

function envOf(source: Record<string, string>) {
	const read = readEnv(source);
	if (read.kind === 'invalid') throw new Error(read.lines.join('\n'));
	return read.env;
}

describe('the environment', () => {
	it('needs no variable at all', () => {
		expect(envOf({})).toMatchObject({
			PORT: 3000,
			HOST: '0.0.0.0',
			ORIGIN: 'http://localhost:3000',
			SOUNDINGS_DATA: './data',
			SOUNDINGS_DEMO: false,
		});
	});

	it('takes the port into the origin that nobody set', () => {
		expect(envOf({ PORT: '8080' }).ORIGIN).toBe('http://localhost:8080');
	});

	it('keeps an origin without its closing slash', () => {
		expect(envOf({ ORIGIN: 'https://surveys.example.org/' }).ORIGIN).toBe('https://surveys.example.org');
	});

	it('counts an empty variable as not set', () => {
		expect(envOf({ SOUNDINGS_SECRET: '', PORT: '' }).SOUNDINGS_SECRET).toBeUndefined();
	});

	it('leaves variables of other programs alone', () => {
		expect(readEnv({ PATH: '/usr/bin', EDITOR: 'vi' }).kind).toBe('ok');
	});

	it.each([
		['PORT', 'eighty'],
		['PORT', '65536'],
		['PORT', '-1'],
		['HOST', 'two words'],
		['ORIGIN', 'surveys.example.org'],
		['ORIGIN', 'ftp://surveys.example.org'],
		['ORIGIN', 'https://surveys.example.org/path'],
		['ORIGIN', 'https://user@surveys.example.org'],
		['SHUTDOWN_TIMEOUT', 'soon'],
		['SOUNDINGS_LOG_LEVEL', 'loud'],
		['SOUNDINGS_DEMO', 'yes'],
	])('says in one line what is wrong with %s=%s', (name, value) => {
		const read = readEnv({ [name]: value });
		expect(read).toEqual({
			kind: 'invalid',
			lines: [`${name} is “${value}”; expected ${settings.find((setting) => setting.name === name)?.expected}.`],
		});
	});

	it('never repeats a secret, not even a wrong one', () => {
		const read = readEnv({ SOUNDINGS_SECRET: 'too short' });
		expect(read).toEqual({
			kind: 'invalid',
			lines: ['SOUNDINGS_SECRET is 9 characters long; expected at least 32 characters that nobody else knows.'],
		});
		expect(envOf({ SOUNDINGS_SECRET: secret }).SOUNDINGS_SECRET).toBe(secret);
	});

	it('names a misspelt setting instead of ignoring it', () => {
		const read = readEnv({ SOUNDINGS_DAT: '/srv' });
		expect(read.kind === 'invalid' && read.lines).toEqual([expect.stringMatching(/^SOUNDINGS_DAT is not a setting;/)]);
	});

	it('is listed in .env.example, every variable and no other, with the values that hold when it is not set', () => {
		const example = readFileSync('.env.example', 'utf8');
		const pairs = [...example.matchAll(/^(?:# )?([A-Z_]+)=(.*)$/gm)].map(([, name, value]) => [name, value] as const);
		expect(pairs.map(([name]) => name)).toEqual(settings.map((setting) => setting.name));
		expect(envOf(Object.fromEntries(pairs))).toEqual(envOf({}));
	});
});
