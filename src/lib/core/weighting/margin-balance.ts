import { type Margin, cellLabel } from './margin.ts';

/** How a sample stands to one population margin before and after a step. Shares are among the rows whose cell is known. */
export interface MarginBalance {
	readonly margin: string;
	/** Rows with a weight whose cell is unknown; they keep their share of the weights. */
	readonly rowsUnknown: number;
	readonly cells: readonly {
		readonly label: string;
		/** Rows with a weight. */
		readonly rows: number;
		/** Share of the population. */
		readonly target: number;
		readonly before: number;
		readonly after: number;
	}[];
}

/** Sets the weights before and after a step against a margin. */
export function marginBalance(margin: Margin, before: Float64Array, after: Float64Array): MarginBalance {
	const size = margin.targets.length;
	const rows = new Int32Array(size + 1);
	const sums = [before, after].map((weights) => {
		const sum = new Float64Array(size + 1);
		for (let i = 0; i < weights.length; i++) {
			const given = margin.cells[i] ?? -1;
			const cell = given < 0 || given >= size ? size : given;
			const w = weights[i] ?? 0;
			sum[cell] = (sum[cell] ?? 0) + w;
			if (weights === before && w > 0) rows[cell] = (rows[cell] ?? 0) + 1;
		}
		return sharesOfKnown(sum.slice(0, size));
	});
	const targets = sharesOfKnown(Float64Array.from(margin.targets));
	return {
		margin: margin.id,
		rowsUnknown: rows[size] ?? 0,
		cells: Array.from(targets, (target, cell) => ({
			label: cellLabel(margin, cell),
			rows: rows[cell] ?? 0,
			target,
			before: sums[0]?.[cell] ?? 0,
			after: sums[1]?.[cell] ?? 0,
		})),
	};
}

function sharesOfKnown(sums: Float64Array): Float64Array {
	const whole = sums.reduce((a, b) => a + b, 0);
	return whole === 0 ? sums : sums.map((sum) => sum / whole);
}
