import { readFileSync, readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareVersions, ledger } from '#core/comparability/index.ts';
import type { Verdict } from '#core/comparability/index.ts';
import { Instrument, questionsOf, variablesOf } from '#core/instrument/index.ts';
import type { DifferenceKind } from '#core/instrument/index.ts';

// Every edit that a respondent could notice is seen, and what none could notice is not: on the surveys that are shipped.

/** The file as authors type it, edited before it is parsed. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Json = any;

const folder = new URL('../../surveys/', import.meta.url);
const shipped: { name: string; json: Json }[] = readdirSync(folder, { withFileTypes: true })
	.filter((entry) => entry.isDirectory())
	.flatMap(({ name }) =>
		readdirSync(new URL(`${name}/`, folder))
			.filter((file) => /^v\d+\.json$/.test(file))
			.map((file) => ({
				name: `${name}/${file}`,
				json: JSON.parse(readFileSync(new URL(`${name}/${file}`, folder), 'utf8')),
			})),
	);

/** A question with one edit of it: what it is, which part must tell of it, and which columns it is about. */
interface Edit {
	readonly what: string;
	readonly part: DifferenceKind;
	readonly apply: (question: Json) => void;
	readonly about?: (variable: string, question: Json) => boolean;
}

const reword = (text: Json) => (text.en = `${text.en} now`);
const swap = (list: Json[], index: number) => ([list[index], list[index + 1]] = [list[index + 1], list[index]]);

function editsOf(question: Json): Edit[] {
	if (question.kind === 'information' || question.matchCode) return [];
	const edits: Edit[] = [
		{ what: 'question reworded', part: 'wording', apply: (q) => reword(q.text) },
		{ what: 'question emphasised', part: 'wording', apply: (q) => (q.text.en = `**${q.text.en}**`) },
		{
			what: 'hint changed',
			part: 'wording',
			apply: (q) => (q.hint === undefined ? (q.hint = { en: 'A hint', gd: 'A hint' }) : reword(q.hint)),
		},
		{ what: 'don’t know turned round', part: 'base', apply: (q) => (q.dontKnow.offered = !q.dontKnow.offered) },
		{
			what: 'declining turned round',
			part: 'base',
			apply: (q) => (q.preferNotToSay.offered = !q.preferNotToSay.offered),
		},
		{ what: 'made optional', part: 'base', apply: (q) => (q.required = q.required === false) },
		{
			what: 'asked of others',
			part: 'base',
			apply: (q) => (q.askIf = q.askIf === undefined ? { experiment: 'none', arm: 'a' } : { not: q.askIf }),
		},
	];
	const options: Json[] = question.options ?? [];
	options.forEach((_option, index) => {
		edits.push({ what: `option at ${index} reworded`, part: 'options', apply: (q) => reword(q.options[index].label) });
		if (index + 1 < options.length && question.order !== 'random') {
			edits.push({ what: `options at ${index} swapped`, part: 'order', apply: (q) => swap(q.options, index) });
			edits.push({
				what: `labels at ${index} swapped`,
				part: 'options',
				apply: (q) => {
					const [a, b] = [q.options[index], q.options[index + 1]];
					[a.label, b.label] = [b.label, a.label];
				},
			});
		}
		if (question.order === 'random') {
			edits.push({
				what: `option at ${index} held or freed`,
				part: 'order',
				apply: (q) => (q.options[index].anchored = !q.options[index].anchored),
			});
		}
		if (question.kind === 'multiple') {
			edits.push({
				what: `option at ${index} stands alone or not`,
				part: 'options',
				apply: (q) => (q.options[index].exclusive = !q.options[index].exclusive),
			});
		}
		if (options.length > 2 && question.kind !== 'ranking') {
			edits.push({
				what: `option at ${index} dropped`,
				part: 'options',
				apply: (q) => q.options.splice(index, 1),
				about: (variable, q) => variablesOf(q).some(({ name }) => name === variable),
			});
		}
	});
	if (options.length > 0) {
		edits.push({
			what: 'option added',
			part: 'options',
			apply: (q) => q.options.push({ code: 9998, label: { en: 'Another', gd: 'Eile' } }),
		});
	}
	if ('order' in question) {
		edits.push({
			what: 'order fixed or freed',
			part: 'order',
			apply: (q) => (q.order = q.order === 'random' ? 'fixed' : 'random'),
		});
	}
	(question.items ?? []).forEach((item: Json, index: number) => {
		const grid = question.kind === 'grid';
		edits.push({
			what: `row ${item.id} reworded`,
			part: grid ? 'wording' : 'scale',
			apply: (q) => reword(q.items[index].label),
			about: (variable, q) => !grid || variable === `${q.id}_${item.id}`,
		});
		if (index + 1 < question.items.length && question.itemOrder !== 'random') {
			edits.push({ what: `rows at ${index} swapped`, part: 'order', apply: (q) => swap(q.items, index) });
		}
	});
	if (question.kind === 'grid') {
		edits.push({
			what: 'row added',
			part: 'order',
			apply: (q) => q.items.push({ id: 'added', label: { en: 'Added', gd: 'Added' } }),
			about: (variable, q) => variable !== `${q.id}_added`,
		});
		edits.push({
			what: 'order of rows fixed or freed',
			part: 'order',
			apply: (q) => (q.itemOrder = q.itemOrder === 'random' ? 'fixed' : 'random'),
		});
	}
	return [...edits, ...kindEdits(question)];
}

