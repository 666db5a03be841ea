import type { ListedChange } from '#core/trends/index.ts';
import { amountWords, quantityOf } from '#ui/trend/quantity.ts';

/** The one scale on which every row's picture is drawn: multiples of the smallest change that would matter. */
export interface ChangeScale {
	/** Where the scale ends on either side, as a whole multiple. */
	readonly end: number;
	/** What one multiple is, where it is the same for all rows: "3 points". */
	readonly unit: string | null;
}

/** A row's change on that scale: the dot, the 95% interval, and the interval at the level that decided it. */
export interface DrawnChange {
	readonly dot: number;
	readonly interval: readonly [number, number];
	readonly decided: readonly [number, number];
	readonly shape: 'disc' | 'square' | 'ring';
}

/** Beyond this a single rough measure would squeeze all others into a line; what goes further ends in an arrow. */
const farthest = 6;

/** A scale that holds every interval, or as much of it as leaves the others legible. */
export function changeScale(changes: readonly ListedChange[]): ChangeScale {
	const reaches = changes.flatMap((change) => drawnChange(change)?.decided.map(Math.abs) ?? []);
	const units = new Set(
		changes.map(({ measure }) => amountWords(measure.smallestChange, quantityOf(measure.statistic))),
	);
	const [unit] = units;
	return {
		end: Math.min(farthest, Math.max(2, Math.ceil(Math.max(0, ...reaches)))),
		unit: units.size === 1 && unit ? unit : null,
	};
}

/** Undefined where there is no verdict to draw. Shape tells the verdict as colour would. */
export function drawnChange({ outcome, measure }: ListedChange): DrawnChange | undefined {
	if (outcome.kind !== 'judged') return undefined;
	const { change, adjusted, verdict } = outcome;
	const multiples = ({ lower, upper }: { lower: number; upper: number }) =>
		[lower / measure.smallestChange, upper / measure.smallestChange] as const;
	return {
		dot: change.difference / measure.smallestChange,
		interval: multiples(change.interval),
		decided: multiples(adjusted.interval),
		shape: shapeOf(verdict.kind),
	};
}

function shapeOf(
	verdict: Extract<ListedChange['outcome'], { kind: 'judged' }>['verdict']['kind'],
): DrawnChange['shape'] {
	switch (verdict) {
		case 'changed':
			return 'disc';
		case 'no-change-larger-than':
			return 'square';
		case 'cannot-tell':
			return 'ring';
	}
}

/** "−12 pts" at the end of a scale that ends at four times 3 points; "−4×" where rows differ in what would matter. */
export function scaleTick({ unit }: ChangeScale, multiple: number): string {
	if (multiple === 0) return '0';
	const [, amount, points] = /^([\d.]+)( points?)?$/.exec(unit ?? '') ?? [];
	const size =
		amount === undefined
			? `${Math.abs(multiple)}×`
			: `${Math.round(Number(amount) * Math.abs(multiple) * 100) / 100}${points === undefined ? '' : ' pts'}`;
	return `${multiple < 0 ? '−' : '+'}${size}`;
}
