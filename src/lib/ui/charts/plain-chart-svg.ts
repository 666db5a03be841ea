import { dashes, light } from './palette.ts';
import type { PictureWords } from './picture-svg.ts';
import { pictureSvg } from './picture-svg.ts';
import type { PlainChart, PlainRule, PlainSeries } from './plain-chart.ts';
import { keyOf } from './plain-chart.ts';
import { textSvg, widthOf } from './svg-text.ts';

const height = 400;
const size = 13;

interface Scale {
	readonly x: (percent: number) => number;
	readonly y: (percent: number) => number;
}

/** What `PlainChart.svelte` draws on a page, as an SVG picture that stands by itself. */
export function plainChartSvg(chart: PlainChart, words: PictureWords): string {
	return pictureSvg(words, ({ left, top, width }) => {
		const inner = left + 12 + Math.max(0, ...chart.up.map(({ label }) => widthOf(label, size)));
		const scale: Scale = {
			x: (percent) => inner + ((left + width - 28 - inner) * percent) / 100,
			y: (percent) => top + 24 + ((height - 24 - 28) * percent) / 100,
		};
		const key = keySvg(chart, { left, top: top + height });
		return {
			svg: [
				...chart.up.flatMap(({ y, label }) => [
					lineSvg([scale.x(0), scale.y(y)], [scale.x(100), scale.y(y)], `stroke="${light.grid}"`),
					textSvg(label, { x: inner - 6, y: scale.y(y) + 4 }, { fill: light.quiet, anchor: 'end' }),
				]),
				...chart.across.map(({ x, label }) =>
					textSvg(label, { x: scale.x(x), y: scale.y(100) + 20 }, { fill: light.quiet, anchor: 'middle' }),
				),
				...chart.rules.flatMap((rule) => ruleSvg(rule, scale)),
				...chart.series.flatMap((series) => seriesSvg(series, scale)),
				...key,
			].join('\n'),
			height: height + (key.length > 0 ? 28 : 0),
		};
	});
}

function ruleSvg({ at, look, label, named }: PlainRule, { x, y }: Scale): string[] {
	if (!('x' in at)) return [lineSvg([x(0), y(at.y)], [x(100), y(at.y)], ruleLook(look))];
	const line = lineSvg([x(at.x), y(0)], [x(at.x), y(100)], ruleLook(look));
	if (named !== 'there') return [line];
	return [line, textSvg(label, { x: x(at.x), y: y(0) - 6 }, { fill: light.quiet, anchor: 'middle' })];
}

function ruleLook(look: PlainRule['look']): string {
	switch (look) {
		case 'solid':
			return `stroke="${light.ink}" stroke-width="1.5"`;
		case 'dotted':
			return `stroke="${light.ink}" stroke-width="1.5" stroke-dasharray="2 3"`;
		case 'dashed':
			return `stroke="${light.quiet}" stroke-width="1.5" stroke-dasharray="4 4"`;
	}
}

function seriesSvg({ look, joined, points }: PlainSeries, { x, y }: Scale): string[] {
	const { stroke, line } = seriesLook(look);
	return points.flatMap((point, k) => {
		const before = joined ? points[k - 1] : undefined;
		return [
			...(before === undefined ? [] : [lineSvg([x(before.x), y(before.y)], [x(point.x), y(point.y)], line)]),
			...(point.ends === null
				? []
				: [
						lineSvg(
							[x(point.x), y(point.ends.low)],
							[x(point.x), y(point.ends.high)],
							`stroke="${stroke}" stroke-width="2"`,
						),
					]),
			pointSvg(x(point.x), y(point.y), joined ? 3.5 : 5, stroke, point.hollow),
		];
	});
}

function seriesLook(look: PlainSeries['look']): { readonly stroke: string; readonly line: string } {
	const index = look === 'first' ? 0 : 1;
	const stroke = light.series[index] ?? light.ink;
	const dash = dashes[index] ?? [];
	const dashed = dash.length === 0 ? '' : ` stroke-dasharray="${dash.join(' ')}"`;
	return { stroke, line: `stroke="${stroke}" stroke-width="2"${dashed}` };
}

/** Samples with their names in a line below the plot. */
function keySvg(chart: PlainChart, at: { readonly left: number; readonly top: number }): string[] {
	const key = keyOf(chart);
	const named = [
		...key.series.map(({ label, look, points }) => {
			const { stroke, line } = seriesLook(look);
			return { label, line, point: { stroke, hollow: points[0]?.hollow ?? false } };
		}),
		...key.rules.map(({ label, look }) => ({ label, line: ruleLook(look), point: null })),
	];
	let left = at.left;
	return named.flatMap(({ label, line, point }) => {
		const [from, y] = [left, at.top + 10];
		left += 28 + 8 + widthOf(label, size) + 20;
		return [
			lineSvg([from, y - 4], [from + 28, y - 4], line),
			...(point === null ? [] : [pointSvg(from + 14, y - 4, 3.5, point.stroke, point.hollow)]),
			textSvg(label, { x: from + 36, y }, { fill: light.quiet }),
		];
	});
}

function lineSvg(from: readonly [number, number], to: readonly [number, number], look: string): string {
	return `<line x1="${tenth(from[0])}" y1="${tenth(from[1])}" x2="${tenth(to[0])}" y2="${tenth(to[1])}" ${look}/>`;
}

function pointSvg(x: number, y: number, r: number, stroke: string, hollow: boolean): string {
	const fill = hollow ? light.page : stroke;
	return `<circle cx="${tenth(x)}" cy="${tenth(y)}" r="${r}" fill="${fill}" stroke="${stroke}" stroke-width="2"/>`;
}

function tenth(value: number): number {
	return Math.round(value * 10) / 10;
}
