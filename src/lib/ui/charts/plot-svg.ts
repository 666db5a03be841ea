import { eventLabelHeight, eventLabels } from './chart-events.ts';
import type { ChartLine, ChartLines } from './chart-lines.ts';
import { breakLabel } from './chart-lines.ts';
import { crowdedBelow, headroom } from './headroom.ts';
import { dashes, light } from './palette.ts';
import type { PlotScale } from './point-svg.ts';
import { pointSvg } from './point-svg.ts';
import { spreadLabels } from './spread-labels.ts';
import { lineBetween, round, shortened, textSvg, widthOf } from './svg-text.ts';

/** Where a plot stands in a picture, its labels and axes included. */
export interface Place {
	readonly left: number;
	readonly top: number;
	readonly width: number;
	readonly height: number;
}

const size = 13;
const labelHeight = 16;
/**
 * The lines of a chart as SVG: what `drawChart` draws on a canvas, so that a copy looks like the screen. `highest` is the
 * top of the axis.
 */
export function plotSvg(chart: ChartLines, highest: number, place: Place): string {
	const axis = axisOf(chart.lowest, highest);
	const labels = Math.max(0, ...chart.lines.map(({ label }) => widthOf(label, size)));
	const right = labels === 0 ? 28 : Math.min(labels + 26, place.width / 3);
	const left = place.left + 12 + Math.max(...axis.ticks.map((tick) => widthOf(tickWords(tick, chart.unit), size)));
	const top = place.top + headroom(chart);
	const under = chart.ticks.some(({ published }) => published) ? 24 + labelHeight : 24;
	const area: Area = { left, right: place.left + place.width - right, top, bottom: place.top + place.height - under };
	const span = chart.to - chart.from;
	const scale: PlotScale = {
		x: (x) => area.left + ((x - chart.from) / span) * (area.right - area.left),
		y: (y) => area.bottom - ((y - axis.least) / (axis.most - axis.least)) * (area.bottom - area.top),
		crowded: (area.right - area.left) / Math.max(chart.ticks.length, 1) < crowdedBelow,
	};
	const beside = (index: number) => (index - (chart.lines.length - 1) / 2) * span * 0.007;
	return [
		...chart.events.map((event) => eventDaysSvg(event, scale, area)),
		axesSvg(chart, axis.ticks, scale, area),
		...eventLabelsSvg(chart, scale, area),
		...chart.breaks.map((tick, index) => breakSvg(tick, index, scale, area, chart.events.length > 0)),
		referenceSvg(chart, scale),
		...(chart.lines.length === 1 ? chart.lines.map((line) => bandSvg(line, scale)) : []),
		...chart.lines.map((line, index) => lineSvg(line, index, { ...scale, x: (x) => scale.x(x + beside(index)) })),
		labelsSvg(chart.lines, scale, area, place.left + place.width),
	].join('\n');
}

interface Area {
	readonly left: number;
	readonly right: number;
	readonly top: number;
	readonly bottom: number;
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

function axesSvg(chart: ChartLines, ticks: readonly number[], { x, y }: PlotScale, area: Area): string {
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

/** Days of an event as a band right up the plot, one day as a thin line. */
function eventDaysSvg({ from, to }: ChartLines['events'][number], { x }: PlotScale, { top, bottom }: Area): string {
	const [left, right] = [x(from), x(to ?? from)];
	const band = `<rect x="${round(left)}" y="${round(top)}" width="${round(Math.max(right - left, 1))}" height="${round(bottom - top)}" fill="${light.band}"/>`;
	const edges = to === null ? [left] : [left, right];
	return [
		...(to === null ? [] : [band]),
		...edges.map((at) => lineBetween([at, top - 2], [at, bottom], `stroke="${light.quiet}"`)),
	].join('\n');
}

/** The letters of events in boxes above the plot, each over its first day. */
function eventLabelsSvg({ events }: ChartLines, { x }: PlotScale, { left, right, top }: Area): string[] {
	const high = eventLabelHeight - 2;
	return eventLabels(events, x, (words) => widthOf(words, 12, true)).flatMap(({ words, x: wanted, width }) => {
		const centre = Math.min(Math.max(wanted, left - 8 + width / 2), right + 8 - width / 2);
		return [
			`<rect x="${round(centre - width / 2)}" y="${round(top - high - 2)}" width="${round(width)}" height="${high}" fill="${light.page}" stroke="${light.quiet}"/>`,
			textSvg(words, { x: centre, y: top - 6 }, { size: 12, bold: true, anchor: 'middle' }),
		];
	});
}

/** The whole sample behind its groups: a grey line where waves compare, a dot where one stands alone. */
function referenceSvg({ reference }: ChartLines, { x, y }: PlotScale): string {
	return reference
		.map((point, k) => {
			const before = reference[k - 1];
			if (before === undefined || !point.joined)
				return `<circle cx="${round(x(point.x))}" cy="${round(y(point.y))}" r="2" fill="${light.reference}"/>`;
			const look = `stroke="${light.reference}" stroke-width="3" stroke-linecap="round"`;
			return lineBetween([x(before.x), y(before.y)], [x(point.x), y(point.y)], look);
		})
		.join('\n');
}

/** The interval of a line that stands alone, as a band from each point to the next that it is joined to. */
function bandSvg({ points }: ChartLine, { x, y }: PlotScale): string {
	return points
		.map((point, k) => {
			const before = points[k - 1];
			if (before === undefined || !point.joined) return '';
			const corners = [
				[before.x, before.high],
				[point.x, point.high],
				[point.x, point.low],
				[before.x, before.low],
			] as const;
			const path = corners.map(([across, up]) => `${round(x(across))} ${round(y(up))}`).join('L');
			return `<path d="M${path}Z" fill="${light.series[0] ?? light.ink}" fill-opacity="0.16"/>`;
		})
		.join('');
}

function breakSvg(
	tick: ChartLines['breaks'][number],
	index: number,
	{ x }: PlotScale,
	area: Area,
	overEvents: boolean,
): string {
	const at = x(tick.x);
	const above = overEvents ? eventLabelHeight : 0;
	const words = breakLabel(tick);
	const half = widthOf(words, size) / 2;
	const centre = Math.min(Math.max(at, area.left + half), area.right - half);
	return [
		lineBetween([at, area.top - 4 - above], [at, area.bottom], `stroke="${light.quiet}" stroke-dasharray="4 4"`),
		textSvg(
			words,
			{ x: centre, y: area.top - 8 - above - (index % 2) * labelHeight },
			{ fill: light.quiet, anchor: 'middle' },
		),
	].join('\n');
}

function lineSvg({ points }: ChartLine, index: number, scale: PlotScale): string {
	const { x, y } = scale;
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
	return [...segments, ...points.map((point) => pointSvg(point, index, colour, scale))].join('\n');
}

function labelsSvg(lines: readonly ChartLine[], { y }: PlotScale, area: Area, end: number): string {
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
