import { type Design, type Stage } from '#core/estimation/index.ts';

/** What a wave must tell to be put together with others: its design and, where people are known again, who they are. */
export interface SampledWave {
	readonly design: Design;
	/** One number a row; rows of two waves with the same number are one person. Negative: not known again. */
	readonly panel?: Int32Array | null;
}

/** Primary sampling units and strata over the rows of several waves. Null columns: every row is its own, no population. */
export interface StackedUnits {
	readonly unitOfRow: Int32Array | null;
	readonly stratumOfRow: Int32Array;
	/** Units of the row's stratum in the population. */
	readonly population: Float64Array | null;
	/** People who are in more than one wave. */
	readonly linked: number;
}

interface Placed {
	readonly wave: SampledWave;
	readonly stage: Stage;
	readonly start: number;
	readonly firstUnit: number;
	readonly firstStratum: number;
}

/**
 * Joins units that share a person. The unit lies in the stratum of the first wave that has it; a later wave's stratum is
 * taken for the earlier one in which most of its known people were, or stays by itself when it has none. A population
 * counts where all waves of a stratum agree on it and were drawn in one stage.
 */
export function stackedUnits(waves: readonly SampledWave[]): StackedUnits {
	const placed = place(waves);
	const rows = placed.reduce((sum, { wave }) => sum + wave.design.n, 0);
	const { root, linked } = joined(placed);
	const stratum = sharedStrata(placed, root);
	const isClustered = linked > 0 || placed.some(({ stage }) => stage.unitOfRow !== null);
	const unitOfRow = isClustered ? new Int32Array(rows) : null;
	const stratumOfRow = new Int32Array(rows);
	const firstRow = new Int32Array(root.length).fill(-1);
	for (const at of placed)
		for (let i = 0; i < at.wave.design.n; i++) {
			const unit = root[unitAt(at, i)] ?? 0;
			const row = at.start + i;
			if (unitOfRow !== null) unitOfRow[row] = unit;
			const first = firstRow[unit] ?? -1;
			if (first < 0) {
				firstRow[unit] = row;
				stratumOfRow[row] = stratum[stratumAt(at, i)] ?? 0;
			} else stratumOfRow[row] = stratumOfRow[first] ?? 0;
		}
	return { unitOfRow, stratumOfRow, population: populations(placed, stratum, stratumOfRow), linked };
}

function place(waves: readonly SampledWave[]): Placed[] {
	const placed: Placed[] = [];
	let [start, firstUnit, firstStratum] = [0, 0, 0];
	for (const wave of waves) {
		const [stage] = wave.design.stages;
		placed.push({ wave, stage, start, firstUnit, firstStratum });
		start += wave.design.n;
		firstUnit += stage.units;
		firstStratum += stage.strata.length;
	}
	return placed;
}

function unitAt({ stage, firstUnit }: Placed, row: number): number {
	return firstUnit + (stage.unitOfRow === null ? row : (stage.unitOfRow[row] ?? 0));
}

function stratumAt({ stage, firstStratum }: Placed, row: number): number {
	if (stage.stratumOfUnit === null) return firstStratum;
	return firstStratum + (stage.stratumOfUnit[stage.unitOfRow === null ? row : (stage.unitOfRow[row] ?? 0)] ?? 0);
}

/** For each unit the first of those that people join it to. */
function joined(placed: readonly Placed[]): { root: Int32Array; linked: number } {
	const last = placed.at(-1);
	const root = Int32Array.from({ length: last ? last.firstUnit + last.stage.units : 0 }, (_, u) => u);
	const rootOf = (unit: number): number => {
		let u = unit;
		while (root[u] !== u) u = root[u] ?? u;
		return u;
	};
	const seen = new Map<number, { readonly unit: number; readonly wave: number; counted: boolean }>();
	let linked = 0;
	placed.forEach((at, t) => {
		const { panel } = at.wave;
		if (!panel) return;
		for (let i = 0; i < at.wave.design.n; i++) {
			const person = panel[i] ?? -1;
			if (person < 0) continue;
			const known = seen.get(person);
			if (known === undefined) {
				seen.set(person, { unit: unitAt(at, i), wave: t, counted: false });
				continue;
			}
			if (!known.counted && known.wave !== t) {
				known.counted = true;
				linked++;
			}
			const [a, b] = [rootOf(known.unit), rootOf(unitAt(at, i))];
			root[a < b ? b : a] = a < b ? a : b;
		}
	});
	for (let u = 0; u < root.length; u++) root[u] = rootOf(u);
	return { root, linked };
}

/** For each stratum of each wave the one that stands for it. */
function sharedStrata(placed: readonly Placed[], root: Int32Array): Int32Array {
	const last = placed.at(-1);
	const strata = last ? last.firstStratum + last.stage.strata.length : 0;
	const stands = Int32Array.from({ length: strata }, (_, h) => h);
	const stratumOfUnit = new Int32Array(root.length).fill(-1);
	for (const at of placed) {
		const votes = new Map<number, Map<number, number>>();
		for (let i = 0; i < at.wave.design.n; i++) {
			const unit = root[unitAt(at, i)] ?? 0;
			if (unit >= at.firstUnit) continue;
			const earlier = stratumOfUnit[unit] ?? -1;
			const own = stratumAt(at, i);
			const counts = votes.get(own) ?? new Map<number, number>();
			votes.set(own, counts.set(earlier, (counts.get(earlier) ?? 0) + 1));
		}
		for (const [own, counts] of votes) {
			const [most] = [...counts].sort(([h, n], [g, m]) => m - n || h - g);
			if (most) stands[own] = most[0];
		}
		for (let i = 0; i < at.wave.design.n; i++) {
			const unit = root[unitAt(at, i)] ?? 0;
			if ((stratumOfUnit[unit] ?? -1) < 0) stratumOfUnit[unit] = stands[stratumAt(at, i)] ?? 0;
		}
	}
	return stands;
}

function populations(placed: readonly Placed[], stands: Int32Array, stratumOfRow: Int32Array): Float64Array | null {
	const known = new Map<number, number>();
	for (const { wave, stage, firstStratum } of placed)
		stage.strata.forEach(({ population }, h) => {
			const stratum = stands[firstStratum + h] ?? 0;
			const own = wave.design.stages.length > 1 ? Infinity : population;
			const before = known.get(stratum);
			known.set(stratum, before === undefined || before === own ? own : Infinity);
		});
	if ([...known.values()].every((population) => population === Infinity)) return null;
	return Float64Array.from(stratumOfRow, (stratum) => known.get(stratum) ?? Infinity);
}
