import { type Family, type WorkingInput } from './family.ts';

/** Share 1/(1 + e^−η) of an outcome that is 0 or 1: R's `quasibinomial()`. */
export const binomial: Family = {
	name: 'binomial',
	working({ outcome, weights, eta }: WorkingInput, rootWeight: Float64Array, residual: Float64Array): number {
		let deviance = 0;
		for (let i = 0; i < outcome.length; i++) {
			const w = weights[i] ?? 0;
			const h = eta[i] ?? 0;
			// By |η|, so that neither a share near 0 nor one near 1 loses digits.
			const small = Math.exp(-Math.abs(h));
			const rare = small / (1 + small);
			const y = outcome[i] ?? 0;
			const spread = rare / (1 + small);
			const off = y === 1 ? (h > 0 ? rare : 1 - rare) : h > 0 ? rare - 1 : -rare;
			rootWeight[i] = Math.sqrt(w * spread);
			residual[i] = spread > 0 ? (Math.sqrt(w) * off) / Math.sqrt(spread) : 0;
			deviance += 2 * w * (Math.log1p(small) + (y === 1 ? (h < 0 ? -h : 0) : h > 0 ? h : 0));
		}
		return deviance;
	},
};
