import type { Monitor } from '#core/fieldwork/index.ts';
import type { PlainChart } from '#ui/charts/plain-chart.ts';
import { countWords } from '#ui/trend/quantity.ts';

/** Completed interviews by the end of each day of fieldwork, beside the last wave by the same day. */
export function daysChart({ byDay, days, last }: Monitor): PlainChart {
	const lastNumber = Math.max(days ?? 0, byDay.length, 2);
	const most = Math.max(10, ...byDay.flatMap(({ completed, last: before }) => [completed, before ?? 0]));
	const step = stepFor(most);
	const top = Math.ceil(most / step) * step;
	const x = (day: number) => ((day - 1) / (lastNumber - 1)) * 100;
	const y = (count: number) => 100 - (count / top) * 100;
	const point = (day: number, count: number) => ({ x: x(day), y: y(count), ends: null, hollow: false });
	const ticks = [...new Set([0, 0.25, 0.5, 0.75, 1].map((share) => 1 + Math.round(share * (lastNumber - 1))))];
	const before = byDay.flatMap(({ number, last: count }) => (count === null ? [] : [point(number, count)]));
	const now = byDay.map(({ number, completed }) => point(number, completed));
	return {
		up: Array.from({ length: Math.round(top / step) + 1 }, (_, k) => ({ y: y(k * step), label: countWords(k * step) })),
		across: ticks.map((day) => ({ x: x(day), label: `Day ${day}` })),
		rules: [],
		series: [
			{ label: before.length > 0 ? 'This wave' : '', look: 'first', joined: true, points: now },
			...(before.length > 0
				? [{ label: last?.label ?? '', look: 'second' as const, joined: true, points: before }]
				: []),
		],
	};
}

/** A round step that needs at most five lines. */
function stepFor(most: number): number {
	const power = 10 ** Math.floor(Math.log10(most / 4));
	return [1, 2, 5, 10].map((k) => k * power).find((k) => most / k <= 5) ?? 10 * power;
}
