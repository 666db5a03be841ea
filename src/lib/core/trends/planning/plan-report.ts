import { type PlanningAssumption } from './assumptions.ts';
import { type Direction, type Plan } from './plan.ts';
import { type Technique } from './technique.ts';

/** A number that a plan rests on, and where it comes from; nothing rounded. */
export interface PlanBasis {
	readonly value: number;
	readonly from: BasisSource;
}

export type BasisSource =
	| { readonly kind: 'typed' }
	/** `waves` by their labels. */
	| { readonly kind: 'waves'; readonly waves: readonly string[]; readonly rule: PlanningAssumption['rule'] }
	/** Declared in the questionnaire. */
	| { readonly kind: 'declared' }
	/** Nobody knows: what is usual, or safe. */
	| { readonly kind: 'convention' };

/** What a plan's page tells. */
export interface PlanReport {
	readonly survey: string;
	readonly title: string;
	/** What may be planned for: the measures that are shares. */
	readonly measures: readonly { readonly id: string; readonly label: string }[];
	/** Measures that are left out because they are means or scores. */
	readonly notShares: number;
	/** Null where a share was typed. */
	readonly measure: { readonly id: string; readonly label: string; readonly base: string } | null;
	readonly basis: {
		readonly share: PlanBasis;
		/** Smallest change that would matter. */
		readonly change: PlanBasis;
		/** Completed interviews of the next wave. */
		readonly size: PlanBasis;
		/** People in the base of the wave compared with; null where both waves are planned. */
		readonly before: PlanBasis | null;
		readonly inBase: PlanBasis;
		readonly deff: PlanBasis;
		/** Null where nobody knows. */
		readonly responseRate: PlanBasis | null;
		readonly overlap: PlanBasis;
		readonly correlation: PlanBasis;
		readonly controlVariance: PlanBasis;
		/** Probability of the innocuous statement of a crosswise question. */
		readonly innocuous: PlanBasis;
		readonly family: PlanBasis;
		readonly power: PlanBasis;
		readonly level: PlanBasis;
	};
	readonly technique: Technique['kind'];
	readonly directions: readonly Direction[];
	/** Waves with answers. */
	readonly waves: number;
	readonly simulated: boolean;
	/** Whether the sample is not one by chance, so that power holds only as if it were. */
	readonly indicative: boolean;
	readonly plan: Plan;
}
