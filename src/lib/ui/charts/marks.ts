import type { Chart, ChartType, Plugin } from 'chart.js';
import { eventLabelHeight } from './chart-events.ts';
import type { ChartLines } from './chart-lines.ts';
import { breakLabel } from './chart-lines.ts';
import { drawEventDays, drawEventLabels } from './event-marks.ts';
import { drawBand, drawReference } from './line-marks.ts';
import type { Marked } from './marked.ts';
import { spreadLabels } from './spread-labels.ts';

const font = '13px system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';
const labelHeight = 16;

/**
 * Events under their letters, breaks as labelled dashed ticks, the interval of a lone line as a band, the whole sample
 * behind its groups, lines labelled at their end, and a ring around the point in focus.
 */
export function marks(marked: () => Marked): Plugin<ChartType> {
	return {
		id: 'marks',
		beforeDraw: (chart) => drawEventDays(chart, marked()),
		beforeDatasetsDraw: (chart) => {
			drawReference(chart, marked());
			drawBand(chart, marked());
			drawBreaks(chart, marked());
		},
		afterDatasetsDraw: (chart) => {
			drawEventLabels(chart, marked());
			drawLabels(chart, marked());
			drawFocus(chart, marked());
		},
	};
}

/** How much room the labels at the end of the lines need, at most a third of the chart. */
export function roomForLabels(context: CanvasRenderingContext2D, lines: ChartLines, width: number): number {
	context.font = font;
	const widest = Math.max(0, ...lines.lines.map(({ label }) => context.measureText(label).width));
	return widest === 0 ? 12 : Math.min(widest + 26, width / 3);
}

function drawBreaks({ ctx, chartArea, scales }: Chart, { lines, theme }: Marked): void {
	const x = scales.x;
	if (x === undefined) return;
	ctx.save();
	ctx.font = font;
	ctx.fillStyle = theme.quiet;
	ctx.strokeStyle = theme.quiet;
	ctx.lineWidth = 1;
	ctx.setLineDash([4, 4]);
	ctx.textBaseline = 'bottom';
	const above = lines.events.length === 0 ? 0 : eventLabelHeight;
	lines.breaks.forEach((tick, index) => {
		const at = Math.round(x.getPixelForValue(tick.x)) + 0.5;
		ctx.beginPath();
		ctx.moveTo(at, chartArea.top - 4 - above);
		ctx.lineTo(at, chartArea.bottom);
		ctx.stroke();
		const words = breakLabel(tick);
		const half = ctx.measureText(words).width / 2;
		const centre = Math.min(Math.max(at, half + 2), chartArea.right - half);
		ctx.textAlign = 'center';
		ctx.fillText(words, centre, chartArea.top - 6 - above - (index % 2) * labelHeight);
	});
	ctx.restore();
}

function drawLabels(chart: Chart, { lines, theme }: Marked): void {
	const { ctx, chartArea, width } = chart;
	const placed = lines.lines
		.map(({ label }, index) => {
			const end = chart.getDatasetMeta(index).data.at(-1);
			return { label, index, y: end === undefined ? Number.NaN : end.y };
		})
		.filter(({ label, y }) => label !== '' && Number.isFinite(y))
		.toSorted((a, b) => a.y - b.y);
	const ys = spreadLabels(
		placed.map(({ y }) => y),
		{ top: chartArea.top, bottom: chartArea.bottom, apart: labelHeight },
	);
	ctx.save();
	ctx.font = font;
	ctx.textAlign = 'left';
	ctx.textBaseline = 'middle';
	const left = chartArea.right + 8;
	placed.forEach(({ label, index }, place) => {
		ctx.fillStyle = theme.series[index % theme.series.length] ?? theme.ink;
		ctx.fillText(fitted(ctx, label, width - left - 2), left, ys[place] ?? 0);
	});
	ctx.restore();
}

function fitted(context: CanvasRenderingContext2D, words: string, room: number): string {
	if (context.measureText(words).width <= room) return words;
	let length = words.length;
	while (length > 1 && context.measureText(`${words.slice(0, length)}…`).width > room) length--;
	return `${words.slice(0, length)}…`;
}

function drawFocus(chart: Chart, { theme, focus }: Marked): void {
	if (focus === null) return;
	const element = chart.getDatasetMeta(focus.line).data[focus.point];
	if (element === undefined) return;
	const { ctx } = chart;
	ctx.save();
	ctx.strokeStyle = theme.ink;
	ctx.lineWidth = 2;
	ctx.strokeRect(element.x - 9, element.y - 9, 18, 18);
	ctx.restore();
}
