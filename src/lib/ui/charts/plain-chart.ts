/**
 * A chart that a page draws by itself, without a script. Places are percent of the plot: from its left across, from its top
 * down.
 */
export interface PlainChart {
	readonly up: readonly { readonly y: number; readonly label: string }[];
	readonly across: readonly { readonly x: number; readonly label: string }[];
	/** Lines right across or right up the plot, named where they stand or in the key. */
	readonly rules: readonly PlainRule[];
	readonly series: readonly PlainSeries[];
}

export interface PlainRule {
	readonly at: { readonly x: number } | { readonly y: number };
	readonly look: 'solid' | 'dashed' | 'dotted';
	readonly label: string;
	readonly named: 'there' | 'in-key' | 'nowhere';
}

export interface PlainSeries {
	/** Its name in the key; empty for the only one. */
	readonly label: string;
	readonly look: 'first' | 'second';
	/** Whether a line joins its points. */
	readonly joined: boolean;
	readonly points: readonly {
		readonly x: number;
		readonly y: number;
		/** Ends of the interval; null where there is none. */
		readonly ends: { readonly low: number; readonly high: number } | null;
		readonly hollow: boolean;
	}[];
}

/** The series and rules that the key tells apart; empty where nothing has to be. */
export function keyOf({ series, rules }: PlainChart): { series: PlainSeries[]; rules: PlainRule[] } {
	return {
		series: series.filter(({ label }) => label !== ''),
		rules: rules.filter(({ named }) => named === 'in-key'),
	};
}
