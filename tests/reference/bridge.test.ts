import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Design, designOf } from '../../src/lib/core/estimation/index.ts';
import { type Measure } from '../../src/lib/core/instrument/index.ts';
import { type AnsweredWave, type Comparability, trends } from '../../src/lib/core/trends/index.ts';
import { rake } from '../../src/lib/core/weighting/index.ts';
import { instrumentOf, waveOf } from '../unit/trends/wave-of.ts';
import { expectClose } from './close.ts';
import { table } from './survey-data.ts';

/** `more/bridge.R`: three waves of schools, of which the second asked parts of its districts in either wording. */
const fromR = z
	.record(z.string(), z.record(z.string(), z.array(z.number())))
	.parse(JSON.parse(readFileSync(new URL('more/bridge.json', import.meta.url), 'utf8')));

type File = 'apistrat' | 'apiclus1' | 'apisrs';

const columns = {
	score: (file: File, year: 'api99' | 'api00') => Int16Array.from(table(file).numbers(year).values),
	high: (file: File, year: 'api99' | 'api00') =>
		Int16Array.from(table(file).numbers(year).values, (score) => (score > 650 ? 1 : 2)),
};

/** Margins of the population, and weights raked to them in each wave by itself where asked. */
function designFor(file: File, isRaked: boolean): Design {
	const from = table(file);
	const strata = file === 'apistrat' ? Int32Array.from(from.codes('stype')) : null;
	const clusters = file === 'apiclus1' ? Int32Array.from(from.numbers('dnum').values) : null;
	const weights = from.numbers('pw').values;
	if (!isRaked) return designOf({ weights, strata, clusters });
	const margins = [
		{ id: 'stype', cells: from.codes('stype'), targets: [4421, 755, 1018], unit: 'totals' as const },
		{ id: 'awards', cells: from.codes('awards'), targets: [2027, 4167], unit: 'totals' as const },
	];
	const raked = rake(weights, margins, { tolerance: 1e-14, maxIterations: 5000 });
	if (raked.kind !== 'raked') throw new Error(raked.kind);
	return designOf({ weights: raked.weights, strata, clusters, calibration: raked.calibration });
}

/** Every third school of the second wave was asked in the old words. */
const isOld = (row: number) => row % 3 === 0;

function pointsOf(y: 'score' | 'high', isRaked: boolean) {
	const base = instrumentOf(['q', 'q_before', 'words'], ['q']);
	const [declared] = base.measures;
	if (declared?.statistic !== 'share') throw new Error();
	const { id, label, base: about, objective, smallestChange, among } = declared;
	const common = { id, label, base: about, objective, smallestChange, among };
	const reading = (variable: string): Measure =>
		y === 'high' ? { ...declared, variables: [variable] } : { ...common, statistic: 'mean', variable };
	const instrument = { ...base, measures: [reading('q')] };
	const asked = (file: File, year: 'api99' | 'api00', who: (row: number) => boolean) =>
		columns[y](file, year).map((answer, row) => (who(row) ? answer : -1));
	const everybody = () => true;
	const waves: AnsweredWave[] = [
		waveOf('1', instrument, { q: asked('apistrat', 'api99', everybody) }, designFor('apistrat', isRaked)),
		waveOf(
			'2',
			instrument,
			{
				q: asked('apiclus1', 'api00', (row) => !isOld(row)),
				q_before: asked('apiclus1', 'api99', isOld),
				words: Int16Array.from({ length: 183 }, (_, row) => (isOld(row) ? 1 : 2)),
			},
			designFor('apiclus1', isRaked),
		),
		waveOf('3', instrument, { q: asked('apisrs', 'api00', everybody) }, designFor('apisrs', isRaked)),
	];
	const arm = { variable: 'words', earlier: 1, later: 2 };
	const comparable = (_: string, from: string): Comparability<never> =>
		from === '1'
			? { kind: 'bridged', steps: [{ wave: '2', measure: reading('q_before'), arm }] }
			: { kind: 'comparable' };
	return trends({ waves, comparable, breakBy: null })[0]!.points;
}

describe('changes across a bridge are those of R on the three samples stacked', () => {
	it.each([
		['score', 'plain'],
		['high', 'plain'],
		['score', 'raked'],
		['high', 'raked'],
	] as const)('svycontrast over wave and words: %s, weights %s', (y, weighting) => {
		const r = fromR[`${y}_${weighting}`]!;
		const points = pointsOf(y, weighting === 'raked');
		const { earlier, step } = points[1]!.bridge!;
		const cells = [points[0]!.estimate, earlier, points[1]!.estimate, points[2]!.estimate].map((of) => {
			if (of.kind !== 'estimate') throw new Error(of.reason);
			return of;
		});
		expectClose(
			cells.map(({ value }) => value),
			r.cells!,
		);
		expectClose(
			cells.map(({ se }) => se),
			r.cell_se!,
		);
		const changes = [points[1]!, points[2]!].map(({ comparisons }) => {
			const outcome = comparisons.find(({ against }) => against === 'first')?.outcome;
			if (outcome?.kind !== 'judged') throw new Error(JSON.stringify(outcome));
			return outcome.change;
		});
		expectClose([step!.value, ...changes.map(({ difference }) => difference)], r.estimate!);
		expectClose([step!.se, ...changes.map(({ se }) => se)], r.se!);
	});

	it('districts that hold both halves make the step surer than two samples would', () => {
		const { step } = pointsOf('score', false)[1]!.bridge!;
		const [, old, now] = fromR.score_plain!.cell_se!;
		expect(step!.se).toBeLessThan(0.25 * Math.hypot(old!, now!));
		expect(step!.n).toEqual({ earlier: 61, later: 122 });
	});
});
