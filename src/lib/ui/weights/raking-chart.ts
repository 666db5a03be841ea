import type { RakingPath } from '#core/weighting/index.ts';
import type { PlainChart } from '#ui/charts/plain-chart.ts';

/** Nothing below this is more than rounding. */
const least = 1e-13;

/** Rounds across, the largest distance from a target before each on a scale of ratios, a line every thousandfold. */
export function rakingChart(path: RakingPath): PlainChart {
	const [first, last] = [path[0]?.round ?? 1, path.at(-1)?.round ?? 1];
	const logs = path.map(({ distance }) => Math.log10(Math.max(distance, least)));
	const top = Math.max(3, Math.ceil(Math.max(...logs) / 3) * 3 + 3) - 3;
	const bottom = Math.min(top - 3, Math.floor(Math.min(...logs) / 3) * 3);
	const across = (round: number) => (last > first ? ((round - first) / (last - first)) * 100 : 50);
	const up = (log: number) => ((top - log) / (top - bottom)) * 100;
	const middle = Math.round((first + last) / 2);
	return {
		up: Array.from({ length: (top - bottom) / 3 + 1 }, (_, k) => ({
			y: up(top - 3 * k),
			label: distanceLabel(10 ** (top - 3 * k)),
		})),
		across: [...new Set([first, middle, last])].map((round) => ({ x: across(round), label: String(round) })),
		rules: [],
		series: [
			{
				...{ label: '', look: 'first', joined: true },
				points: path.map(({ round }, k) => ({ x: across(round), y: up(logs[k] ?? 0), ends: null, hollow: false })),
			},
		],
	};
}

/** "0.1%" of the whole, or "1e-7%" where zeros could not be counted. */
export function distanceLabel(distance: number): string {
	const parts = distance * 100;
	return `${parts >= 0.001 ? Number(parts.toPrecision(2)) : parts.toExponential(0).replace('-', '−')}%`;
}
