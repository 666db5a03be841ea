import { describe, expect, it } from 'vitest';
import { keptWordings } from '#core/comparability/index.ts';
import { codebook, lint } from '#core/instrument/index.ts';
import type { Instrument } from '#core/instrument/index.ts';
import { asks, choice, tiny } from '../../scenario/instruments/tiny.ts';

type Fields = Record<string, unknown>;
const both = (en: string) => ({ en, gd: en });
const arm = (name: string) => ({ experiment: 'harm-bridge', arm: name });
const old = choice('harm', 3, { text: both('Does it harm?') });
const before = { ...old, id: 'harm_before', askIf: arm('earlier') };
const after = choice('harm', 3, { text: both('Does buying it harm?'), askIf: arm('later') });
const declared = { experiment: 'harm-bridge', question: 'harm', before: 'harm_before', since: 1 };
const experiment = { id: 'harm-bridge', label: 'Harm', arms: ['earlier', 'later'] };
const bridged = (questions: Fields[], more: Fields = {}) =>
	tiny('bridged', questions, { version: 2, experiments: [experiment], bridges: [declared], ...more });
const found = (instrument: Instrument) =>
	lint(instrument)
		.filter(({ severity }) => severity !== 'advice')
		.map(({ severity, rule, path }) => `${severity} ${rule} ${path}`);
const [first, either] = [
	choice('age'),
	{
		any: [
			{ question: 'harm', is: 1 },
			{ question: 'harm_before', is: 1 },
		],
	},
];

describe('a bridge', () => {
	it('that is whole has nothing to mend', () => {
		expect(found(bridged([first, before, after]))).toEqual([]);
		expect(found(bridged([before, after, choice('why', 3, { askIf: either })]))).toEqual([]);
	});

	it.each<[string, Instrument, string]>([
		[
			'without its experiment',
			bridged([choice('a'), before, after], { experiments: [] }),
			'error unknown-experiment bridges/0/experiment',
		],
		[
			'whose experiment has other arms',
			bridged([first, before, after], { experiments: [{ ...experiment, arms: ['earlier', 'later', 'none'] }] }),
			'error bridge-arms bridges/0/experiment',
		],
		['without its earlier wording', bridged([first, after]), 'error unknown-question bridges/0/before'],
		['without its later wording', bridged([first, before]), 'error unknown-question bridges/0/question'],
		[
			'whose later wording everybody is asked',
			bridged([before, { ...after, askIf: undefined }]),
			'error bridge-routing bridges/0/question',
		],
		[
			'whose earlier wording the other half is asked',
			bridged([{ ...before, askIf: arm('later') }, after]),
			'error bridge-routing bridges/0/before',
		],
		[
			'whose arm is only one of several ways to be asked',
			bridged([first, before, { ...after, askIf: { any: [arm('later'), { question: 'age', is: 1 }] } }]),
			'error bridge-routing bridges/0/question',
		],
		[
			'whose wordings are asked of others',
			bridged([first, { ...before, askIf: { all: [arm('earlier'), { question: 'age', is: 1 }] } }, after]),
			'error bridge-routing bridges/0/before',
		],
		[
			'between kinds of question',
			bridged([first, { ...before, kind: 'multiple' }, after]),
			'error bridge-columns bridges/0/before',
		],
		[
			'from this version itself',
			bridged([first, before, after], { bridges: [{ ...declared, since: 2 }] }),
			'error bridge-since bridges/0/since',
		],
		[
			'declared twice',
			bridged([first, before, after], { bridges: [declared, declared] }),
			'error repeated-id bridges/1',
		],
	])('%s', (_what, instrument, finding) => {
		expect(found(instrument)).toContain(finding);
	});

	it('takes the same further condition on both sides, in any order, and follows other bridges of its experiment', () => {
		const grown = (askIf: Fields[]) => ({ all: askIf });
		const trust = (id: string, of: string, name: string) =>
			choice(id, 3, {
				text: both('Trust?'),
				askIf: grown([{ question: of, is: 1 }, arm(name)].toSorted(() => (name === 'later' ? 1 : -1))),
			});
		const more = { bridges: [declared, { ...declared, question: 'trust', before: 'trust_before' }] };
		const questions = [before, after, trust('trust_before', 'harm_before', 'earlier'), trust('trust', 'harm', 'later')];
		expect(found(bridged(questions, more))).toEqual([]);
	});

	it('warns of columns that only one side has', () => {
		const several = (of: Fields, count: number) => ({
			...of,
			kind: 'multiple',
			options: choice('x', count)['options'],
		});
		const instrument = bridged([first, several(before, 3), several(after, 4)]);
		expect(found(instrument)).toEqual(['warning bridge-columns bridges/0/before']);
		expect(lint(instrument).find(({ rule }) => rule === 'bridge-columns')?.message).toContain('“harm_4”');
	});

	it.each<[string, Instrument, string]>([
		[
			'routing',
			bridged([before, after, choice('why', 3, { askIf: { question: 'harm', is: 1 } })]),
			'sections/0/questions/2/askIf',
		],
		[
			'routing by the earlier',
			bridged([before, after, choice('why', 3, { askIf: { question: 'harm_before', is: 1 } })]),
			'sections/0/questions/2/askIf',
		],
		[
			'an answer put in',
			bridged([before, after, choice('why', 3, { text: both('You said {harm}. Why?') })]),
			'sections/0/questions/2/text',
		],
		[
			'weights',
			bridged([before, after], {
				weighting: {
					trim: null,
					margins: [
						{
							...{
								id: 'm',
								label: both('M'),
								variables: ['harm'],
								source: 'Census',
								confidence: 'verified',
							},
							targets: [1, 2, 3].map((code) => ({ codes: [code], share: code === 1 ? 0.5 : 0.25 })),
						},
					],
				},
			}),
			'weighting/margins/0',
		],
	])('warns of %s that only one half can follow', (_what, instrument, path) => {
		expect(
			lint(instrument)
				.filter(({ rule }) => rule === 'bridge-half')
				.map((one) => one.path),
		).toEqual([path]);
	});

	it('has nothing against what is asked of one half alone', () => {
		const why = choice('why', 3, { askIf: { all: [arm('later'), { question: 'harm', is: 1 }] } });
		expect(found(bridged([before, after, why]))).toEqual([]);
	});
});

