import { pathToFileURL } from 'node:url';
import { designOf } from '../../src/lib/core/estimation/index.ts';
import { seededRandom } from '../../src/lib/core/interview/index.ts';
import { type TrendWave, trends } from '../../src/lib/core/trends/index.ts';
import { type Margin, type Raked, rake } from '../../src/lib/core/weighting/index.ts';
import { instrumentOf, waveOf } from '../unit/trends/wave-of.ts';
import { type BenchLine, print } from './report.ts';
import { timed } from './timing.ts';

const waves = 8;
const rows = 1_000_000;
const marginSizes = [14, 8, 5, 4, 2];
const instrument = instrumentOf(['q1']);

function sample(seed: number) {
	const next = seededRandom(seed);
	const cells = marginSizes.map((size) => Int16Array.from({ length: rows }, () => Math.floor(next() ** 1.2 * size)));
	const margins: Margin[] = cells.map((column, m) => ({
		id: `margin ${m}`,
		cells: column,
		targets: Array.from({ length: marginSizes[m]! }, () => 1 / marginSizes[m]!),
		unit: 'shares',
	}));
	const codes = Int16Array.from(cells[0]!, (cell) => (next() < 0.3 + cell / 50 ? 1 : next() < 0.02 ? -9 : 2));
	return { margins, codes };
}

/**
 * By code + 9: in the base, and counted. The bare loops look answers up as ours do; with branches they take twice as
 * long.
 */
const inBase = Float64Array.from([0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1]);
const counts = Float64Array.from([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0]);

/** The same arithmetic by hand: the share, the residuals from fitted cell means, their squared sum. */
function bareShare(weights: Float64Array, codes: Int16Array): { share: number; sum: number } {
	let sum = 0;
	let counted = 0;
	for (let i = 0; i < weights.length; i++) {
		const at = codes[i]! + 9;
		const w = weights[i]!;
		sum += w * inBase[at]!;
		counted += w * counts[at]!;
	}
	return { share: counted / sum, sum };
}

function bareVariance({ weights, calibration }: Raked, codes: Int16Array, share: number, sum: number): number {
	const { baseWeights, cells, cellWeights } = calibration;
	const z = inBase.map((is, at) => (is * (counts[at]! - share)) / sum);
	const fit = new Float64Array(cells.count);
	for (let i = 0; i < weights.length; i++) fit[cells.ofRow[i]!]! += baseWeights[i]! * z[codes[i]! + 9]!;
	for (let c = 0; c < fit.length; c++) fit[c]! /= cellWeights[c]!;
	let squares = 0;
	let total = 0;
	for (let i = 0; i < weights.length; i++) {
		const u = weights[i]! * (z[codes[i]! + 9]! - fit[cells.ofRow[i]!]!);
		total += u;
		squares += u * u;
	}
	return (weights.length / (weights.length - 1)) * (squares - (total * total) / weights.length);
}

/** Weighted trend of one measure with intervals and verdicts over 8 waves of 1 million raked interviews. */
export function bench(): BenchLine[] {
	const samples = Array.from({ length: waves }, (_, seed) => sample(seed + 1));
	const base = new Float64Array(rows).fill(1);
	const raked = samples.map(({ margins }): Raked => {
		const result = rake(base, margins, { tolerance: 1e-8 });
		if (result.kind !== 'raked') throw new Error(result.kind);
		return result;
	});
	const series: TrendWave[] = samples.map(({ codes }, t) => {
		const { weights, calibration } = raked[t]!;
		return waveOf(`wave ${t + 1}`, instrument, { q1: codes }, designOf({ weights, calibration }));
	});
	let ourShares: number[] = [];
	let bareShares: number[] = [];
	const ours = () => {
		const all = trends({ waves: series, comparable: () => ({ kind: 'comparable' }), breakBy: null });
		ourShares = all[0]!.points.map(({ estimate }) => (estimate.kind === 'estimate' ? estimate.value : -1));
	};
	const bare = () => {
		bareShares = samples.map(({ codes }, t) => {
			const { share, sum } = bareShare(raked[t]!.weights, codes);
			if (!(bareVariance(raked[t]!, codes, share, sum) > 0)) throw new Error('no variance');
			return share;
		});
	};
	const [our, theirs] = timed([ours, bare]);
	ourShares.forEach((share, t) => {
		if (Math.abs(share - bareShares[t]!) > 1e-12) throw new Error('the two disagree');
	});
	return [
		{
			name: 'weighted trend with intervals, 8 waves × 1 million raked interviews',
			unit: 'ms of CPU',
			ours: our!.cpu,
			rival: 'bare typed-array loop',
			rivals: theirs!.cpu,
			ratio: our!.cpu / theirs!.cpu,
			goal: '≤ 3',
		},
		{
			name: 'the same, wall time',
			unit: 'ms',
			ours: our!.wall,
			rival: 'bare typed-array loop',
			rivals: theirs!.wall,
			ratio: our!.wall / theirs!.wall,
		},
	];
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href)
	for (const line of bench()) print(line);