function kindEdits(question: Json): Edit[] {
	switch (question.kind) {
		case 'multiple':
			return [{ what: 'most choices', part: 'scale', apply: (q) => (q.most = q.most === 2 ? 3 : 2) }];
		case 'text':
			return [
				{ what: 'longest answer', part: 'scale', apply: (q) => (q.most = q.most - 1) },
				{ what: 'lines', part: 'scale', apply: (q) => (q.lines = (q.lines ?? 1) + 1) },
				{
					what: 'warning',
					part: 'wording',
					apply: (q) => (q.warning === undefined ? (q.warning = { en: 'No names', gd: 'x' }) : reword(q.warning)),
				},
			];
		case 'scale':
			return [
				{ what: 'low end', part: 'options', apply: (q) => reword(q.lowLabel) },
				{ what: 'high end', part: 'options', apply: (q) => reword(q.highLabel) },
				{ what: 'first point', part: 'scale', apply: (q) => (q.from = 1 - q.from) },
				{ what: 'last point', part: 'scale', apply: (q) => (q.to = q.to === 10 ? 9 : q.to + 1) },
			];
		case 'number':
			return [
				{ what: 'least', part: 'scale', apply: (q) => (q.least -= 1) },
				{ what: 'most', part: 'scale', apply: (q) => (q.most += 1) },
				{ what: 'decimals', part: 'scale', apply: (q) => (q.decimals = (q.decimals ?? 0) + 1) },
			];
		case 'knowledge':
			return [
				{
					what: 'right answer',
					part: 'scale',
					apply: (q) =>
						(q.correct = q.options
							.map((option: Json) => option.code)
							.filter((code: number) => !q.correct.includes(code))),
					about: (variable, q) => variable === `${q.id}_right`,
				},
			];
		case 'item-count':
			return [
				{ what: 'sensitive statement', part: 'wording', apply: (q) => reword(q.sensitive.label) },
				{
					what: 'statement added',
					part: 'scale',
					apply: (q) => q.items.splice(1, q.items.length > 5 ? 1 : 0, { id: 'added', label: { en: 'Added', gd: 'x' } }),
				},
			];
		case 'crosswise':
			return [
				{ what: 'innocuous statement', part: 'wording', apply: (q) => reword(q.innocuous) },
				{ what: 'sensitive statement', part: 'wording', apply: (q) => reword(q.sensitive) },
				{ what: 'alike', part: 'options', apply: (q) => reword(q.alikeLabel) },
				{ what: 'different', part: 'options', apply: (q) => reword(q.differentLabel) },
				{ what: 'chance', part: 'scale', apply: (q) => (q.probability += 0.01) },
			];
		case 'consent':
			return [
				{ what: 'agreeing', part: 'options', apply: (q) => reword(q.agreeLabel) },
				{ what: 'declining', part: 'options', apply: (q) => reword(q.declineLabel) },
			];
		default:
			return [];
	}
}

const next = (json: Json): Json => ({ ...structuredClone(json), version: json.version + 1, equivalences: [] });
const questions = (json: Json): Json[] => json.sections.flatMap((section: Json) => section.questions);
const broken = (verdicts: readonly Verdict[]) => verdicts.filter(({ kind }) => kind !== 'identical');

