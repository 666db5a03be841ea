import type { Direction, PlanReport } from '#core/trends/index.ts';

/** What the chart of a plan draws; places are percent of the drawing's width from its left and of its height from its top. */
export interface DetectableLines {
	readonly lines: readonly {
		readonly direction: Direction;
		readonly points: readonly { readonly x: number; readonly y: number }[];
	}[];
	readonly acrossTicks: readonly { readonly x: number; readonly size: number }[];
	readonly upTicks: readonly { readonly y: number; readonly points: number }[];
	/** Height of the change . */
	readonly wanted: number;
	/** Place of the size asked for. */
	readonly planned: number;
}

/** Sizes across on a scale of ratios, the smallest change that each shows upwards from 0, in points. */
export function detectableLines({ plan: { sizes, atSize }, basis }: PlanReport): DetectableLines {
	const logs = sizes.map(({ size }) => Math.log(size));
	const [least, most] = [Math.min(...logs), Math.max(...logs)];
	const across = (size: number) => (most > least ? ((Math.log(size) - least) / (most - least)) * 100 : 50);
	const drawn = sizes.flatMap(({ directions }) => directions.flatMap(({ detectable }) => detectable ?? []));
	const { step, top } = scaleTo(Math.max(...drawn, basis.change.value) * 100);
	const up = (share: number) => 100 - ((share * 100) / top) * 100;
	return {
		lines: atSize.directions.map(({ direction }) => ({
			direction,
			points: sizes.flatMap(({ size, directions }) => {
				const detectable = directions.find((one) => one.direction === direction)?.detectable ?? null;
				return detectable === null ? [] : [{ x: across(size), y: up(detectable) }];
			}),
		})),
		acrossTicks: apart(sizes.map(({ size }) => ({ x: across(size), size }))),
		upTicks: Array.from({ length: Math.round(top / step) + 1 }, (_, k) => ({
			y: up((k * step) / 100),
			points: k * step,
		})),
		wanted: up(basis.change.value),
		planned: across(atSize.size),
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
