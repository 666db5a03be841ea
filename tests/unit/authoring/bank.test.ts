import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { bankOf, formChanges, searchBank } from '#core/authoring/index.ts';
import type { Bank, BankSearch } from '#core/authoring/index.ts';
import { Instrument, parseStandardItems } from '#core/instrument/index.ts';
import { choice, tiny } from '../../scenario/instruments/tiny.ts';

const folder = new URL('../../../surveys/', import.meta.url);
const json = (path: string): unknown => JSON.parse(readFileSync(new URL(path, folder), 'utf8'));
const shipped = (path: string) => ({ instrument: Instrument.parse(json(path)), waves: [] });
const parsed = parseStandardItems(json('standard-items.json'));
const items = parsed.kind === 'items' ? parsed.items : [];
const wave = (label: string) => ({ label, simulated: false });

const goods = [shipped('counterfeit-goods/v1.json'), shipped('counterfeit-goods/v2.json')];
const bank = bankOf(items, [
	...goods.map((one, at) => ({ ...one, waves: [wave(`Wave ${at + 1}`)] })),
	shipped('drugs-and-organised-crime/v1.json'),
	shipped('sector-awareness/v1.json'),
]);
const uses = (of: Bank, id: string) =>
	of.find(id)?.uses.map(({ survey, version, likeness }) => `${survey} v${version}: ${likeness}`);
const found = (search: BankSearch, of = bank) => searchBank(of, search).map(({ id }) => id);

describe('where a question was asked', () => {
	it('is every version that has it in the same form, whatever survey that is of', () => {
		expect(uses(bank, 'standard/age-band')).toEqual([
			'counterfeit-goods v2: same',
			'counterfeit-goods v1: same',
			'drugs-and-organised-crime v1: same',
		]);
		expect(bank.find('standard/age-band')?.uses[1]?.waves).toEqual([wave('Wave 1')]);
	});

	it('is told apart where the wording, an option or the order is another', () => {
		const first = tiny('goods', [choice('harm'), choice('trust')]);
		const reworded = [choice('harm', 4), choice('trust', 3, { text: { en: ' Question  trust', gd: 'Ceist' } })];
		const of = bankOf(
			[],
			[first, { ...tiny('goods', reworded), version: 2 }].map((instrument) => ({ instrument, waves: [] })),
		);
		expect(uses(of, 'goods/harm')).toEqual(['goods v2: same', 'goods v1: changed']);
		expect(uses(of, 'goods/trust')).toEqual(['goods v2: same', 'goods v1: same']);
		const [older, newer] = of.find('goods/harm')?.uses.toReversed() ?? [];
		expect(older && newer && formChanges(older.question, newer.question).join()).toContain('Option 4');
	});

	it('follows a question that says where it was taken from, under another name and in other words', () => {
		const taken = choice('age_of_person', 3, { item: 'standard/age-band' });
		const again = choice('harmful', 2, { item: 'goods/harm' });
		const of = bankOf(items, [
			{ instrument: tiny('goods', [choice('harm')]), waves: [] },
			{ instrument: tiny('other', [taken, again]), waves: [] },
		]);
		expect(uses(of, 'standard/age-band')).toEqual(['other v1: changed']);
		expect(uses(of, 'goods/harm')).toEqual(['goods v1: same', 'other v1: changed']);
	});

	it('is, for a response scale, every question with the same answers under the same codes', () => {
		const scale = bank.find('standard/agree5')?.uses ?? [];
		expect(scale.map(({ survey, question }) => `${survey}/${question.id}`)).toContain('counterfeit-goods/harm');
		expect(scale.every(({ likeness }) => likeness === 'scale')).toBe(true);
		expect(bank.find('standard/first-thoughts')?.uses).toEqual([]);
	});
});

describe('the list of the bank', () => {
	it('names a question once, under the standard item that it is the same as', () => {
		expect(bank.find('counterfeit-goods/age_band')?.listedUnder).toBe('standard/age-band');
		expect(found({ words: 'how old' })).toEqual(expect.arrayContaining(['standard/age-band']));
		expect(found({})).not.toContain('counterfeit-goods/age_band');
		expect(found({})).toContain('counterfeit-goods/harm');
	});

	it('keeps to the survey, kind or sensitivity that is asked for', () => {
		expect(found({ from: 'standard' }).every((id) => id.startsWith('standard/'))).toBe(true);
		const drugs = found({ from: 'drugs-and-organised-crime' });
		expect(drugs).toContain('standard/age-band');
		expect(drugs).not.toContain('counterfeit-goods/harm');
		expect(drugs).not.toContain('standard/agree5');
		expect(found({ kind: 'crosswise' })).toEqual([
			'standard/crosswise-birthday',
			'drugs-and-organised-crime/drug_use_12m',
		]);
		const sensitive = searchBank(bank, { sensitivity: 'self-incriminating-or-health' });
		expect(sensitive.map(({ question }) => question.sensitivity)).not.toContain('none');
	});
});

describe('a search', () => {
	it.each([
		['age', 'standard/age-band'],
		['AGREE5', 'standard/agree5'],
		['disability', 'standard/health-condition'],
		['simd', 'standard/deprivation-fifth'],
		['campaign', 'standard/publicity-recall'],
		['medicines slimming', 'counterfeit-goods/category'],
		['drug offered', 'drugs-and-organised-crime/drug_offered'],
		['boireann', 'standard/sex'],
	])('for “%s” finds %s first', (words, first) => {
		expect(found({ words })[0]).toBe(first);
	});

	it('takes singular and plural, capitals and accents as the same, and wants every word', () => {
		expect(found({ words: 'FAKES' })).toContain('counterfeit-goods/what_is_fake');
		expect(found({ words: 'Gàidhealtachd' })).toEqual(found({ words: 'gaidhealtachd' }));
		expect(found({ words: 'age zebra' })).toEqual([]);
		expect(found({ words: '.*(' })).toEqual(found({}));
	});

	it('puts a question that is called so before one that merely offers it as an answer', () => {
		const of = bankOf(
			[],
			[
				{
					instrument: tiny('s', [
						choice('other'),
						choice('region'),
						choice('x', 2, { options: [1, 2].map((code) => ({ code, label: { en: `Region ${code}`, gd: 'x' } })) }),
					]),
					waves: [],
				},
			],
		);
		expect(found({ words: 'region' }, of)).toEqual(['s/region', 's/x']);
	});
});

it('finds among 2,000 questions in a blink once it knows them', () => {
	const { instrument } = shipped('counterfeit-goods/v1.json');
	const many = Array.from({ length: 60 }, (_, at) => {
		const { survey } = tiny(`survey-${at}`, [choice('a')]);
		const sections = structuredClone(instrument.sections);
		for (const { questions } of sections) {
			for (const question of questions) question.text = { en: `${question.text['en']} (${at})` };
		}
		return { instrument: { ...instrument, survey, sections }, waves: [] };
	});
	const of = bankOf(items, many);
	expect(of.entries.length).toBeGreaterThan(1600);
	searchBank(of, { words: 'how likely' });
	const start = performance.now();
	expect(searchBank(of, { words: 'would report' }).length).toBeGreaterThanOrEqual(60);
	// 20 ms on a busy machine.
	expect(performance.now() - start).toBeLessThan(300);
});
