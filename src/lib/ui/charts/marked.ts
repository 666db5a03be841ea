import type { ChartLines } from './chart-lines.ts';
import type { ChartTheme } from './palette.ts';

/** What the marks beside the lines need; looked up at every drawing, so that a new theme shows at once. */
export interface Marked {
	readonly lines: ChartLines;
	readonly theme: ChartTheme;
	/** The point that the keyboard is on. */
	readonly focus: { readonly line: number; readonly point: number } | null;
}
