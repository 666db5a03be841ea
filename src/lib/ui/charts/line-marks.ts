import type { Chart } from 'chart.js';
import type { Marked } from './marked.ts';

/** The interval of a line that stands alone, as a band from each point to the next that it is joined to. */
export function drawBand({ ctx, scales: { x, y } }: Chart, { lines, theme }: Marked): void {
	const [only, another] = lines.lines;
	if (only === undefined || another !== undefined || x === undefined || y === undefined) return;
	ctx.save();
	ctx.fillStyle = theme.series[0] ?? theme.ink;
	ctx.globalAlpha = 0.16;
	only.points.forEach((point, k) => {
		const before = only.points[k - 1];
		if (before === undefined || !point.joined) return;
		const [left, right] = [x.getPixelForValue(before.x), x.getPixelForValue(point.x)];
		ctx.beginPath();
		ctx.moveTo(left, y.getPixelForValue(before.high));
		ctx.lineTo(right, y.getPixelForValue(point.high));
		ctx.lineTo(right, y.getPixelForValue(point.low));
		ctx.lineTo(left, y.getPixelForValue(before.low));
		ctx.fill();
	});
	ctx.restore();
}

/** The whole sample behind its groups: a grey line where waves compare, a dot where one stands alone. */
export function drawReference({ ctx, scales: { x, y } }: Chart, { lines, theme }: Marked): void {
	if (x === undefined || y === undefined) return;
	ctx.save();
	ctx.strokeStyle = theme.reference;
	ctx.fillStyle = theme.reference;
	ctx.lineWidth = 3;
	ctx.lineJoin = 'round';
	lines.reference.forEach((point, k) => {
		const at = { x: x.getPixelForValue(point.x), y: y.getPixelForValue(point.y) };
		const before = lines.reference[k - 1];
		ctx.beginPath();
		if (before !== undefined && point.joined) {
			ctx.moveTo(x.getPixelForValue(before.x), y.getPixelForValue(before.y));
			ctx.lineTo(at.x, at.y);
			ctx.stroke();
		} else {
			ctx.arc(at.x, at.y, 2, 0, 2 * Math.PI);
			ctx.fill();
		}
	});
	ctx.restore();
}
