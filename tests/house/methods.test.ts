import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { chapters } from '../../src/routes/(public)/methods/chapters.ts';
import { methodsIn } from '../../src/routes/(public)/methods/docstrings.ts';

/** The page of methods is read from docstrings; what they claim of R is held against the calls that R was asked. */

const rooms = ['dataset', 'weighting', 'estimation', 'trends', 'coding', 'disclosure'];

const files = rooms.flatMap((room) =>
	readdirSync(`src/lib/core/${room}`, { recursive: true, encoding: 'utf8' })
		.filter((name) => name.endsWith('.ts'))
		.map((name) => `${room}/${name}`),
);

const stated = files.flatMap((file) => methodsIn(file, readFileSync(`src/lib/core/${file}`, 'utf8')));

const calls = [
	readFileSync('tests/reference/cases.json', 'utf8'),
	...readdirSync('tests/reference/more')
		.filter((name) => name.endsWith('.R'))
		.map((name) => readFileSync(`tests/reference/more/${name}`, 'utf8')),
].join('\n');

/** Under these names the cases call them. */
const wrapped: Readonly<Record<string, string>> = { 'power.prop.test': 'ppt', 't.test': 'list_experiment' };

describe('the page of methods', () => {
	it('shows every method that a docstring states, once', () => {
		const shown = chapters.flatMap(({ methods }) => methods.map(({ file, name }) => `${file} ${name}`));
		expect(shown.toSorted()).toEqual(stated.map(({ file, name }) => `${file} ${name}`).toSorted());
		expect(new Set(stated.map(({ name }) => name)).size).toBe(stated.length);
		expect(stated.length).toBeGreaterThan(40);
	});

	it('misses no tag: each @method stands over a function that is stated', () => {
		const tagged = files.reduce(
			(sum, file) => sum + (readFileSync(`src/lib/core/${file}`, 'utf8').match(/^\s*\* @method\b/gm)?.length ?? 0),
			0,
		);
		expect(stated.length).toBe(tagged);
	});

	it.each(stated.filter(({ r }) => r !== null).map((method) => [method.name, method] as const))(
		'%s names an R call that the reference cases made',
		(_name, { r }) => {
			const code = [...(r ?? '').matchAll(/`([^`]+)`/g)].map(([, inside]) => inside ?? '').join(' ');
			const functions = [...code.matchAll(/([A-Za-z][\w.]*)\(/g)].map(([, name]) => name ?? '');
			const asked = functions.filter((name) => calls.includes(`${wrapped[name] ?? name}(`));
			expect(functions.length === 0 || asked.length > 0, `${functions.join(', ')} in no reference case`).toBe(true);
		},
	);

	it('says against what a method was checked where R has none', () => {
		for (const { name, r, checkedAgainst } of stated)
			if (r === null) expect(checkedAgainst.length, name).toBeGreaterThan(5);
	});

	it('refuses a docstring that states half a method', () => {
		const half = '/**\n * Prose.\n *\n * @method Half\n * @formula x\n */\nexport function half() {}';
		expect(() => methodsIn('a.ts', half)).toThrow('a.ts: half has no @source');
	});
});
