import type { Direction, PlanReport } from '#core/trends/index.ts';
import type { PlainChart } from '#ui/charts/plain-chart.ts';
import { amountWords, countWords } from '#ui/trend/quantity.ts';
import { directionWords } from './plan-words.ts';

const looks: Readonly<Record<Direction, PlainChart['series'][number]['look']>> = { rise: 'first', fall: 'second' };

/** Sizes across on a scale of ratios, the smallest change that each shows upwards from 0, in points. */
export function detectableChart({ plan: { sizes, atSize }, basis }: PlanReport): PlainChart {
	const logs = sizes.map(({ size }) => Math.log(size));
	const [least, most] = [Math.min(...logs), Math.max(...logs)];
	const across = (size: number) => (most > least ? ((Math.log(size) - least) / (most - least)) * 100 : 50);
	const drawn = sizes.flatMap(({ directions }) => directions.flatMap(({ detectable }) => detectable ?? []));
	const { step, top } = scaleTo(Math.max(...drawn, basis.change.value) * 100);
	const up = (share: number) => 100 - ((share * 100) / top) * 100;
	const inPoints = (points: number) => amountWords(points / 100, 'share').replace(/ points?/, '');
	return {
		up: Array.from({ length: Math.round(top / step) + 1 }, (_, k) => ({
			y: up((k * step) / 100),
			label: inPoints(k * step),
		})),
		across: apart(sizes.map(({ size }) => ({ x: across(size), label: countWords(size) }))),
		rules: [
			{ at: { y: up(basis.change.value) }, look: 'dotted', label: 'Change asked for', named: 'in-key' },
			{ at: { x: across(atSize.size) }, look: 'dashed', label: 'Interviews asked for', named: 'in-key' },
		],
		series: atSize.directions.map(({ direction }) => ({
			label: directionWords(direction),
			look: looks[direction],
			joined: true,
			points: sizes.flatMap(({ size, directions }) => {
				const detectable = directions.find((one) => one.direction === direction)?.detectable ?? null;
				if (detectable === null) return [];
				return [{ x: across(size), y: up(detectable), ends: null, hollow: direction === 'fall' }];
			}),
		})),
	};
}

/** A round step that needs four to six lines, and the round number at or above `highest`. */
function scaleTo(highest: number): { readonly step: number; readonly top: number } {
	const power = 10 ** Math.floor(Math.log10(highest / 4));
	const step = [1, 2, 5, 10].map((k) => k * power).find((k) => highest / k <= 5) ?? 10 * power;
	return { step, top: Math.ceil(highest / step - 1e-9) * step };
}

/** Labels need room: about six fit on a phone. */
function apart<Tick extends { readonly x: number }>(ticks: readonly Tick[]): Tick[] {
	const kept: Tick[] = [];
	for (const tick of ticks) if (tick.x - (kept.at(-1)?.x ?? -Infinity) >= 17) kept.push(tick);
	return kept;
}
