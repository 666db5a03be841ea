import { describe, expect, it } from 'vitest';
import { compareMeasure, compareWaves, fingerprint, ledger, questionChanges } from '#core/comparability/index.ts';
import type { Verdict } from '#core/comparability/index.ts';
import type { Instrument } from '#core/instrument/index.ts';
import { asks, choice, tiny } from '../../scenario/instruments/tiny.ts';

type Fields = Record<string, unknown>;
const both = (en: string) => ({ en, gd: en });
const experiment = { id: 'harm-bridge', label: 'Two wordings of harm', arms: ['earlier', 'later'] };
const arm = (name: string) => ({ experiment: 'harm-bridge', arm: name });
const share = (variable: string, more: Fields = {}) => ({
	...{ id: variable, label: both('M'), base: both('All'), objective: null, statistic: 'share' },
	...{ variables: [variable], codes: [1], ...more },
});

const old = choice('harm', 3, { text: both('Does it harm?') });
const reworded = choice('harm', 3, { text: both('Does buying it harm?') });
const follow = (askIf: Fields) => choice('follow', 3, { askIf });
const version = (number: number, questions: Fields[], more: Fields = {}) =>
	tiny('bridged', questions, { version: number, measures: [share('harm')], ...more });
/** The second version: both wordings, each of one half. */
const bridging = (number: number, [earlier, later]: readonly [Fields, Fields], since: number, more: Fields[] = []) =>
	version(
		number,
		[
			choice('age'),
			{ ...earlier, id: 'harm_before', askIf: arm('earlier') },
			{ ...later, askIf: arm('later') },
			...more,
		],
		{
			experiments: [experiment],
			bridges: [{ experiment: 'harm-bridge', question: 'harm', before: 'harm_before', since }],
		},
	);

const first = version(1, [choice('age'), old]);
const second = bridging(2, [old, reworded], 1);
const third = version(3, [choice('age'), reworded]);

const on = (variable: string, versions: readonly Instrument[], older: number, newer: number): Verdict | undefined =>
	ledger(versions)
		.between(older, newer)
		?.find((verdict) => verdict.variable === variable);
const by = (version: number, before = 'harm_before') => ({
	...{ version, experiment: 'harm-bridge', before },
	arm: { variable: 'harm_bridge_arm', earlier: 1, later: 2 },
});

describe('the two wordings of a bridge', () => {
	it('are those of the version before and of the version after: a random half is no other base', () => {
		const parts = (instrument: Instrument, variable: string) => fingerprint(instrument).get(variable)?.parts;
		expect(parts(second, 'harm_before')).toEqual(parts(first, 'harm'));
		expect(parts(second, 'harm')).toEqual(parts(third, 'harm'));
	});

	it('are a difference of base where nothing declares a bridge', () => {
		const without = { ...second, bridges: [] };
		expect(fingerprint(without).get('harm')?.parts.base).not.toEqual(fingerprint(third).get('harm')?.parts.base);
	});
});

