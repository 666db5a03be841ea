import { describe, expect, it } from 'vitest';
import type { Estimate } from '../../../src/lib/core/estimation/index.ts';
import type { MeasuredStep, ReportedSeries } from '../../../src/lib/core/trends/index.ts';
import { instrumentOf } from '../trends/wave-of.ts';
import { bridgesIn, stepSentences } from '../../../src/lib/ui/trend/bridge-words.ts';

const step: MeasuredStep = {
	...{ wave: 'w3', value: 0.031, se: 0.01, df: 900, n: { earlier: 512, later: 1498 } },
	interval: { lower: 0.0114, upper: 0.0506, level: 0.95, method: 'wald' },
};
const { measures } = instrumentOf(['q']);
const asked = { wave: 'w3', measure: measures[0]!, arm: { variable: 'words_arm', earlier: 1, later: 2 } };
const absent = { kind: 'absent', reason: 'not-asked', n: 0 } as const;
const figure: Estimate = {
	kind: 'estimate',
	...{ value: 0.4, se: 0.01, df: 900, deff: 1, deft: 1, truncated: null },
	scale: 'share',
	interval: { ...step.interval, lower: 0.38, upper: 0.42 },
	base: { n: 512, sumOfWeights: 512, effectiveSize: 512 },
};
const series = (bridge: ReportedSeries['points'][number]['bridge'], label: string | null = null): ReportedSeries => ({
	group: label === null ? null : { code: 1, label },
	points: [
		{
			...{ wave: 'w3', estimate: absent, source: null, smallBase: false, breakBefore: null, comparisons: [] },
			...(bridge === undefined ? {} : { bridge }),
		},
	],
});

describe('words about a bridge', () => {
	it('tell the step that is taken out of a change, and where it was measured', () => {
		expect(stepSentences({ steps: [step] }, 'share', [], { in: 'w4' })).toEqual([
			'The wording changed in w3. In that wave half were asked in the earlier words: the step was +3.1 points (between +1.1 and +5.1). It is taken out of this change.',
		]);
		expect(stepSentences({ steps: [{ ...step, value: 0.2 }] }, 'mean', [], { in: 'w4' })[0]).toContain(
			'the step was +0.20 (between +0.01 and +0.05).',
		);
	});

	it('tell that in the wave itself the earlier words are compared', () => {
		const [sentence] = stepSentences({ steps: [step] }, 'share', [], { in: 'w3' });
		expect(sentence).toMatch(/The change is that of the earlier words\.$/);
	});

	it('say nothing of a change between the same words', () => {
		expect(stepSentences({}, 'share', [], { in: 'w4' })).toEqual([]);
		expect(bridgesIn([series(undefined)], [], 'share')).toEqual([]);
	});

	it('stand under a chart with the answers behind each half, group by group, or say that there are too few', () => {
		expect(bridgesIn([series({ asked, earlier: figure, step }, 'Women')], [], 'share')[0]).toBe(
			'The wording changed in w3, where half were asked in the earlier words and half in the later: the step was +3.1 points (between +1.1 and +5.1) among Women, from 512 and 1,498 answers.',
		);
		expect(bridgesIn([series({ asked, earlier: figure, step: null })], [], 'share')[0]).toMatch(/too few to measure/);
		expect(bridgesIn([series({ asked, earlier: absent, step: null })], [], 'share')).toEqual([]);
	});
});
