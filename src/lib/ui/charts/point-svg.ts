import type { ChartPoint } from './chart-lines.ts';
import { light, publishedShape, shapes } from './palette.ts';
import { lineBetween, round, xml } from './svg-text.ts';

/** Places of a plot in its picture. */
export interface PlotScale {
	readonly x: (x: number) => number;
	readonly y: (y: number) => number;
	/** Whether waves stand so close that their marks have to be small. */
	readonly crowded: boolean;
}

/**
 * The interval as a bar with ends, the point in the shape of its line; hollow while a wave takes answers,
 * where published, and where asked in the earlier words.
 */
export function pointSvg(point: ChartPoint, index: number, colour: string, { x, y, crowded }: PlotScale): string {
	const end = crowded ? 2.5 : 4;
	const [at, value, low, high] = [x(point.x), y(point.y), y(point.low), y(point.high)];
	const stroke = `stroke="${colour}" stroke-width="1.5"`;
	const isHollow = point.provisional || point.published || point.earlierWords;
	const shape = point.published ? publishedShape : (shapes[index % shapes.length] ?? 'circle');
	return [
		'<g>',
		`<title>${xml(point.words)}</title>`,
		lineBetween([at, low], [at, high], stroke),
		lineBetween([at - end, low], [at + end, low], stroke),
		lineBetween([at - end, high], [at + end, high], stroke),
		`<path d="${shapePath(shape, [at, value], crowded ? 2.75 : 5)}" fill="${isHollow ? light.page : colour}" stroke="${colour}" stroke-width="2"/>`,
		'</g>',
	].join('');
}

function shapePath(shape: (typeof shapes)[number], [x, y]: readonly [number, number], r: number): string {
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
