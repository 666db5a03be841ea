import { describe, expect, it } from 'vitest';
import { guessRoles, isAddress, lineUpProblem, readSheet } from '#core/fieldwork/index.ts';
import { readSampleCsv, sampleLimits } from '#exchange/sample/sample-csv.ts';

function sheetOf(text: string) {
	const read = readSampleCsv(text);
	if (read.kind !== 'sheet') throw new Error(read.why);
	return read.sheet;
}

describe('the columns of a sample', () => {
	it('are known by their names, the first of each kind; what is left are groups', () => {
		expect(guessRoles(['E-mail', 'Full name', 'Lang', 'Sector', 'Organization', 'Board', 'email', ''])).toEqual([
			...['email', 'name', 'language', 'sector', 'organisation', 'stratum', 'stratum', 'ignored'],
		]);
	});

	it('have to name people, and hold each thing once', () => {
		expect(lineUpProblem(['stratum'])).toBe('nobody-to-name');
		expect(lineUpProblem(['email', 'email'])).toBe('twice');
		expect(lineUpProblem(['name', 'stratum', 'stratum'])).toBeUndefined();
	});
});

describe('a row of a sample', () => {
	const text = [
		'email;name;language;region',
		'ann@example.org;Ann;EN;North',
		';;en;',
		'not an address;Bob;;',
		'ANN@example.org;Ann again;;',
		'"cat@example.org";"=cmd|""/c calc""!A1";xx;',
		';Dan, by letter;gd;South',
	].join('\r\n');
	const rows = readSheet(sheetOf(text), {
		roles: ['email', 'name', 'language', 'stratum'],
		languages: ['en', 'gd'],
	});

	it('is read with what is wrong in it, by the line of the file', () => {
		expect(rows.map(({ line, problems }) => [line, problems.map(({ kind }) => kind)])).toEqual([
			[2, []],
			[3, ['nobody']],
			[4, ['bad-address']],
			[5, ['same-address']],
			[6, ['unknown-language']],
			[7, []],
		]);
	});

	it('keeps formulas as the words that they are', () => {
		expect(rows[4]?.invitee.name).toBe('=cmd|"/c calc"!A1');
		expect(rows[0]?.invitee).toEqual({
			...{ email: 'ann@example.org', name: 'Ann', language: 'en', sector: null, organisation: null },
			strata: { region: 'North' },
		});
	});
});

it.each([
	['a@example.org', true],
	['o’brien@example.org', false],
	["o'brien+x@sub.example.org", true],
	['zoë@exämple.org', true],
	['a@b', false],
	['a b@example.org', false],
	['a@example.org\r\nBcc: b@example.org', false],
	['a@example.org, b@example.org', false],
	['"a"@example.org', false],
	['.a@example.org', false],
	['a..b@example.org', false],
	['a@-example.org', false],
	[`${'a'.repeat(65)}@example.org`, false],
	['<a@example.org>', false],
])('%s is an address: %s', (typed, is) => {
	expect(isAddress(typed)).toBe(is);
});

it.each([
	['nothing', '', { why: 'empty' }],
	['a header alone', 'email\n\n', { why: 'empty' }],
	['a spreadsheet', 'PK\u0003\u0004\u0000\u0000', { why: 'not-text' }],
	['a quotation mark that is not closed', 'email\n"a@example.org\nb', { why: 'broken' }],
	['too many columns', `${'a,'.repeat(99)}\n1`, { why: 'too-many-columns' }],
	['too many rows', `email\n${'a@example.org\n'.repeat(sampleLimits.rows + 1)}`, { why: 'too-many-rows' }],
])('a file of %s is refused with the reason', (_, text, refusal) => {
	expect(readSampleCsv(text)).toMatchObject({ kind: 'no-sheet', ...refusal });
});
