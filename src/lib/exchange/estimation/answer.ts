import { type Estimate } from '#core/estimation/index.ts';

/** What the command answers: plain values in full precision. A number that does not exist is null. */
export interface EstimationAnswer {
	readonly design: { readonly n: number; readonly degreesOfFreedom: number };
	readonly calibration: {
		readonly converged: boolean;
		readonly iterations: number;
		/** One a row of the file; absent where they go to a file of their own. */
		readonly weights?: readonly number[];
	} | null;
	readonly estimates: readonly AnsweredEstimate[];
}

export interface AnsweredEstimate {
	readonly id: string;
	readonly rows: readonly AnsweredRow[];
	/** Covariances of the rows' values, where there are few enough. */
	readonly covariance?: readonly (readonly number[])[];
	readonly test?: AnsweredTest;
	/** What a reader should know of these rows, a line each. */
	readonly notes?: readonly string[];
}

export interface AnsweredRow {
	/** The values of the variables that the rows are broken by. */
	readonly group: Readonly<Record<string, string>>;
	/** The value, coefficient or cell that the row is about. */
	readonly category?: string;
	readonly value: number | null;
	readonly se: number | null;
	readonly df: number | null;
	readonly lower: number | null;
	readonly upper: number | null;
	/** The method of the interval, which may differ from the one asked for. */
	readonly interval: string | null;
	/** Against simple random sampling with replacement. */
	readonly deff: number | null;
	/** Unweighted base. */
	readonly n: number;
	/** Kish's effective base. */
	readonly nEffective: number | null;
	/** Of a crosstab's cell: its shares of the whole, the row and the column. */
	readonly shares?: Readonly<Record<'total' | 'row' | 'column', Omit<AnsweredRow, 'group' | 'shares'>>>;
	/** Of an indirect share: the value and interval cut to [0, 1]. */
	readonly truncated?: { readonly value: number; readonly lower: number; readonly upper: number };
}

export interface AnsweredTest {
	readonly name: string;
	readonly statistic: number;
	readonly df1: number;
	readonly df2?: number;
	readonly p: number;
}

/** A row from an estimate. */
export function rowOf(
	{ value, se, df, interval, deff, base, truncated }: Estimate,
	group: Readonly<Record<string, string>> = {},
	category?: string,
): AnsweredRow {
	return {
		group,
		...(category !== undefined && { category }),
		value,
		se,
		df,
		lower: interval.lower,
		upper: interval.upper,
		interval: interval.method,
		deff,
		n: base.n,
		nEffective: base.effectiveSize,
		...(truncated !== null && { truncated }),
	};
}
