import { type Family, type Working, type WorkingInput } from './family.ts';

/** Share 1/(1 + e^−η) of an outcome that is 0 or 1: R's `quasibinomial()`. */
export const binomial: Family = {
	name: 'binomial',
	start(outcome: Float64Array, weights: Float64Array): Float64Array {
		const eta = new Float64Array(outcome.length);
		for (let i = 0; i < eta.length; i++) {
			const share = ((weights[i] ?? 0) * (outcome[i] ?? 0) + 0.5) / ((weights[i] ?? 0) + 1);
			eta[i] = Math.log(share / (1 - share));
		}
		return eta;
	},
	working({ outcome, weights, eta }: WorkingInput, { rootWeight, residual }: Working): number {
		let deviance = 0;
		for (let i = 0; i < outcome.length; i++) {
			const w = weights[i] ?? 0;
			// As if the outcome were 1, by the sign of η: neither a share near 0 nor one near 1 loses digits.
			const h = outcome[i] === 1 ? (eta[i] ?? 0) : -(eta[i] ?? 0);
			const small = Math.exp(h > 0 ? -h : h);
			const whole = 1 + small;
			rootWeight[i] = Math.sqrt(w * small) / whole;
			const off = h > 0 ? whole : whole / small;
			residual[i] = outcome[i] === 1 ? off : -off;
			deviance += 2 * w * (Math.log1p(small) + (h > 0 ? 0 : -h));
		}
		return deviance;
	},
};