describe('the ledger over a bridge', () => {
	it('says bridged up to the version that asks both, identical from there, and bridged over all', () => {
		const versions = [first, second, third];
		expect(on('harm', versions, 1, 2)).toMatchObject({ kind: 'bridged', bridges: [by(2)] });
		expect(on('harm', versions, 2, 3)?.kind).toBe('identical');
		expect(on('harm', versions, 1, 3)).toMatchObject({ kind: 'bridged', bridges: [by(2)] });
		expect(on('age', versions, 1, 3)?.kind).toBe('identical');
		expect(on('harm_before', versions, 2, 3)?.kind).toBe('only-in-older');
	});

	it('lists a bridge among the changes of a version, and its end as no loss', () => {
		const changes = (older: Instrument, newer: Instrument) =>
			questionChanges(older, newer, ledger([older, newer]).between(older.version, newer.version) ?? []).map(
				({ question, kind }) => `${question} ${kind}`,
			);
		expect(changes(first, second)).toEqual(['harm_before kept', 'harm bridged']);
		expect(changes(second, third)).toEqual(['harm same-trend', 'harm_before bridge-ended']);
	});

	it('keeps telling what differs between the wordings', () => {
		expect(on('harm', [first, second, third], 1, 3)?.differences.map(({ kind }) => kind)).toContain('wording');
	});

	it('breaks where the version that bridged is not there to measure the step', () => {
		expect(on('harm', [first, third], 1, 3)?.kind).toBe('break');
	});

	it('breaks where the wording that was kept is not the one that was asked', () => {
		const other = choice('harm', 3, { text: both('Is it harmful?') });
		const versions = [first, bridging(2, [other, reworded], 1), third];
		expect(on('harm', versions, 1, 2)?.kind).toBe('break');
		expect(on('harm', versions, 1, 3)?.kind).toBe('break');
	});

	it('breaks where the version after asks a third wording', () => {
		const versions = [first, second, version(3, [choice('age'), choice('harm', 3, { text: both('Harms it?') })])];
		expect(on('harm', versions, 1, 3)?.kind).toBe('break');
		expect(on('harm', versions, 2, 3)?.kind).toBe('break');
	});

	it('goes over one bridge after another, in their order', () => {
		const again = choice('harm', 3, { text: both('Who is harmed?') });
		const fourth = bridging(4, [reworded, again], 3);
		const versions = [first, second, third, fourth, version(5, [choice('age'), again])];
		expect(on('harm', versions, 1, 5)).toMatchObject({ kind: 'bridged', bridges: [by(2), by(4)] });
		expect(on('harm', versions, 3, 5)).toMatchObject({ kind: 'bridged', bridges: [by(4)] });
		expect(on('harm', versions, 1, 3)).toMatchObject({ kind: 'bridged', bridges: [by(2)] });
	});

	it('goes over two bridges of neighbouring versions', () => {
		const again = choice('harm', 3, { text: both('Who is harmed?') });
		const versions = [first, second, bridging(3, [reworded, again], 2)];
		expect(on('harm', versions, 1, 3)).toMatchObject({ kind: 'bridged', bridges: [by(2), by(3)] });
	});

	it('needs no bridge where the wording of before comes back', () => {
		expect(on('harm', [first, second, version(3, [choice('age'), old])], 1, 3)?.kind).toBe('identical');
	});

	it('crosses what a declaration covers on the way, for its reason', () => {
		const reason = 'A cosmetic change that was tested in ten interviews.';
		const near = choice('harm', 3, { text: both('Does buying it harm anyone?') });
		const declared = version(3, [choice('age'), near], {
			equivalences: [{ variable: 'harm', since: 2, differences: ['wording', 'language'], reason }],
		});
		expect(on('harm', [first, second, declared], 1, 3)).toMatchObject({ kind: 'bridged', reasons: [reason] });
	});
});

describe('a question whose routing follows a bridged one', () => {
	const either = {
		any: [
			{ question: 'harm', is: 1 },
			{ question: 'harm_before', is: 1 },
		],
	};
	const versions = [
		version(1, [choice('age'), old, follow({ question: 'harm', is: 1 })]),
		bridging(2, [old, reworded], 1, [follow(either)]),
		version(3, [choice('age'), reworded, follow({ question: 'harm', is: 1 })]),
	];

	it('is bridged from before to after, each half being asked by its own wording', () => {
		expect(on('follow', versions, 1, 3)).toMatchObject({ kind: 'bridged', bridges: [by(2, 'follow')] });
	});

	it('is bridged where it follows what was not answered', () => {
		const not = (question: string) => ({ not: { question, is: 1 } });
		const turned = [
			version(1, [choice('age'), old, follow(not('harm'))]),
			bridging(2, [old, reworded], 1, [follow({ any: [not('harm'), not('harm_before')] })]),
			version(3, [choice('age'), reworded, follow(not('harm'))]),
		];
		expect(on('follow', turned, 1, 3)?.kind).toBe('bridged');
	});

	it('breaks to and from the version that mixes both bases', () => {
		expect(on('follow', versions, 1, 2)?.kind).toBe('break');
		expect(on('follow', versions, 2, 3)?.kind).toBe('break');
	});

	it('breaks where only one half can be asked it', () => {
		const one = bridging(2, [old, reworded], 1, [follow({ question: 'harm', is: 1 })]);
		expect(
			on(
				'follow',
				[versions[0], one, versions[2]].flatMap((of) => of ?? []),
				1,
				3,
			)?.kind,
		).toBe('break');
	});
});

