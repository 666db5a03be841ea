import { type Codes, type Domain, notAsked } from './columns.ts';
import { type Linearised, type NoBase } from './linearised.ts';

/** What counts, and who is in the base without counting. */
export interface ShareOf {
	/** Codes ≥ 0 that count. */
	readonly counted: readonly number[];
	/** Missing reasons (negative export codes) that are in the base all the same, such as -8 where *don't know* is an answer. */
	readonly missingInBase: readonly number[];
}

/**
 * Weighted share of the base whose code counts, Σwy/Σw. Influence (y − p)/Σw. R: `svymean(~I(code %in% counted), d, na.rm = TRUE)`.
 */
export function share(
	weights: Float64Array,
	codes: Codes,
	{ counted, missingInBase }: ShareOf,
	domain: Domain = null,
): Linearised | NoBase {
	const states = stateTable(counted, missingInBase);
	const last = states.length - 1;
	let n = 0;
	let sum = 0;
	let squares = 0;
	let sumCounted = 0;
	let asked = false;
	for (let i = 0; i < weights.length; i++) {
		if (domain !== null && domain[i] !== 1) continue;
		const code = codes[i] ?? notAsked;
		if (code !== notAsked) asked = true;
		const at = code + offset;
		const state = states[at > last ? last : at] ?? outside;
		const w = weights[i] ?? 0;
		if (state === outside || w === 0) continue;
		n++;
		sum += w;
		squares += w * w;
		if (state === counts) sumCounted += w;
	}
	if (n === 0) return { kind: 'no-base', asked };
	const value = sumCounted / sum;
	const whenCounted = (1 - value) / sum;
	const whenNot = -value / sum;
	const influence = new Float64Array(weights.length);
	for (let i = 0; i < weights.length; i++) {
		if (domain !== null && domain[i] !== 1) continue;
		const at = (codes[i] ?? notAsked) + offset;
		const state = states[at > last ? last : at] ?? outside;
		if (state !== outside) influence[i] = state === counts ? whenCounted : whenNot;
	}
	return {
		kind: 'linearised',
		value,
		influence,
		base: { n, sumOfWeights: sum, effectiveSize: (sum * sum) / squares },
		randomVariance: n > 1 ? (value * (1 - value)) / (n - 1) : 0,
		means: 1,
		scale: 'share',
	};
}

const outside = 0;
const inBase = 1;
const counts = 2;
/** Codes from −128 up have a place in the table; the last place stands for every greater code. */
const offset = 128;

function stateTable(counted: readonly number[], missingInBase: readonly number[]): Uint8Array {
	const greatest = Math.max(0, ...counted);
	const states = new Uint8Array(offset + greatest + 2).fill(inBase, offset);
	for (const code of counted) states[offset + code] = counts;
	for (const reason of missingInBase) states[offset + reason] = inBase;
	return states;
}
