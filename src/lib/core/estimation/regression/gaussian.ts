import { type Family, type WorkingInput } from './family.ts';

/** Mean η, constant variance: R's `gaussian()`. */
export const gaussian: Family = {
	name: 'gaussian',
	working({ outcome, weights, eta }: WorkingInput, rootWeight: Float64Array, residual: Float64Array): number {
		let deviance = 0;
		for (let i = 0; i < outcome.length; i++) {
			const root = Math.sqrt(weights[i] ?? 0);
			const r = root * ((outcome[i] ?? 0) - (eta[i] ?? 0));
			rootWeight[i] = root;
			residual[i] = r;
			deviance += r * r;
		}
		return deviance;
	},
};