describe('what is not asked of both halves alike', () => {
	it('breaks where a text puts in the answer of the other half', () => {
		const piping = choice('age', 3, { id: 'why', text: both('You said {harm}. Why?') });
		const versions = [
			version(1, [old, piping]),
			bridging(2, [old, reworded], 1, [piping]),
			version(3, [reworded, piping]),
		];
		const bridged = on('why', versions, 1, 3);
		expect(bridged?.kind === 'bridged').toBe(false);
	});

	it('bridges a page of information that defines what is asked, under the question that it changes', () => {
		const page = (id: string, words: string, more: Fields = {}) =>
			asks({ id, kind: 'information', text: both('Harm'), body: both(words), ...more });
		const versions = [
			version(1, [page('page', 'Harm is loss.'), old]),
			version(
				2,
				[
					page('page_before', 'Harm is loss.', { askIf: arm('earlier') }),
					page('page', 'Harm is any loss.', { askIf: arm('later') }),
					{ ...old, id: 'harm_before', askIf: arm('earlier') },
					{ ...old, askIf: arm('later') },
				],
				{
					experiments: [experiment],
					bridges: ['page', 'harm'].map((question) => ({
						experiment: 'harm-bridge',
						question,
						before: `${question}_before`,
						since: 1,
					})),
				},
			),
			version(3, [page('page', 'Harm is any loss.'), old]),
		];
		expect(on('harm', versions, 1, 3)).toMatchObject({ kind: 'bridged', bridges: [by(2)] });
		expect(on('harm', versions, 1, 2)?.kind).toBe('bridged');
		expect(on('harm', versions, 2, 3)?.kind).toBe('identical');
	});
});

describe('a measure over a bridge', () => {
	const side = (instrument: Instrument) => ({ instrument, modes: ['web'], sampleType: 'probability' });
	const step = {
		version: 2,
		measure: { ...first.measures[0], variables: ['harm_before'] },
		arm: { variable: 'harm_bridge_arm', earlier: 1, later: 2 },
	};

	it('names the step: the version, the measure read off the earlier wording, and the arms', () => {
		const compared = compareWaves(side(first), side(third), [first, second, third]);
		expect(compared.measures.get('harm')).toEqual({ kind: 'bridged', notes: [], steps: [step] });
		expect(compareWaves(side(first), side(second)).measures.get('harm')).toEqual({
			kind: 'bridged',
			notes: [],
			steps: [step],
		});
	});

	it('reads what it counts among off the earlier wording too', () => {
		const among = [share('age', { among: [{ variable: 'harm', codes: [2] }] })];
		const [one, two, three] = [first, second, third].map((of) => ({
			...of,
			measures: tiny('x', [old], { measures: among }).measures,
		}));
		if (!one || !two || !three) throw new Error('three versions');
		const compared = compareWaves(side(one), side(three), [one, two, three]).measures.get('age');
		expect(compared).toMatchObject({
			steps: [{ measure: { variables: ['age'], among: [{ variable: 'harm_before', codes: [2] }] } }],
		});
	});

	it('breaks all the same where the waves differ in whom they ask, how, or in what order', () => {
		const kind = (...waves: Parameters<typeof compareWaves>) => compareWaves(...waves).measures.get('harm')?.kind;
		const all = [first, second, third];
		expect(kind(side(first), { ...side(third), sampleType: 'open-link' }, all)).toBe('break');
		expect(kind(side(first), { ...side(third), modes: ['telephone'] }, all)).toBe('break');
		expect(kind(side(third), side(first), all)).toBe('break');
	});

	it('breaks where another of its variables is asked otherwise in the version that bridges', () => {
		const otherwise = choice('age', 3, { text: both('How old?') });
		const measures = [share('harm', { variables: ['harm', 'age'] })];
		const of = (instrument: Instrument) => ({ ...instrument, measures: tiny('x', [old], { measures }).measures });
		const middle = bridging(2, [old, reworded], 1);
		const changed = {
			...middle,
			sections: middle.sections.map((section) => ({
				...section,
				questions: section.questions.map((question) =>
					question.id === 'age' ? (version(1, [otherwise]).sections[0]?.questions[0] ?? question) : question,
				),
			})),
		};
		const kind = (between: Instrument) =>
			compareWaves(side(of(first)), side(of(third)), [of(first), of(between), of(third)]).measures.get('harm')?.kind;
		expect(kind(middle)).toBe('bridged');
		expect(kind(changed)).toBe('break');
	});

	it('breaks where one version bridges two of its variables by two experiments', () => {
		const measure = tiny('x', [old], { measures: [share('harm', { variables: ['harm', 'trust'] })] }).measures[0];
		const verdicts = (['harm', 'trust'] as const).map((variable): Verdict => ({
			...{ kind: 'bridged', variable, differences: [], reasons: [] },
			bridges: [{ ...by(2, `${variable}_before`), experiment: `${variable}-bridge` }],
		}));
		expect(measure && compareMeasure(measure, measure, verdicts).kind).toBe('break');
	});
});
