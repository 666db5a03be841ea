import type { ChartLine, ChartLines, ChartPoint } from './chart-lines.ts';
import { dashes, light, publishedShape, shapes } from './palette.ts';
import { spreadLabels } from './spread-labels.ts';
import { shortened, widthOf, xml } from './svg-text.ts';

/** Where a plot stands in a picture, its labels and axes included. */
export interface Place {
	readonly left: number;
	readonly top: number;
	readonly width: number;
	readonly height: number;
}

const size = 13;
const labelHeight = 16;
const font = `font-family="system-ui, -apple-system, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif"`;

/** A text in a picture. */
export function textSvg(
	text: string,
	at: { readonly x: number; readonly y: number },
	look: { readonly size?: number; readonly fill?: string; readonly anchor?: string; readonly bold?: boolean } = {},
): string {
	const { size: ofText = size, fill = light.ink, anchor = 'start', bold = false } = look;
	const weight = bold ? ' font-weight="700"' : '';
	return `<text x="${round(at.x)}" y="${round(at.y)}" ${font} font-size="${ofText}" fill="${fill}" text-anchor="${anchor}"${weight}>${xml(text)}</text>`;
}

/**
 * The lines of a chart as SVG: what `drawChart` draws on a canvas, so that a copy looks like the screen. `highest` is the
 * top of the axis.
 */
export function plotSvg(chart: ChartLines, highest: number, place: Place): string {
	const axis = axisOf(chart.lowest, highest);
	const labels = Math.max(0, ...chart.lines.map(({ label }) => widthOf(label, size)));
	const right = labels === 0 ? 28 : Math.min(labels + 26, place.width / 3);
	const left = place.left + 12 + Math.max(...axis.ticks.map((tick) => widthOf(tickWords(tick, chart.unit), size)));
	const top = place.top + (chart.breaks.length === 0 ? 10 : chart.breaks.length === 1 ? 24 : 40);
	const under = chart.ticks.some(({ published }) => published) ? 24 + labelHeight : 24;
	const area: Area = { left, right: place.left + place.width - right, top, bottom: place.top + place.height - under };
	const xs = chart.ticks.map(({ x }) => x);
	const span = Math.max(...xs) - Math.min(...xs) || 30;
	const first = Math.min(...xs) - span * 0.05;
	const scale: Scale = {
		x: (x) => area.left + ((x - first) / (span * 1.1)) * (area.right - area.left),
		y: (y) => area.bottom - ((y - axis.least) / (axis.most - axis.least)) * (area.bottom - area.top),
	};
	const beside = (index: number) => (index - (chart.lines.length - 1) / 2) * span * 0.008;
	return [
		axesSvg(chart, axis.ticks, scale, area),
		...chart.breaks.map((tick, index) => breakSvg(tick, index, scale, area)),
		...chart.lines.map((line, index) => lineSvg(line, index, { x: (x) => scale.x(x + beside(index)), y: scale.y })),
		labelsSvg(chart.lines, scale, area, place.left + place.width),
	].join('\n');
}

interface Area {
	readonly left: number;
	readonly right: number;
	readonly top: number;
	readonly bottom: number;
}

interface Scale {
	readonly x: (x: number) => number;
	readonly y: (y: number) => number;
}

/** An axis of at most six round steps that holds both ends. */
function axisOf(lowest: number, highest: number): { least: number; most: number; ticks: number[] } {
	const range = Math.max(highest - Math.min(lowest, 0), 1e-9);
	const power = 10 ** Math.floor(Math.log10(range / 5));
	const step = [1, 2, 2.5, 5, 10].map((times) => times * power).find((one) => range / one <= 5) ?? 10 * power;
	const from = Math.floor(Math.min(lowest, 0) / step + 1e-9);
	const to = Math.max(Math.ceil(highest / step - 1e-9), from + 1);
	const ticks = Array.from({ length: to - from + 1 }, (_, k) => (from + k) * step);
	return { least: from * step, most: to * step, ticks };
}

function tickWords(tick: number, unit: string): string {
	return `${Number(tick.toPrecision(12)).toLocaleString('en-GB')}${unit}`.replace('-', '−');
}

function axesSvg(chart: ChartLines, ticks: readonly number[], { x, y }: Scale, area: Area): string {
	const rows = ticks.flatMap((tick) => [
		lineBetween([area.left, y(tick)], [area.right, y(tick)], `stroke="${tick === 0 ? light.ink : light.grid}"`),
		textSvg(tickWords(tick, chart.unit), { x: area.left - 6, y: y(tick) + 4 }, { fill: light.quiet, anchor: 'end' }),
	]);
	let free = Infinity;
	const columns = chart.ticks
		.toSorted((a, b) => b.x - a.x)
		.flatMap((tick) => {
			const words = tick.published ? [tick.label, 'published'] : [tick.label];
			const half = Math.max(...words.map((line) => widthOf(line, size))) / 2;
			if (x(tick.x) + half > free - 8) return [];
			free = x(tick.x) - half;
			return words.map((line, k) =>
				textSvg(line, { x: x(tick.x), y: area.bottom + 18 + k * labelHeight }, { fill: light.quiet, anchor: 'middle' }),
			);
		});
	return [...rows, ...columns].join('\n');
}

