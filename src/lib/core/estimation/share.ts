import { type Codes, type Domain, notAsked, within } from './columns.ts';
import { type Linearised, type NoBase } from './linearised.ts';

/** What counts, and who is in the base without counting. */
export interface ShareOf {
	/** Codes ≥ 0 that count. */
	readonly counted: readonly number[];
	/**
	 * Missing reasons (negative export codes) that are in the base all the same, such as -8 where *don't know* is an
	 * answer.
	 */
	readonly missingInBase: readonly number[];
}

/**
 * Weighted share of the base whose answer counts: one code, or several as a net. Who is in the base is said with the
 * question: *don't know* may be an answer or none. deff compares with p(1 − p)/(n − 1).
 *
 * @method  Share, and net of several answers
 * @formula p = Σwy/Σw over the base, y 1 where the answer counts, else 0; influence (y − p)/Σw
 * @source  Särndal, Swensson & Wretman (1992), Model Assisted Survey Sampling, 5.7; domains 5.8
 * @r       `svymean(~I(code %in% counted), d, na.rm = TRUE, deff = "replace")`; by group `svyby(~I(…), ~group, d, svymean)`
 */
export function share(
	weights: Float64Array,
	codes: Codes,
	{ counted, missingInBase }: ShareOf,
	domain: Domain = null,
): Linearised | NoBase {
	const answers = within(codes, weights, domain);
	const table = codeTable(counted, missingInBase);
	const { n, sum, squares, sumCounted } = tally(weights, answers, table);
	if (n === 0) return { kind: 'no-base', asked: answers.some((code) => code !== notAsked) };
	const value = sumCounted / sum;
	const influenceOfCode = table.weightInBase.map((is, at) => (is * ((table.counts[at] ?? 0) - value)) / sum);
	return {
		kind: 'linearised',
		value,
		influence: byCode(answers, influenceOfCode),
		base: { n, sumOfWeights: sum, effectiveSize: (sum * sum) / squares },
		randomVariance: n > 1 ? (value * (1 - value)) / (n - 1) : 0,
		means: 1,
		scale: 'share',
	};
}

/** Codes from −128 up have a place in the tables; the last place stands for every greater code. */
const offset = 128;

/** 1 or 0 by code, so that the loops need not branch on answers, which no processor can foresee. */
function codeTable(counted: readonly number[], missingInBase: readonly number[]) {
	const length = offset + Math.max(0, ...counted) + 2;
	const inBase = new Uint8Array(length).fill(1, offset);
	const counts = new Float64Array(length);
	for (const reason of missingInBase) inBase[offset + reason] = 1;
	for (const code of counted) counts[offset + code] = 1;
	return { inBase, weightInBase: Float64Array.from(inBase), counts };
}

// The loops stand apart from anything that closes over their sums, and do without Math.min: both would make numbers of
// any kind of what are plain doubles and small integers, and take three times as long.

function tally(
	weights: Float64Array,
	codes: Codes,
	{ inBase, weightInBase, counts }: ReturnType<typeof codeTable>,
): { n: number; sum: number; squares: number; sumCounted: number } {
	const last = inBase.length - 1;
	let n = 0;
	let sum = 0;
	let squares = 0;
	let sumCounted = 0;
	for (let i = 0; i < weights.length; i++) {
		const w = weights[i] ?? 0;
		const code = (codes[i] ?? 0) + offset;
		const at = code > last ? last : code;
		const inside = w * (weightInBase[at] ?? 0);
		n += inBase[at] ?? 0;
		sum += inside;
		squares += inside * w;
		sumCounted += w * (counts[at] ?? 0);
	}
	return { n, sum, squares, sumCounted };
}

function byCode(codes: Codes, valueOfCode: Float64Array): Float64Array {
	const last = valueOfCode.length - 1;
	const values = new Float64Array(codes.length);
	for (let i = 0; i < values.length; i++) {
		const code = (codes[i] ?? 0) + offset;
		values[i] = valueOfCode[code > last ? last : code] ?? 0;
	}
	return values;
}
