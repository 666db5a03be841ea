import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { SurveySlug } from '../../../src/lib/core/instrument/index.ts';
import type {
	JudgedChange,
	NoVerdict,
	ReportedMeasure,
	ReportedSeries,
	TrendReport,
} from '../../../src/lib/core/trends/index.ts';
import { changesIn } from '../../../src/lib/core/trends/index.ts';
import type { BreakReason } from '../../../src/lib/core/comparability/index.ts';
import { changesCsv } from '../../../src/lib/exchange/changes-csv.ts';
import { changeScale, drawnChange } from '../../../src/lib/ui/changes/change-scale.ts';
import { changesSvg } from '../../../src/lib/ui/changes/changes-svg.ts';
import { changesFinding, familyWords, tallyLines } from '../../../src/lib/ui/changes/changes-words.ts';
import { reportedWave } from './reported-wave.ts';

type Comparisons = ReportedSeries['points'][number]['comparisons'];

const judged = (difference: number, p: number, verdict: JudgedChange['verdict']): JudgedChange => {
	const interval = { lower: difference - 0.02, upper: difference + 0.02, level: 0.95, method: 'wald' as const };
	return {
		kind: 'judged',
		change: { difference, se: 0.01, df: 1000, p, interval },
		verdict,
		adjusted: { p, interval },
		familySize: 4,
	};
};
const changed = (difference: number, p: number) =>
	judged(difference, p, { kind: 'changed', direction: difference > 0 ? 'up' : 'down', withinSmallest: false });
const cannotTell = (difference: number, detectable: number) =>
	judged(difference, 1, { kind: 'cannot-tell', detectable });
const broken: NoVerdict<BreakReason> = {
	kind: 'no-verdict',
	because: { kind: 'break', reasons: [{ difference: 'wording', words: 'question' }] },
};

function measure(id: string, comparisons: Comparisons, label = id): ReportedMeasure {
	const point = (at: string, value: number, of: Comparisons): ReportedSeries['points'][number] => ({
		wave: at,
		estimate: {
			kind: 'estimate',
			...{ value, se: 0.01, df: 999, deff: 1, deft: 1, scale: 'share', truncated: null },
			interval: { lower: value - 0.02, upper: value + 0.02, level: 0.95, method: 'logit' },
			base: { n: 1000, sumOfWeights: 1000, effectiveSize: 900 },
		},
		source: null,
		smallBase: false,
		breakBefore: null,
		comparisons: of,
	});
	return {
		...{ id, label, base: 'All', objective: null, statistic: 'share', smallestChange: 0.03, notes: [] },
		series: [{ group: null, points: [point('w1', 0.4, []), point('w2', 0.5, []), point('w3', 0.6, comparisons)] }],
	};
}

const previous = (outcome: Comparisons[number]['outcome']) => ({ against: 'previous' as const, from: 'w2', outcome });
const first = (outcome: Comparisons[number]['outcome'], from = 'w1') => ({ against: 'first' as const, from, outcome });

function report(...measures: ReportedMeasure[]): TrendReport {
	return {
		survey: SurveySlug.parse('shoes'),
		...{ title: 'Shoes', population: 'All', unit: 'person', breakBy: null, measures },
		subject: { kind: 'measures' },
		waves: [reportedWave(1), reportedWave(2), reportedWave(3)],
	};
}

