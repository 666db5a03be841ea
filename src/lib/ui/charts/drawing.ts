import type { DrawnChart } from './draw-chart.ts';
import type { ChartLines } from './chart-lines.ts';

type DrawChart = (canvas: HTMLCanvasElement, lines: ChartLines, highest: number) => DrawnChart;

let drawing: DrawChart | undefined;

/** Fetches the drawing code, which is most of what a page with charts weighs; once for all of them. */
export async function loadDrawing(): Promise<void> {
	const { drawChart } = await import('./draw-chart.ts');
	drawing = drawChart;
}

/** The drawing code if any chart has fetched it: what is about to be printed cannot wait. */
export function drawingIfLoaded(): DrawChart | undefined {
	return drawing;
}
