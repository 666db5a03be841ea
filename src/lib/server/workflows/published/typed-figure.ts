import { figureOf } from '#exchange/pasted/index.ts';
import type { EntryProblem } from './entry-problem.ts';
import type { FigureFacts } from './published-rounds.ts';

/** A figure as somebody typed it; `share` and `rounding` in per cent. */
export type TypedFigure = Readonly<
	Record<'measure' | 'share' | 'base' | 'deft' | 'factor' | 'neighbour' | 'rounding' | 'source', string>
>;

/** What a design factor may be taken from: a wave or round, and a measure of it, null for the one that the figure is of. */
export interface Neighbour {
	readonly wave: string;
	readonly measure: string | null;
}

/** What is known of the survey, to hold a figure against. */
export interface Known {
	/** Ids of the measures that are shares. */
	readonly measures: readonly string[];
	/** Those from which a design factor may be taken. */
	readonly neighbours: readonly Neighbour[];
}

/** A neighbour as a form sends it. */
export function neighbourValue({ wave, measure }: Neighbour): string {
	return `${measure ?? ''} ${wave}`;
}

/** Reads what was typed of a figure. */
export function figureFrom(
	typed: TypedFigure,
	known: Known,
):
	| { readonly kind: 'figure'; readonly measure: string; readonly figure: FigureFacts }
	| { readonly kind: 'refused'; readonly problems: readonly EntryProblem[] } {
	const problems: EntryProblem[] = [];
	const refuse = (control: string, message: string) => void problems.push({ control, message });
	if (!known.measures.includes(typed.measure)) refuse('measure', 'Choose which measure of the survey the figure is of');
	const rounding = roundingIn(typed.rounding);
	if (rounding === undefined) refuse('rounding', 'Choose how the figure is rounded in print');
	const share = shareIn(typed.share, rounding ?? 0);
	if (typeof share === 'string') refuse('share', share);
	const n = baseIn(typed.base);
	if (typeof n === 'string') refuse('base', n);
	const deft = deftIn(typed, known.neighbours);
	if ('control' in deft) problems.push(deft);
	const source = typed.source.trim();
	if (source === '') refuse('source', 'Enter where the figure stands in print: publication, year, table or page');
	else if (source.length > 500) refuse('source', 'Shorten the source to 500 characters');
	if (problems.length > 0 || typeof share === 'string' || typeof n === 'string' || 'control' in deft) {
		return { kind: 'refused', problems };
	}
	return { kind: 'figure', measure: typed.measure, figure: { share, n, deft, rounding: rounding ?? 0, source } };
}

/** The step of rounding, 0–1, of one in per cent. */
function roundingIn(typed: string): number | undefined {
	const read = figureOf(typed.trim());
	if (typeof read === 'string' || read.figure > 50) return undefined;
	return Number((read.figure / 100).toPrecision(12));
}

function shareIn(typed: string, rounding: number): number | string {
	const read = figureOf(typed.trim());
	if (typeof read === 'string' || read.figure > 100) return 'Enter the share in per cent, from 0 to 100, such as 72';
	const share = Number((read.figure / 100).toPrecision(12));
	const steps = rounding === 0 ? 0 : share / rounding;
	if (Math.abs(steps - Math.round(steps)) > 1e-6) {
		const step = Number((rounding * 100).toPrecision(12));
		return `Enter the share as it is in print: ${typed.trim()} is not in steps of ${step} per cent, or else change how it is rounded`;
	}
	return share;
}

function baseIn(typed: string): number | string {
	const read = figureOf(typed.trim());
	const isCount = typeof read !== 'string' && !read.isPercent && Number.isInteger(read.figure) && read.figure >= 1;
	return isCount ? read.figure : 'Enter the base: how many people answered, not weighted, such as 1,001';
}

function deftIn(
	{ measure, deft, factor, neighbour }: TypedFigure,
	neighbours: readonly Neighbour[],
): FigureFacts['deft'] | EntryProblem {
	switch (deft) {
		case 'declared': {
			const read = figureOf(factor.trim());
			const isFactor = typeof read !== 'string' && !read.isPercent && read.figure > 0 && read.figure <= 20;
			if (isFactor) return { kind: 'declared', deft: read.figure };
			return { control: 'factor', message: 'Enter the design factor, such as 1.19' };
		}
		case 'neighbour': {
			const found = neighbours.find((one) => neighbourValue(one) === neighbour);
			if (found !== undefined) return { kind: 'neighbour', wave: found.wave, measure: found.measure ?? measure };
			return { control: 'neighbour', message: 'Choose whose design factor is taken' };
		}
		case 'undeclared':
			return { kind: 'undeclared' };
		default:
			return { control: 'deft-declared', message: 'Say what is known of the design factor' };
	}
}
