import type { Intervention } from '#core/trends/index.ts';
import type { PlainChart } from '#ui/charts/plain-chart.ts';
import { quantityOf, signed } from '#ui/trend/quantity.ts';

const margin = 6;

/**
 * Gaps by wave, in points for shares; waves spaced by their days, those without a day at equal distance. The hollow point is
 * the wave that the others are taken from, and the dashed line where the intervention began.
 */
export function gapChart({ effect, waves, measure }: Intervention): PlainChart {
	const quantity = quantityOf(measure.statistic);
	const scale = quantity === 'share' ? 100 : 1;
	const days = waves.map(({ date }) => (date === null ? null : Date.parse(`${date}T00:00:00Z`)));
	const places = days.every((day) => day !== null) ? days.map((day) => day ?? 0) : waves.map((_, t) => t);
	const [first, last] = [Math.min(...places), Math.max(...places)];
	const across = (wave: number) =>
		last > first ? margin + ((places[wave] ?? first) - first) * ((100 - 2 * margin) / (last - first)) : 50;
	const gaps = effect.gaps.filter(({ wave, change }) => change !== null || wave === effect.reference);
	const reach = gaps.flatMap(({ change }) => (change === null ? [0] : [change.interval.lower, change.interval.upper]));
	const { step, lowest, highest } = scaleOver(Math.min(0, ...reach) * scale, Math.max(0, ...reach) * scale);
	const up = (value: number) => 100 - ((value - lowest) / (highest - lowest)) * 100;
	const reference = effect.reference;
	const firstAfter = gaps.find(({ wave }) => wave > reference)?.wave ?? reference;
	const ticks = Array.from({ length: Math.round((highest - lowest) / step) + 1 }, (_, k) => lowest + k * step);
	return {
		up: ticks.map((tick) => ({ y: up(tick), label: signed(tick / scale, quantity).replace(/\.0+$/, '') })),
		across: apart(waves.map(({ label }, wave) => ({ x: across(wave), label }))),
		rules: [
			{ at: { y: up(0) }, look: 'solid', label: 'No gap', named: 'nowhere' },
			{ at: { x: (across(reference) + across(firstAfter)) / 2 }, look: 'dashed', label: 'Began', named: 'there' },
		],
		series: [
			{
				...{ label: '', look: 'first', joined: false },
				points: gaps.map(({ wave, change }) => ({
					x: across(wave),
					y: up((change?.difference ?? 0) * scale),
					ends:
						change === null
							? null
							: { low: up(change.interval.lower * scale), high: up(change.interval.upper * scale) },
					hollow: change === null,
				})),
			},
		],
	};
}

/** A round step that needs four to eight lines, and the round numbers around what is drawn. */
function scaleOver(least: number, most: number): { step: number; lowest: number; highest: number } {
	const span = most - least || 1;
	const power = 10 ** Math.floor(Math.log10(span / 4));
	const step = [1, 2, 5, 10].map((k) => k * power).find((k) => span / k <= 6) ?? 10 * power;
	return {
		step,
		lowest: Math.floor(least / step + 1e-9) * step,
		highest: Math.max(Math.ceil(most / step - 1e-9) * step, Math.floor(least / step + 1e-9) * step + step),
	};
}

/** Labels need room: about four fit on a phone. The last one always stays. */
function apart<Tick extends { readonly x: number }>(ticks: readonly Tick[]): Tick[] {
	const kept: Tick[] = [];
	for (const tick of ticks.toReversed()) if ((kept.at(-1)?.x ?? Infinity) - tick.x >= 22) kept.push(tick);
	return kept.toReversed();
}
