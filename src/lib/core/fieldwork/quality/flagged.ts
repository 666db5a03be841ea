import type { Sighting } from './look.ts';
import type { QualityDecision } from './reading.ts';
import type { FlagSeverity } from './rules.ts';

/** A response that rules flagged: what they saw, its words masked, and what was decided. Nothing says who gave it. */
export interface FlaggedForReview {
	readonly id: string;
	readonly flags: readonly {
		readonly rule: string;
		readonly severity: FlagSeverity;
		/** Null where it can be seen only beside the other responses, or not any more. */
		readonly saw: Sighting | null;
	}[];
	readonly texts: readonly { readonly variable: string; readonly shown: string }[];
	readonly decision: {
		readonly decision: QualityDecision;
		readonly reason: string;
		readonly by: string;
		readonly on: string;
	} | null;
}
