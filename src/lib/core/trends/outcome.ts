import {
	type Codes,
	type Domain,
	type Linearised,
	type NoBase,
	type Numbers,
	mean,
	share,
} from '#core/estimation/index.ts';

/** What is compared between groups and waves: the share with certain codes, or the mean of a number. */
export type Outcome =
	| {
			readonly kind: 'share';
			readonly codes: Codes;
			readonly counted: readonly number[];
			readonly missingInBase: readonly number[];
	  }
	| { readonly kind: 'mean'; readonly numbers: Numbers };

export function outcomeIn(weights: Float64Array, outcome: Outcome, domain: Domain): Linearised | NoBase {
	switch (outcome.kind) {
		case 'share':
			return share(weights, outcome.codes, outcome, domain);
		case 'mean':
			return mean(weights, outcome.numbers, domain);
	}
}

/** The rows that are in the base of the outcome. */
export function answeredRows(outcome: Outcome): Uint8Array {
	if (outcome.kind === 'mean') return Uint8Array.from(outcome.numbers.missing, (reason) => (reason === 0 ? 1 : 0));
	const kept = new Set(outcome.missingInBase);
	return Uint8Array.from(outcome.codes, (code) => (code >= 0 || kept.has(code) ? 1 : 0));
}

/** The rows that have one of the codes, within `domain` where there is one. */
export function rowsWithAny(codes: Codes, wanted: readonly number[], domain: Domain = null): Uint8Array {
	const among = new Set(wanted);
	const rows = new Uint8Array(codes.length);
	for (let i = 0; i < rows.length; i++)
		if ((domain === null || domain[i] === 1) && among.has(codes[i] ?? -1)) rows[i] = 1;
	return rows;
}
