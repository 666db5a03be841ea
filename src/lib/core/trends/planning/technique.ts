/** How a share is asked: what decides how much one interview says about it. */
export type Technique =
	| { readonly kind: 'direct' }
	| {
			readonly kind: 'item-count';
			/** Variance of the count that the list without the sensitive item gets. */
			readonly controlVariance: number;
			/** Share of the interviews that see the list with the sensitive item. */
			readonly treatmentShare: number;
			/**
			 * Two lists, each half seeing the sensitive item in one of them; `correlation` is that of the two control
			 * counts. Null for one list.
			 */
			readonly doubleList: { readonly correlation: number } | null;
	  }
	/** `p`: probability of the innocuous trait, not ½. */
	| { readonly kind: 'crosswise'; readonly p: number };

/**
 * Variance of the estimated share from one interview: over n interviews of a simple random sample it is this over n.
 * The sensitive item is taken to be unrelated to the others on the list; a list whose items go against each other has
 * less variance, which is how lists are best made.
 *
 * @method  Variance of one interview, by technique
 * @formula direct π(1 − π); item count (σ² + π(1 − π))/f + σ²/(1 − f), σ² the variance of the control list and f the share with the longer list; two lists (each the other's control, f = ½) 2σ²(1 − ρ) + π(1 − π); crosswise λ(1 − λ)/(2p − 1)², λ = πp + (1 − π)(1 − p)
 * @source  Glynn (2013), Public Opinion Quarterly 77/S1 (item count); Yu, Tian & Tang (2008), Metrika 67 (crosswise)
 * @r       none; checked by simulation
 */
export function interviewVariance(technique: Technique, share: number): number {
	const binomial = share * (1 - share);
	switch (technique.kind) {
		case 'direct':
			return binomial;
		case 'item-count': {
			const { controlVariance, treatmentShare, doubleList } = technique;
			if (doubleList !== null) return 2 * controlVariance * (1 - doubleList.correlation) + binomial;
			return (controlVariance + binomial) / treatmentShare + controlVariance / (1 - treatmentShare);
		}
		case 'crosswise': {
			const { p } = technique;
			const alike = share * p + (1 - share) * (1 - p);
			return (alike * (1 - alike)) / (2 * p - 1) ** 2;
		}
	}
}

/** How many times as many interviews a technique needs as a direct question does for the same precision. */
export function costOfTechnique(technique: Technique, share: number): number {
	return interviewVariance(technique, share) / interviewVariance({ kind: 'direct' }, share);
}
