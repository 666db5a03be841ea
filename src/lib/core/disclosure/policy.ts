import { z } from 'zod';

const Count = z.int().min(1);
const Share = z.number().gt(0).lt(1);

/**
 * What may be published: every threshold of the room in one strict value that can be stored and shown. A cell, base or
 * contributor is always counted unweighted.
 *
 * The defaults are those in use for crime surveys in Scotland: percentages hidden under a base of 50 (Scottish Crime
 * and Justice Survey), counts of 1 to 4 suppressed together with what would give them away (Crown Office), bases
 * rounded to 10, whole percent. Dominance, p % and their widths have no norm of the field; the defaults are in common
 * use for magnitude tables (Hundepool et al. 2012, Statistical Disclosure Control, chapter 4) and are the policy's to
 * settle.
 */
export const DisclosurePolicy = z.strictObject({
	/** Percentages and means on fewer respondents are hidden. */
	minimumBase: Count.default(50),
	/** Those on fewer than this, and not hidden, are flagged as having a small base. */
	smallBase: Count.default(100),
	/** Counts from 1 to one less are suppressed; a group that can be had by subtraction is held to the same. */
	minimumCount: Count.default(5),
	/** Groups of people under way in fieldwork are not counted in figures when they are fewer than this. */
	minimumWatched: Count.default(10),
	/** Which shares are hidden when fewer than the minimum count are behind them, or behind their complement. */
	smallCountShares: z.enum(['all', 'sensitive']).default('all'),
	/** Own behaviour, self-incriminating or health. */
	sensitive: z
		.strictObject({
			minimumBase: Count.default(100),
			/** Whether 0 % and 100 % of a subgroup may be shown: they tell the answer of each of its members. */
			unanimous: z.enum(['hidden', 'shown']).default('hidden'),
		})
		.prefault({}),
	roundBasesTo: Count.default(10),
	/** Counts in tables that are not suppressed are shown as multiples of this; 1 shows them as they are. */
	roundCountsTo: Count.default(1),
	/** 0.01 is whole percent. */
	roundSharesTo: Share.default(0.01),
	roundMeansTo: z.number().gt(0).default(0.1),
	/** Whoever solves a table for a suppressed count must be left with an interval at least this wide. */
	protectionWidth: Count.default(5),
	/** (n, k): a magnitude is suppressed when its n largest contributors give more than the share k of it. */
	dominance: z.strictObject({ n: Count, k: Share }).nullable().default({ n: 2, k: 0.85 }),
	/** p %: suppressed when the second largest could estimate the largest contributor to within this share. */
	pPercent: Share.nullable().default(0.1),
	/** The least width of the interval that is left for a suppressed magnitude, as a share of it. */
	magnitudeWidth: Share.default(0.1),
	/**
	 * Two groups that overlap without one holding the other tell their difference only roughly. *near-equal* acts when
	 * both differences are under the minimum count, *any* already when one is.
	 */
	overlap: z.enum(['near-equal', 'any']).default('near-equal'),
});
export type DisclosurePolicy = z.infer<typeof DisclosurePolicy>;

/** The policy of anyone who has not declared one. */
export const defaultPolicy: DisclosurePolicy = DisclosurePolicy.parse({});