const everyEdit = shipped.flatMap(({ name, json }) =>
	questions(json).flatMap((question, at) => editsOf(question).map((edit) => ({ name, json, at, edit }))),
);

describe('an edit of a question', () => {
	it(
		`is seen in the right part of every column that it is about (${everyEdit.length} edits)`,
		{ timeout: 120_000 },
		() => {
			expect(everyEdit.length).toBeGreaterThan(1000);
			fc.assert(
				fc.property(fc.constantFrom(...everyEdit), ({ json, at, edit }) => {
					const edited = next(json);
					edit.apply(questions(edited)[at]);
					const [older, newer] = [Instrument.parse(json), Instrument.parse(edited)];
					const question = questionsOf(newer)[at]!;
					const verdicts = new Map(compareVersions(older, newer).map((verdict) => [verdict.variable, verdict]));
					const about = variablesOf(question)
						.map(({ name }) => name)
						.filter((name) => verdicts.get(name)?.kind !== 'only-in-newer')
						.filter((name) => edit.about?.(name, question) ?? true);
					expect(about.length).toBeGreaterThan(0);
					for (const variable of about) {
						const verdict = verdicts.get(variable);
						expect([variable, verdict?.kind]).toEqual([variable, 'break']);
						expect(verdict?.differences.map(({ kind }) => kind)).toContain(edit.part);
					}
				}),
				{ numRuns: 250 },
			);
		},
	);

	it('breaks no column of a question that neither follows nor quotes it', { timeout: 120_000 }, () => {
		fc.assert(
			fc.property(fc.constantFrom(...everyEdit), ({ json, at, edit }) => {
				const edited = next(json);
				const question = questions(edited)[at];
				edit.apply(question);
				const verdicts = compareVersions(Instrument.parse(json), Instrument.parse(edited));
				const reached = new Set([question.id, ...followersOf(question.id, questions(edited))]);
				const elsewhere = broken(verdicts).filter(
					({ variable }) => ![...reached].some((id) => variable === id || variable.startsWith(`${id}_`)),
				);
				expect(elsewhere).toEqual([]);
			}),
			{ numRuns: 60 },
		);
	});
});

describe('a bridge', () => {
	const arms = (arm: string, askIf: Json) => {
		const own = { experiment: 'bridge', arm };
		return askIf === undefined ? own : { all: [own, askIf] };
	};
	/** The section of one question, and its next version: the question reworded, and as it was but for an edit of that copy. */
	const bridging = ({ json, at, edit }: (typeof everyEdit)[number], edited: boolean) => {
		const { id } = questions(json)[at];
		const section = json.sections.find((one: Json) => one.questions.some((question: Json) => question.id === id));
		const older = { ...json, sections: [section], equivalences: [] };
		const newer = next(older);
		const list: Json[] = newer.sections[0].questions;
		const question = list.find((one) => one.id === id);
		const copy = structuredClone(question);
		if (edited) edit.apply(copy);
		const kept = { ...copy, id: 'kept_before', askIf: arms('earlier', copy.askIf) };
		question.askIf = arms('later', question.askIf);
		reword(question.text);
		list.splice(list.indexOf(question), 0, kept);
		newer.experiments = [...(json.experiments ?? []), { id: 'bridge', label: 'Bridge', arms: ['earlier', 'later'] }];
		newer.bridges = [{ experiment: 'bridge', question: id, before: 'kept_before', since: json.version }];
		const versions = [older, newer].map((one) => Instrument.parse(one));
		const [asked] = versions.flatMap((version) => questionsOf(version).filter((one) => one.id === id));
		const verdicts = ledger(versions).between(json.version, json.version + 1) ?? [];
		const kinds = new Map(verdicts.map(({ variable, kind }) => [variable, kind]));
		const columns = variablesOf(asked!).map(({ name }) => name);
		const about = columns.filter((name) => edit.about?.(name, { ...asked, ...copy, id }) ?? true);
		return { columns, about, kindOf: (name: string) => kinds.get(name) };
	};

	it('bridges every column of a question that is reworded, whatever it is', { timeout: 120_000 }, () => {
		fc.assert(
			fc.property(fc.constantFrom(...everyEdit), (one) => {
				const { columns, kindOf } = bridging(one, false);
				expect(columns.map(kindOf)).toEqual(columns.map(() => 'bridged'));
			}),
			{ numRuns: 60 },
		);
	});

	it('bridges nothing once the copy that it keeps is edited in any way', { timeout: 120_000 }, () => {
		fc.assert(
			fc.property(fc.constantFrom(...everyEdit), (one) => {
				const { about, kindOf } = bridging(one, true);
				expect([one.edit.what, ...about.map(kindOf)]).toEqual([one.edit.what, ...about.map(() => 'break')]);
			}),
			{ numRuns: 120 },
		);
	});
});