describe('the list of changes', () => {
	it('orders by adjusted p, then by size in multiples of the smallest change, and puts what has no verdict last', () => {
		const list = changesIn(
			report(
				measure('broken', [previous(broken)]),
				measure('small', [previous(cannotTell(0.01, 0.05))]),
				measure('likely', [previous(changed(0.04, 0.01)), first(changed(0.09, 0.001))]),
				measure('large', [previous(cannotTell(-0.02, 0.04))]),
			),
			'w3',
		);
		expect(list?.changes.map(({ measure: { id }, against }) => `${id} ${against}`)).toEqual([
			'likely first',
			'likely previous',
			'large previous',
			'small previous',
			'broken previous',
		]);
	});

	it('counts a comparison once where the wave before is also the first that asked', () => {
		const outcome = changed(0.04, 0.01);
		const list = changesIn(report(measure('new', [previous(outcome), first(outcome, 'w2')])), 'w3');
		expect(list?.changes).toHaveLength(1);
		expect(list?.changes[0]?.isAlsoFirst).toBe(true);
	});

	it('counts what cannot be told and what cannot be compared beside what changed, and says what would have been found', () => {
		const list = changesIn(
			report(
				measure('a', [previous(changed(0.04, 0.01)), first(broken)]),
				measure('b', [previous(cannotTell(0.01, 0.05)), first(cannotTell(0.01, 0.071))]),
				measure('c', [previous(judged(0, 1, { kind: 'no-change-larger-than', smallestChange: 0.03 }))]),
			),
			'w3',
		);
		if (list === null) throw new Error('no list');
		expect(changesFinding(list)).toBe('1 of 4 comparisons changed by Wave 3');
		expect(tallyLines(list.tally, list.changes).map(({ count, words }) => `${count} ${words}`)).toEqual([
			'1 changed',
			'1 no change larger than 3 points',
			'2 cannot tell',
			'1 not comparable',
		]);
		expect(tallyLines(list.tally, list.changes)[2]?.detail).toBe(
			'a change of 5 to 7.1 points would have been found four times in five',
		);
		expect(familyWords(list, null)).toMatch(/^4 comparisons are one family, declared before Wave 3 was looked at/);
		const imported = familyWords({ ...list, wave: { ...list.wave, origin: 'imported' } }, null);
		expect(imported).toMatch(
			/^4 comparisons are one family: each measure .* may have been chosen in their knowledge\.$/,
		);
	});

	it('has nothing to say of a first wave, and is null for a wave that is not there', () => {
		const list = changesIn(report(measure('a', [])), 'w3');
		expect(list && changesFinding(list)).toBe('Wave 3 has no earlier wave to compare with');
		expect(changesIn(report(), 'w9')).toBeNull();
	});
});

describe('the pictures of changes', () => {
	it('share one scale of multiples of the smallest change, cut where one rough measure would squeeze the rest', () => {
		const list = changesIn(report(measure('a', [previous(changed(0.06, 0.01))])), 'w3');
		expect(list && changeScale(list.changes)).toEqual({ end: 3, unit: '3 points' });
		expect(list?.changes.map((change) => drawnChange(change)?.shape)).toEqual(['disc']);
		const rough = changesIn(report(measure('a', [previous(cannotTell(0.5, 0.9))])), 'w3');
		expect(rough && changeScale(rough.changes).end).toBe(6);
	});
});

describe('the list as CSV', () => {
	it('has every number unrounded, and no cell that a spreadsheet would take for a formula', () => {
		const of = report(measure('a', [previous(changed(1 / 30, 0.01)), first(broken)], '=HYPERLINK("x")'));
		const list = changesIn(of, 'w3');
		if (list === null) throw new Error('no list');
		const rows = parse(changesCsv(of, list), { columns: true, bom: true }) as Record<string, string>[];
		expect(rows.map(({ difference }) => difference)).toEqual([String(1 / 30), '']);
		expect(rows[0]?.measure_label?.startsWith('=')).toBe(false);
		expect(rows[1]).toMatchObject({ no_verdict: 'break', no_verdict_reasons: 'wording: question' });
	});
});

describe('the picture of a list of changes that leaves the page', () => {
	it('has every row with its change and verdict in words, and no row without either', () => {
		const long = 'Knowingly bought a fake in the last 12 months, asked as an item count of five statements';
		const of = report(
			measure('one', [previous(changed(0.1, 0.001))], long),
			measure('two', [previous(cannotTell(0.01, 0.05))]),
			measure('three', [previous(broken)]),
		);
		const list = changesIn(of, 'w3');
		if (list === null) throw new Error('there is such a wave');
		const svg = changesSvg(
			{ changes: list.changes, waves: of.waves },
			{ title: changesFinding(list), subtitle: 'One family', notes: ['All waves are simulated.'] },
		);
		const words = [...svg.matchAll(/<text [^>]*>([^<]*)</g)].map(([, text]) => text).join(' ');
		for (const part of [
			long,
			'+10.0 (+8.0 to +12.0) changed',
			'cannot tell',
			'not comparable: wording differs',
			'simulated',
		])
			expect(words).toContain(part);
		expect(svg.match(/<circle/g)).toHaveLength(2);
		expect(svg).not.toMatch(/NaN|undefined/);
	});
});
