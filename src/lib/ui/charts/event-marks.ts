import type { Chart } from 'chart.js';
import { eventLabelHeight, eventLabels } from './chart-events.ts';
import type { Marked } from './marked.ts';

const font = 'bold 12px system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';

/** Days of events as bands right up the plot, one day as a thin line; behind all else. */
export function drawEventDays({ ctx, chartArea, scales }: Chart, { lines, theme }: Marked): void {
	const x = scales.x;
	if (x === undefined) return;
	const { top, bottom } = chartArea;
	ctx.save();
	ctx.fillStyle = theme.band;
	ctx.strokeStyle = theme.quiet;
	ctx.lineWidth = 1;
	for (const { from, to } of lines.events) {
		if (to === null) continue;
		const left = x.getPixelForValue(from);
		ctx.fillRect(left, top, Math.max(x.getPixelForValue(to) - left, 1), bottom - top);
	}
	for (const { from, to } of lines.events) {
		for (const edge of to === null ? [from] : [from, to]) {
			const at = Math.round(x.getPixelForValue(edge)) + 0.5;
			ctx.beginPath();
			ctx.moveTo(at, top - 2);
			ctx.lineTo(at, bottom);
			ctx.stroke();
		}
	}
	ctx.restore();
}

/** The letters of events in boxes above the plot, each over its first day. */
export function drawEventLabels({ ctx, chartArea, scales }: Chart, { lines, theme }: Marked): void {
	const x = scales.x;
	if (x === undefined) return;
	ctx.save();
	ctx.font = font;
	ctx.textAlign = 'center';
	ctx.textBaseline = 'middle';
	ctx.lineWidth = 1;
	const labels = eventLabels(
		lines.events,
		(value) => x.getPixelForValue(value),
		(words) => ctx.measureText(words).width,
	);
	for (const { words, x: wanted, width } of labels) {
		const centre = Math.min(Math.max(wanted, width / 2), chartArea.right - width / 2 + 8);
		const [left, top] = [Math.round(centre - width / 2) + 0.5, Math.round(chartArea.top - eventLabelHeight) - 0.5];
		ctx.fillStyle = theme.page;
		ctx.strokeStyle = theme.quiet;
		ctx.fillRect(left, top, width, eventLabelHeight - 2);
		ctx.strokeRect(left, top, width, eventLabelHeight - 2);
		ctx.fillStyle = theme.ink;
		ctx.fillText(words, centre, top + eventLabelHeight / 2);
	}
	ctx.restore();
}
