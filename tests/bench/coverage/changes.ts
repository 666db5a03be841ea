import { type Design, designOf, estimate, share } from '#core/estimation/index.ts';
import { type SampledWave, changeBetween, changeWithOverlap, effectOf, overlapOf, stackOf } from '#core/trends/index.ts';
import { type Chance, type Scenario } from './scenario.ts';

const level = 0.95;
const counted = { counted: [1], missingInBase: [] };

/** A wave of 800 people, half of whom are asked again; three in five of these would say what they said before. */
function changeWithHalfOfPanel(): Scenario {
	const [n, before, after, steadfast] = [800, 0.3, 0.35, 0.6];
	const afresh = (after - steadfast * before) / (1 - steadfast);
	const people = Int32Array.from({ length: n }, (_, i) => i);
	const later = people.map((i) => i + n / 2);
	return {
		name: `Change from ${100 * before} to ${100 * after} %, ${n} rows a wave, half of the panel kept`,
		truth: after - before,
		methods: ['with the people in both', 'as if drawn apart'],
		draw: (next) => {
			const first = Int8Array.from(people, () => (next() < before ? 1 : 2));
			const second = Int8Array.from(later, (person) => {
				if (person >= n) return next() < after ? 1 : 2;
				return next() < steadfast ? first[person]! : next() < afresh ? 1 : 2;
			});
			const from = { design: designOf({ weights: unequal(next, n) }), panel: people };
			const to = { design: designOf({ weights: unequal(next, n) }), panel: later };
			return changeIntervals(from, first, to, second);
		},
	};
}

function unequal(next: Chance, n: number): Float64Array {
	return Float64Array.from({ length: n }, () => 0.5 + next());
}

function changeIntervals(from: SampledWave, first: Int8Array, to: SampledWave, second: Int8Array) {
	const [a, b] = [shareOf(from.design, first), shareOf(to.design, second)];
	const stack = stackOf([from, to]);
	if (stack.kind !== 'stack') throw new Error(stack.kind);
	const overlap = overlapOf(stack, [a.statistic, b.statistic], { lonelyPsu: 'fail' });
	if (overlap.kind !== 'overlap') throw new Error(overlap.kind);
	return [
		changeWithOverlap(a.measurement, b.measurement, overlap, { level }).interval,
		changeBetween(a.measurement, b.measurement, { level }).interval,
	];
}

function shareOf(design: Design, codes: Int8Array) {
	const statistic = share(design.weights, codes, counted);
	if (statistic.kind === 'no-base') throw new Error(statistic.kind);
	const measurement = estimate(design, statistic);
	if (measurement.kind !== 'estimate') throw new Error(measurement.kind);
	return { statistic, measurement };
}

function changeDrawnApart(before: number, after: number, n: number): Scenario {
	const design = designOf({ weights: new Float64Array(n).fill(1) });
	return {
		name: `Change from ${100 * before} to ${100 * after} %, ${n} rows a wave, drawn apart`,
		truth: after - before,
		methods: ['wald'],
		draw: (next) => {
			const [from, to] = [before, after].map((p) =>
				shareOf(
					design,
					Int8Array.from({ length: n }, () => (next() < p ? 1 : 2)),
				),
			);
			return [changeBetween(from!.measurement, to!.measurement, { level }).interval];
		},
	};
}

const [treatedBefore, controlBefore, drift, effect] = [0.3, 0.4, 0.05, 0.08];

/** Treated are the even rows. */
const isTreated = (row: number) => row % 2 === 0;

function shareIn(wave: number, row: number): number {
	const start = isTreated(row) ? treatedBefore : controlBefore;
	return start + wave * (drift + (isTreated(row) ? effect : 0));
}

function effectInterval(first: SampledWave, second: SampledWave, answers: readonly [Int8Array, Int8Array]) {
	const stack = stackOf([first, second]);
	if (stack.kind !== 'stack') throw new Error(stack.kind);
	const codes = Int8Array.from([...answers[0], ...answers[1]]);
	const group = Int8Array.from({ length: codes.length }, (_, i) => (isTreated(i % answers[0].length) ? 1 : 2));
	const change = effectOf(stack, {
		outcome: { kind: 'share', codes, ...counted },
		time: { codes: stack.waveOfRow, before: [0], after: [1] },
		group: { codes: group, treated: [1], control: [2] },
	});
	if (!('difference' in change)) throw new Error(change.kind);
	return change.interval;
}

function differenceInDifferences(): Scenario {
	const n = 600;
	const design = designOf({ weights: new Float64Array(n).fill(1) });
	return {
		name: `Difference in differences of ${100 * effect} points, ${n} rows a wave, drawn apart`,
		truth: effect,
		methods: ['wald'],
		draw: (next) => {
			const wave = (t: number) => Int8Array.from({ length: n }, (_, i) => (next() < shareIn(t, i) ? 1 : 2));
			return [effectInterval({ design }, { design }, [wave(0), wave(1)])];
		},
	};
}

/** The same people twice; half of them say again what they said. */
function differenceInDifferencesOfPanel(): Scenario {
	const n = 600;
	const design = designOf({ weights: new Float64Array(n).fill(1) });
	const panel = Int32Array.from({ length: n }, (_, i) => i);
	return {
		name: `Difference in differences of ${100 * effect} points, the same ${n} people twice`,
		truth: effect,
		methods: ['with the people in both', 'as if drawn apart'],
		draw: (next) => {
			const first = Int8Array.from({ length: n }, (_, i) => (next() < shareIn(0, i) ? 1 : 2));
			const second = first.map((code, i) => {
				const afresh = 2 * shareIn(1, i) - shareIn(0, i);
				return next() < 0.5 ? code : next() < afresh ? 1 : 2;
			});
			return [
				effectInterval({ design, panel }, { design, panel }, [first, second]),
				effectInterval({ design }, { design }, [first, second]),
			];
		},
	};
}

export const changes: readonly Scenario[] = [
	changeDrawnApart(0.02, 0.04, 500),
	changeWithHalfOfPanel(),
	differenceInDifferences(),
	differenceInDifferencesOfPanel(),
];
