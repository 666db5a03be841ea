import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { choice, tiny } from '../scenario/instruments/tiny.ts';
import { atTerminal } from './at-terminal.ts';

const folder = mkdtempSync(join(tmpdir(), 'soundings-check-'));
afterAll(() => rmSync(folder, { recursive: true }));

const soundings = (...args: string[]) => atTerminal((io) => main(args, io));
const oneLine = (text: string) => expect(text.trimEnd().split('\n')).toHaveLength(1);

function file(name: string, content: unknown): string {
	const path = join(folder, name);
	mkdirSync(join(path, '..'), { recursive: true });
	writeFileSync(path, typeof content === 'string' || content instanceof Uint8Array ? content : JSON.stringify(content));
	return path;
}

const good = tiny('good', [choice('a')]);
const faulty = tiny('faulty', [choice('a'), choice('b', 3, { askIf: { question: 'nowhere', is: 1 } })]);

describe('soundings', () => {
	it('lists its verbs', async () => {
		const { status, out, err } = await soundings('--help');
		expect({ status, err }).toEqual({ status: 0, err: '' });
		for (const verb of ['check', 'compare']) expect(out).toContain(`\n  ${verb} `);
	});

	it.each([
		[['chek'], 'no verb “chek”'],
		[['constructor'], 'no verb “constructor”'],
		[['check', '--fast'], '--fast'],
		[['check', '--json=yes'], '--json'],
		[['check'], 'at least one file'],
		[['check', '--write-schema', '--json'], 'goes alone'],
		[['compare', 'v1.json'], 'two files'],
	])('%j is wrong usage: one line and status 2', async (args, words) => {
		const { status, out, err } = await soundings(...args);
		expect({ status, out }).toEqual({ status: 2, out: '' });
		oneLine(err);
		expect(err).toContain(words);
	});

	it('without a verb says how it is used, with status 2', async () => {
		expect(await soundings()).toMatchObject({
			status: 2,
			out: '',
			err: expect.stringContaining('Usage: soundings <verb>'),
		});
	});

	it.each(['check', 'compare'])('%s explains itself', async (verb) => {
		expect(await soundings(verb, '--help')).toMatchObject({
			status: 0,
			out: expect.stringContaining(`Usage: soundings ${verb}`),
		});
	});
});

describe('soundings check', () => {
	it('passes a good questionnaire and says how long it takes', async () => {
		expect(await soundings('check', file('good.json', good))).toEqual({
			status: 0,
			err: '',
			out: `${join(folder, 'good.json')}: 0 errors, 0 warnings, 0 advice; about 0 minutes, at the longest 0\n`,
		});
	});

	it('prints what must be mended with its place, and fails in one line', async () => {
		const { status, out, err } = await soundings('check', file('good.json', good), file('faulty.json', faulty));
		expect(status).toBe(1);
		expect(out).toContain('error    question "b" in section "The survey faulty": It looks at question “nowhere”');
		expect(out).toContain('sections/0/questions/1/askIf/question');
		expect(err).toBe('soundings check: 1 of 2 files must be mended\n');
	});

	it('prints JSON alone', async () => {
		const { status, out } = await soundings('check', file('faulty.json', faulty), '--json');
		expect(status).toBe(1);
		expect(JSON.parse(out)).toMatchObject([
			{ findings: [{ severity: 'error', rule: 'unknown-question' }], minutes: {} },
		]);
	});

	it('compares with the version that lies before it', async () => {
		const renamed = (label: string) =>
			choice('a', 2, { options: [1, 2].map((code) => ({ code, label: { en: `${label} ${code}`, gd: 'x' } })) });
		file('series/v1.json', tiny('series', [renamed('Fruit')]));
		const { out } = await soundings('check', file('series/v3.json', tiny('series', [renamed('Sort')], { version: 3 })));
		expect(out).toContain('compared with version 1');
		expect(out).toContain('[code-changed-meaning]');
	});

	it.each<[string, unknown, string]>([
		['no such file', undefined, 'there is no such file'],
		['empty', '', 'is not JSON'],
		['cut off', '{"survey":', 'is not JSON'],
		['not text', new Uint8Array([0xff, 0xfe, 0x00]), 'is not text in UTF-8'],
		['too large', `"${'x'.repeat(2 * 1024 * 1024)}"`, 'is larger than 2 MB'],
		['too deep', `${'{"not":'.repeat(100_000)}1${'}'.repeat(100_000)}`, 'nests deeper than 60 levels'],
		['a list', '[]', 'should be an object, not a list'],
		['a number', '7', 'should be an object, not a number'],
		['an unknown key', { ...good, colour: 'red' }, 'has “colour”, which nothing here is called'],
		['a poisoned key', '{"__proto__": {"survey": "x"}}', 'is missing'],
	])('tells of a hostile or broken file: %s', async (name, content, words) => {
		const path =
			content === undefined ? join(folder, 'nowhere.json') : file(`${name.replaceAll(' ', '-')}.json`, content);
		const { status, out, err } = await soundings('check', path);
		expect(status).toBe(1);
		expect(out).toContain(words);
		oneLine(err);
	});

	it('tells a folder from a file', async () => {
		expect((await soundings('check', folder)).out).toContain('is a folder');
	});

	it('names the question in which a file departs from the schema', async () => {
		const [section] = good.sections;
		const broken = { ...good, sections: [{ ...section, questions: [{ ...section?.questions[0], kind: 'slider' }] }] };
		const { out } = await soundings('check', file('broken.json', broken));
		expect(out).toContain('question "a": has no “kind” that is known here [schema] sections/0/questions/0/kind');
	});
});

describe('the command as people run it', () => {
	const run = promisify(execFile);
	const root = new URL('../../', import.meta.url);
	const goods = 'surveys/counterfeit-goods/v2.json';

	it('checks a shipped survey, JSON alone on standard output', { timeout: 60_000 }, async () => {
		const { stdout, stderr } = await run('node', ['src/cli/soundings.mjs', 'check', goods, '--json'], { cwd: root });
		expect(stderr).toBe('');
		expect(JSON.parse(stdout)).toMatchObject([{ file: goods, comparedWith: 1 }]);
	});
});

it('checks the standard items of the question bank one by one', async () => {
	const path = 'surveys/standard-items.json';
	expect(await soundings('check', path)).toEqual({
		status: 0,
		out: `${path}: 0 errors, 0 warnings, 0 advice\n`,
		err: '',
	});
	const items = JSON.parse(readFileSync(path, 'utf8')).items.slice(0, 1);
	items[0].question.text = { en: 'Don’t you agree to take part?', gd: '' };
	const { status, out } = await soundings('check', file('items/standard-items.json', { items }));
	expect(status).toBe(1);
	expect(out).toContain('items/0/question/text/gd');
});

it('no shipped survey has an error', async () => {
	const surveys = [
		'counterfeit-goods/v1',
		'counterfeit-goods/v2',
		'drugs-and-organised-crime/v1',
		'sector-awareness/v1',
		'diversion-pre-post/v1',
	];
	const { status, out } = await soundings('check', ...surveys.map((name) => `surveys/${name}.json`));
	expect({ status, errors: out.split('\n').filter((line) => line.startsWith('  error')) }).toEqual({
		status: 0,
		errors: [],
	});
	expect(JSON.parse(readFileSync('surveys/instrument.schema.json', 'utf8')).title).toBe('Instrument');
});