function breakSvg(tick: ChartLines['breaks'][number], index: number, { x }: Scale, area: Area): string {
	const at = x(tick.x);
	const words = `Break: ${tick.label}`;
	const half = widthOf(words, size) / 2;
	const centre = Math.min(Math.max(at, area.left + half), area.right - half);
	return [
		lineBetween([at, area.top - 4], [at, area.bottom], `stroke="${light.quiet}" stroke-dasharray="4 4"`),
		textSvg(words, { x: centre, y: area.top - 8 - (index % 2) * labelHeight }, { fill: light.quiet, anchor: 'middle' }),
	].join('\n');
}

function lineSvg({ points }: ChartLine, index: number, { x, y }: Scale): string {
	const colour = light.series[index % light.series.length] ?? light.ink;
	const dash = dashes[index % dashes.length] ?? [];
	const dashed = dash.length === 0 ? '' : ` stroke-dasharray="${dash.join(' ')}"`;
	const segments = points.flatMap((point, k) => {
		const before = points[k - 1];
		return before === undefined || !point.joined
			? []
			: [
					lineBetween(
						[x(before.x), y(before.y)],
						[x(point.x), y(point.y)],
						`stroke="${colour}" stroke-width="2"${dashed}`,
					),
				];
	});
	return [...segments, ...points.map((point) => pointSvg(point, index, colour, { x, y }))].join('\n');
}

/** The interval as a bar with ends, the point in the shape of its line; hollow while a wave takes answers or where published. */
function pointSvg(point: ChartPoint, index: number, colour: string, { x, y }: Scale): string {
	const [at, value, low, high] = [x(point.x), y(point.y), y(point.low), y(point.high)];
	const stroke = `stroke="${colour}" stroke-width="1.5"`;
	const shape = point.published ? publishedShape : (shapes[index % shapes.length] ?? 'circle');
	return [
		'<g>',
		`<title>${xml(point.words)}</title>`,
		lineBetween([at, low], [at, high], stroke),
		lineBetween([at - 4, low], [at + 4, low], stroke),
		lineBetween([at - 4, high], [at + 4, high], stroke),
		`<path d="${shapePath(shape, at, value)}" fill="${point.provisional || point.published ? light.page : colour}" stroke="${colour}" stroke-width="2"/>`,
		'</g>',
	].join('');
}

function shapePath(shape: (typeof shapes)[number], x: number, y: number): string {
	const r = 5;
	const path = (corners: readonly (readonly [number, number])[]) =>
		`M${corners.map(([dx, dy]) => `${round(x + dx * r)} ${round(y + dy * r)}`).join('L')}Z`;
	const strokes = (ends: readonly (readonly [number, number])[]) =>
		ends
			.map(([dx, dy]) => `M${round(x - dx * r)} ${round(y - dy * r)}L${round(x + dx * r)} ${round(y + dy * r)}`)
			.join('');
	switch (shape) {
		case 'circle':
			return `M${round(x - r)} ${round(y)}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0Z`;
		case 'rect':
			return path([
				[-0.8, -0.8],
				[0.8, -0.8],
				[0.8, 0.8],
				[-0.8, 0.8],
			]);
		case 'triangle':
			return path([
				[0, -1],
				[0.9, 0.7],
				[-0.9, 0.7],
			]);
		case 'rectRot':
			return path([
				[0, -1],
				[1, 0],
				[0, 1],
				[-1, 0],
			]);
		case 'star':
			return strokes([
				[1, 0],
				[0, 1],
				[0.7, 0.7],
				[0.7, -0.7],
			]);
		case 'crossRot':
			return strokes([
				[0.7, 0.7],
				[0.7, -0.7],
			]);
	}
}

function labelsSvg(lines: readonly ChartLine[], { y }: Scale, area: Area, end: number): string {
	const placed = lines
		.flatMap(({ label, points }, index) => {
			const last = points.at(-1);
			return label === '' || last === undefined ? [] : [{ label, index, y: y(last.y) }];
		})
		.toSorted((a, b) => a.y - b.y);
	const ys = spreadLabels(
		placed.map((one) => one.y),
		{ top: area.top, bottom: area.bottom, apart: labelHeight },
	);
	return placed
		.map(({ label, index }, k) => {
			const fill = light.series[index % light.series.length] ?? light.ink;
			const words = shortened(label, size, end - area.right - 10);
			return textSvg(words, { x: area.right + 8, y: (ys[k] ?? 0) + 4 }, { fill });
		})
		.join('\n');
}

function lineBetween(from: readonly [number, number], to: readonly [number, number], look: string): string {
	return `<line x1="${round(from[0])}" y1="${round(from[1])}" x2="${round(to[0])}" y2="${round(to[1])}" ${look}/>`;
}

function round(value: number): number {
	return Math.round(value * 10) / 10;
}
