import { calibrationFit } from '#core/weighting/index.ts';
import { type Design, type Estimator, type Linearised, designOf } from '#core/estimation/index.ts';
import { type SampledWave, type StackedUnits, stackedUnits } from './stacked-units.ts';

/** How much each wave counts: by its weights as they are, by its rows, or all alike. */
export type Balance = 'as-weighted' | 'by-rows' | 'equal';

/**
 * Several waves as one sample, so that whatever is computed from one sample can be computed over waves. Rows stand wave
 * by wave. `design` carries no calibration when there are several waves: estimators go through `onStack`, which frees
 * influences of what each wave's own raking fixes.
 */
export interface Stack {
	readonly kind: 'stack';
	readonly design: Design;
	readonly waves: readonly PlacedWave[];
	/** Place of each row's wave in `waves`. */
	readonly waveOfRow: Int16Array;
	/** People who are in more than one wave. */
	readonly linked: number;
}

export interface PlacedWave {
	readonly start: number;
	readonly design: Design;
	/** What its weights were multiplied by. */
	readonly factor: number;
}

/** Replicates of two samples say nothing of how they vary together, so that such a wave stands alone. */
export interface Unstackable {
	readonly kind: 'replicates-cannot-be-stacked';
	readonly wave: number;
}

/**
 * Puts waves together as one design. A person's rows, and with them the clusters that these lie in, are one primary
 * sampling unit; a stratum in which nobody is known again stays a stratum of its wave, so that waves drawn apart are
 * independent to the last digit. One wave alone keeps its design as it is.
 *
 * @method  Waves as one sample (panel overlap)
 * @formula units: rows joined by person or cluster; strata: those of the first wave that a person is in, wave × stratum where nobody is known again; influences: residuals on each wave's own margins before they are put together
 * @source  Kish (1965), Survey Sampling, 12.4; Steel & McLaren (2009), Handbook of Statistics 29B, ch. 33
 * @r       `svydesign(ids = ~person, strata = ~stratum, weights = ~w, data = rbind(a, b))`, and `strata = ~wave` for waves drawn apart
 */
export function stackOf(
	waves: readonly SampledWave[],
	{ balance = 'as-weighted' }: { readonly balance?: Balance } = {},
): Stack | Unstackable {
	const replicated = waves.findIndex(({ design }) => design.replicates !== null);
	if (replicated >= 0 && waves.length > 1) return { kind: 'replicates-cannot-be-stacked', wave: replicated };
	const placed: PlacedWave[] = [];
	let rows = 0;
	for (const { design } of waves) {
		placed.push({ start: rows, design, factor: waves.length > 1 ? factorOf(design.weights, balance) : 1 });
		rows += design.n;
	}
	const waveOfRow = new Int16Array(rows);
	placed.forEach(({ start, design }, t) => waveOfRow.fill(t, start, start + design.n));
	const [only] = waves;
	if (only && waves.length === 1) return { kind: 'stack', design: only.design, waves: placed, waveOfRow, linked: 0 };
	const units = stackedUnits(waves);
	return { kind: 'stack', design: stackedDesign(placed, rows, units), waves: placed, waveOfRow, linked: units.linked };
}

function factorOf(weights: Float64Array, balance: Balance): number {
	if (balance === 'as-weighted') return 1;
	let sum = 0;
	let rows = 0;
	for (let i = 0; i < weights.length; i++) {
		const w = weights[i] ?? 0;
		sum += w;
		if (w !== 0) rows++;
	}
	return balance === 'equal' ? 1 / sum : rows / sum;
}

function stackedDesign(waves: readonly PlacedWave[], rows: number, units: StackedUnits): Design {
	const weights = new Float64Array(rows);
	for (const { start, design, factor } of waves)
		for (let i = 0; i < design.n; i++) weights[start + i] = factor * (design.weights[i] ?? 0);
	return designOf({ weights, strata: units.stratumOfRow, clusters: units.unitOfRow, fpc: units.population });
}

/** The estimator with its influences freed, wave by wave, of what that wave's margins fix. */
export function onStack(stack: Stack, estimator: Estimator): Estimator {
	if (stack.waves.length === 1 || stack.waves.every(({ design }) => design.calibration === null)) return estimator;
	return (weights) => {
		const statistics = estimator(weights);
		return 'kind' in statistics
			? statistics
			: statistics.map((statistic) => ({ ...statistic, influence: residuals(stack, statistic.influence) }));
	};
}

/** An estimate of one wave as one of the stack: its influences among the stack's rows, freed of that wave's margins. */
export function lifted(stack: Stack, wave: number, statistic: Linearised): Linearised {
	const place = stack.waves[wave];
	if (!place || stack.waves.length === 1) return statistic;
	const influence = new Float64Array(stack.design.n);
	for (let i = 0; i < place.design.n; i++) influence[place.start + i] = (statistic.influence[i] ?? 0) / place.factor;
	return { ...statistic, influence: residuals(stack, influence, wave) };
}

/** The rows of some of the waves. */
export function rowsOfWaves({ waveOfRow }: Stack, waves: readonly number[]): Uint8Array {
	const isIn = new Uint8Array(Math.max(0, ...waves) + 1);
	for (const wave of waves) isIn[wave] = 1;
	const rows = new Uint8Array(waveOfRow.length);
	for (let i = 0; i < rows.length; i++) rows[i] = isIn[waveOfRow[i] ?? 0] ?? 0;
	return rows;
}

function residuals({ waves }: Stack, influence: Float64Array, onlyWave?: number): Float64Array {
	const free = influence.slice();
	waves.forEach(({ start, design: { n, calibration } }, t) => {
		if (calibration === null || (onlyWave !== undefined && t !== onlyWave)) return;
		const fit = calibrationFit(calibration, influence.subarray(start, start + n));
		const { ofRow } = calibration.cells;
		for (let i = 0; i < n; i++) free[start + i] = (free[start + i] ?? 0) - (fit[ofRow[i] ?? 0] ?? 0);
	});
	return free;
}
