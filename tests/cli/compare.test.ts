import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { main } from '../../src/cli/main.ts';
import type { Instrument } from '#core/instrument/index.ts';
import { choice, tiny } from '../scenario/instruments/tiny.ts';
import { atTerminal } from './at-terminal.ts';

const folder = mkdtempSync(join(tmpdir(), 'soundings-compare-'));
afterAll(() => rmSync(folder, { recursive: true }));

const compare = (...args: string[]) => atTerminal((io) => main(['compare', ...args], io));

function file(instrument: Instrument): string {
	const path = join(folder, `${instrument.survey}-v${instrument.version}.json`);
	writeFileSync(path, JSON.stringify(instrument));
	return path;
}

const measure = (id: string, variable: string) => ({
	id,
	label: { en: `Measure ${id}`, gd: id },
	base: { en: 'All', gd: 'All' },
	objective: null,
	statistic: 'share',
	variables: [variable],
	codes: [1],
});
const measures = [measure('kept', 'a'), measure('lost', 'b')];
const reason = 'The same words in another order.';
const reworded = (version: number, words: string, ...equivalences: object[]) =>
	tiny('tracker', [choice('a', 3, { text: { en: words, gd: 'A' } }), choice('b', 2 + version)], {
		version,
		measures,
		equivalences,
	});
const one = file(reworded(1, 'What now?'));
const two = file(reworded(2, 'Now what?', { variable: 'a', since: 1, differences: ['wording'], reason }));
const three = file(
	reworded(3, 'And now?', {
		variable: 'a',
		since: 2,
		differences: ['wording'],
		reason: 'Shorter, and no more than that.',
	}),
);

describe('soundings compare', () => {
	it('says of every variable and every measure what the new version does to it', async () => {
		const { status, out, err } = await compare(one, two);
		expect({ status, err }).toEqual({ status: 0, err: '' });
		expect(out).toBe(`tracker: version 1 → version 2

Variables
  a         equivalent
      declared: ${reason}
      wording – question: “What now?” → “Now what?”
  b         BREAK
      options – option 4: nothing → “Option 4”

Measures
  kept     the trend goes on
      note: ${reason}
  lost     BREAK
      options – option 4: nothing → “Option 4”

2 variables: 0 identical, 1 equivalent, 1 broken, 0 not in both. 1 of 2 measures go on.
`);
	});

	it('chains declarations through the versions between', async () => {
		expect((await compare(one, three)).out).toContain('a         BREAK');
		expect((await compare(one, two, three)).out).toContain('a         equivalent');
	});

	it('prints JSON alone', async () => {
		const { out } = await compare(one, two, '--json');
		expect(JSON.parse(out)).toMatchObject({
			survey: 'tracker',
			older: 1,
			newer: 2,
			variables: [
				{ variable: 'a', kind: 'equivalent', reason },
				{ variable: 'b', kind: 'break' },
			],
			measures: [
				{ measure: 'kept', kind: 'comparable' },
				{ measure: 'lost', kind: 'break' },
			],
		});
	});

	it.each([
		[[two, one], 'versions in their order'],
		[[one, one], 'versions in their order'],
		[[one, file(tiny('other', [choice('a')], { version: 2 }))], 'different surveys'],
		[[one, join(folder, 'nowhere.json')], 'there is no such file'],
		[[one, 'package.json'], 'run check on it first'],
	])('fails in one line: %#', async (files, words) => {
		const { status, out, err } = await compare(...files);
		expect({ status, out }).toEqual({ status: 1, out: '' });
		expect(err.trimEnd().split('\n')).toEqual([expect.stringContaining(words)]);
	});

	it('finds each sort of change once in the two versions of counterfeit goods', async () => {
		const { out } = await compare('surveys/counterfeit-goods/v1.json', 'surveys/counterfeit-goods/v2.json', '--json');
		const { variables, measures: trends } = JSON.parse(out);
		const count = (kind: string) => variables.filter((verdict: { kind: string }) => verdict.kind === kind).length;
		expect(count('identical')).toBeGreaterThan(80);
		for (const kind of ['equivalent', 'break', 'only-in-older', 'only-in-newer'])
			expect(count(kind), kind).toBeGreaterThan(0);
		expect(trends.some((trend: { kind: string }) => trend.kind === 'break')).toBe(true);
	});
});
