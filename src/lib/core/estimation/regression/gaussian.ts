import { type Family, type Working, type WorkingInput } from './family.ts';

/** Mean η, constant variance: R's `gaussian()`. */
export const gaussian: Family = {
	name: 'gaussian',
	start: (outcome) => new Float64Array(outcome.length),
	working({ outcome, weights, eta }: WorkingInput, { rootWeight, residual }: Working): number {
		let deviance = 0;
		for (let i = 0; i < outcome.length; i++) {
			const w = weights[i] ?? 0;
			const r = (outcome[i] ?? 0) - (eta[i] ?? 0);
			rootWeight[i] = Math.sqrt(w);
			residual[i] = r;
			deviance += w * r * r;
		}
		return deviance;
	},
};
