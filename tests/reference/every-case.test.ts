import { readFileSync, readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { reasonLeftOut } from './left-out.ts';
import { everyCase } from './survey-data.ts';

/** Nothing that R answered is passed over in silence. */

const tests = readdirSync(new URL('.', import.meta.url))
	.filter((name) => name.endsWith('.test.ts') && name !== 'every-case.test.ts')
	.map((name) => readFileSync(new URL(name, import.meta.url), 'utf8'))
	.join('\n');

it('compares every kind of case in some test, or says why not', () => {
	const unheard = new Set(
		everyCase
			.filter((c) => reasonLeftOut(c) === undefined && !tests.includes(`'${c.kind}'`) && !tests.includes(`'${c.id}'`))
			.map(({ kind }) => kind),
	);
	expect([...unheard]).toEqual([]);
});

it('leaves out few, and only what the product does not offer', () => {
	const left = everyCase.filter((c) => reasonLeftOut(c) !== undefined);
	expect({ cases: everyCase.length, compared: everyCase.length - left.length }).toEqual({ cases: 582, compared: 418 });
});
