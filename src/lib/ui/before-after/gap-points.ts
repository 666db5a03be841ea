import type { Intervention } from '#core/trends/index.ts';
import { quantityOf } from '#ui/trend/quantity.ts';

/** What the picture of gaps draws; places are percent of its width from the left and of its height from the top. */
export interface GapPicture {
	readonly points: readonly {
		readonly x: number;
		readonly y: number;
		/** Ends of the interval; null for the wave that the others are taken from. */
		readonly ends: { readonly low: number; readonly high: number } | null;
		readonly label: string;
	}[];
	readonly across: readonly { readonly x: number; readonly label: string }[];
	/** In points for shares. */
	readonly up: readonly { readonly y: number; readonly value: number }[];
	readonly zero: number;
	/** Between the last wave before and the first after. */
	readonly began: number;
}

const margin = 6;

/** Gaps by wave, waves spaced by their days; those without a day at equal distance. */
export function gapPicture({ effect, waves, measure }: Intervention): GapPicture {
	const scale = quantityOf(measure.statistic) === 'share' ? 100 : 1;
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
	const ticks = Math.round((highest - lowest) / step);
	return {
		points: gaps.map(({ wave, change }) => ({
			x: across(wave),
			y: up((change?.difference ?? 0) * scale),
			ends:
				change === null ? null : { low: up(change.interval.lower * scale), high: up(change.interval.upper * scale) },
			label: waves[wave]?.label ?? '',
		})),
		across: apart(waves.map(({ label }, wave) => ({ x: across(wave), label }))),
		up: Array.from({ length: ticks + 1 }, (_, k) => ({ y: up(lowest + k * step), value: lowest + k * step })),
		zero: up(0),
		began: (across(reference) + across(firstAfter)) / 2,
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
