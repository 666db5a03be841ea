import { describe, expect, it } from 'vitest';
import { WaveId } from '../../../src/lib/core/fieldwork/index.ts';
import type { ReportedSeries, ReportedWave } from '../../../src/lib/core/trends/index.ts';
import { inOrder } from '../../../src/lib/ui/trend/group-order.ts';

type Point = ReportedSeries['points'][number];

const wave = (id: string, state: ReportedWave['state']): ReportedWave => ({
	...{ id: WaveId.parse(id), number: 1, label: id, state, origin: 'fielded', modes: ['web'], published: null },
	...{ sampleType: 'probability', instrumentVersion: 1, opensOn: null, closesOn: null, date: null, completed: 9 },
	...{ indicative: false, weighting: { kind: 'unweighted' } },
});
const waves = [wave('a', 'closed'), wave('b', 'closed'), wave('c', 'open')];

function point(id: string, value: number | null, difference: number | null): Point {
	const interval = { lower: 0, upper: 1, level: 0.95, method: 'wald' } as const;
	const change = { difference: difference ?? 0, se: 0.1, df: 9, p: 0.5, interval };
	return {
		...{ wave: id, source: null, smallBase: false, breakBefore: null },
		estimate:
			value === null
				? { kind: 'absent', reason: 'nobody-in-base', n: 0 }
				: {
						...{ kind: 'estimate', value, se: 0.1, df: 9, interval: { ...interval, method: 'logit' } },
						...{ base: { n: 9, sumOfWeights: 9, effectiveSize: 9 }, deff: 1, deft: 1, scale: 'share', truncated: null },
					},
		comparisons: [
			{
				...{ against: 'previous', from: 'a' },
				outcome:
					difference === null
						? { kind: 'no-verdict', because: { kind: 'small-base', minimum: 50 } }
						: {
								...{ kind: 'judged', change, adjusted: { p: 0.5, interval }, familySize: 2 },
								verdict: { kind: 'cannot-tell', detectable: 0.2 },
							},
			},
		],
	};
}

const series = (label: string, newest: Point): ReportedSeries => ({
	group: { code: label.charCodeAt(0), label },
	points: [point('a', 0.5, null), newest, point('c', 0.9, 0.9)],
});
const groups = [
	series('P', point('b', 0.2, -0.1)),
	series('Q', point('b', null, null)),
	series('R', point('b', 0.6, null)),
	series('S', point('b', 0.4, 0.3)),
];

describe('groups in order', () => {
	it.each([
		['questionnaire', 'PQRS'],
		['value', 'RSPQ'],
		['change', 'SPQR'],
	] as const)('by %s go by the newest wave that is over, what is not known last', (order, expected) => {
		const labels = inOrder(groups, order, waves).map(({ group }) => group?.label);
		expect(labels.join('')).toBe(expected);
	});
});