describe('the earlier wording', () => {
	const asked = tiny('bridged', [first, old]);
	const of = (more: Fields) =>
		keptWordings(bridged([first, { ...before, ...more }, after]), [asked]).map(({ rule, path, message }) => ({
			rule,
			path,
			message,
		}));

	it('is that of the version that it is kept from, but for what nobody could notice', () => {
		expect(of({})).toEqual([]);
		expect(of({ text: both(' Does  it harm?'), construct: 'harm' })).toEqual([]);
	});

	it('is no longer when a word is another', () => {
		const [finding] = of({ text: both('Does it harm you?') });
		expect(finding).toMatchObject({ rule: 'bridge-wording', path: 'bridges/0/before' });
		expect(finding?.message).toContain('“Does it harm?” → “Does it harm you?”');
	});

	it('cannot be kept from a version that did not ask', () => {
		const never = tiny('bridged', [first]);
		expect(keptWordings(bridged([first, before, after]), [never])[0]?.message).toBe('Version 1 did not ask “harm”.');
	});

	it('is not judged where the version is not known', () => {
		expect(keptWordings(bridged([first, before, after]), [])).toEqual([]);
	});
});

describe('the column of an experiment', () => {
	it('has the arms by code, in every language', () => {
		const column = codebook(bridged([first, before, after])).at(-1);
		expect(column).toMatchObject({
			name: 'harm_bridge_arm',
			type: 'code',
			label: both('Harm'),
			question: 'harm-bridge',
		});
		expect(column?.values).toEqual([
			{ code: 1, label: both('earlier') },
			{ code: 2, label: both('later') },
		]);
	});

	it.each<[string, Instrument]>([
		['a question’s column', bridged([first, before, after, choice('harm_bridge_arm')])],
		[
			'another experiment’s',
			bridged([first, before, after], { experiments: [experiment, { ...experiment, id: 'harm_bridge' }] }),
		],
		[
			'the halves of an item count',
			bridged(
				[
					asks({
						id: 'count',
						kind: 'item-count',
						items: ['a', 'b', 'c'].map((id) => ({ id, label: both(id) })),
						sensitive: { id: 's', label: both('s') },
					}),
				],
				{
					...{ bridges: [], experiments: [{ ...experiment, id: 'count' }] },
				},
			),
		],
	])('may not be called as %s', (_what, instrument) => {
		expect(found(instrument).some((finding) => finding.startsWith('error repeated-column experiments'))).toBe(true);
	});
});