/** The questions whose routing or words mention this one, and those that mention them. */
function followersOf(id: string, all: Json[]): string[] {
	const direct = all.filter(
		(question) =>
			question.id !== id &&
			(JSON.stringify(question.askIf ?? '').includes(`"${id}"`) || JSON.stringify(question).includes(`{${id}}`)),
	);
	return direct.flatMap((question) => [question.id, ...followersOf(question.id, all)]);
}

describe('what no respondent could notice', () => {
	const typographic: Record<string, string> = { '’': "'", "'": '’', '“': '"', '”': '"', '–': '-', '…': '...' };
	const respelt = (words: string, spaces: string, seed: number) =>
		[...words]
			.map((letter, index) => {
				if (letter === ' ') return (seed + index) % 3 === 0 ? spaces : letter;
				return (seed + index) % 2 === 0 ? (typographic[letter] ?? letter) : letter;
			})
			.join('');
	const reformatted = (value: Json, spaces: string, seed: number, inText = false): Json => {
		if (Array.isArray(value)) return value.map((entry) => reformatted(entry, spaces, seed));
		if (typeof value === 'string') return inText ? ` ${respelt(value, spaces, seed)} ` : value;
		if (typeof value !== 'object' || value === null) return value;
		const texts = 'en' in value;
		return Object.fromEntries(
			Object.entries(value)
				.toReversed()
				.map(([key, entry]) => [key, reformatted(entry, spaces, seed, texts)]),
		);
	};

	it('white space, the order of keys and typographic forms change nothing', { timeout: 120_000 }, () => {
		fc.assert(
			fc.property(
				fc.constantFrom(...shipped),
				fc.constantFrom('  ', '\u00a0', ' \t ', '\n'),
				fc.nat(7),
				({ json }, spaces, seed) => {
					const edited = reformatted(next(json), spaces, seed);
					expect(broken(compareVersions(Instrument.parse(json), Instrument.parse(edited)))).toEqual([]);
				},
			),
			{ numRuns: 40 },
		);
	});

	it.each(shipped)('$name is identical with itself', ({ json }) => {
		expect(broken(compareVersions(Instrument.parse(json), Instrument.parse(next(json))))).toEqual([]);
	});
});

describe('another language', () => {
	const goods = shipped.find(({ name }) => name === 'counterfeit-goods/v1.json')!.json;
	const offered = {
		...goods,
		languages: goods.languages.map((language: Json) => ({ ...language, status: 'complete' })),
	};
	const texts = (value: Json): Json[] => {
		if (typeof value !== 'object' || value === null) return [];
		return [...('gd' in value ? [value] : []), ...Object.values(value).flatMap(texts)];
	};

	it('changed alone is a difference of language alone', { timeout: 120_000 }, () => {
		const asked = questions(offered).flatMap((question, at) =>
			question.kind === 'information' ? [] : texts({ ...question, base: null }).map((_text, index) => ({ at, index })),
		);
		fc.assert(
			fc.property(fc.constantFrom(...asked), ({ at, index }) => {
				const edited = next(offered);
				texts({ ...questions(edited)[at], base: null })[index].gd += ' a-nis';
				const verdicts = broken(compareVersions(Instrument.parse(offered), Instrument.parse(edited)));
				const names = variablesOf(questionsOf(Instrument.parse(edited))[at]!).map(({ name }) => name);
				const own = verdicts.filter(({ variable }) => names.includes(variable));
				expect(own.length).toBeGreaterThan(0);
				for (const verdict of own)
					expect(new Set(verdict.differences.map(({ kind }) => kind))).toEqual(new Set(['language']));
			}),
			{ numRuns: 60 },
		);
	});
});
