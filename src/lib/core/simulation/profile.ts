import { z } from 'zod';
import { Name, QuestionId } from '../instrument/index.ts';

/**
 * What a survey's simulated answers should look like, so that a demonstration is plausible. `shares`: for a question (or
 * `question.item` of a grid) the share of each code; for one with several answers, each code's own share; for item-count
 * and crosswise questions, the share under code 1 of whom the sensitive item is true. `changes`: for a measure, the
 * change on the logit scale from one wave to the next. What is left out is drawn from the seed.
 */
export const SimulationProfile = z.strictObject({
	shares: z.record(
		z.string().regex(/^[a-z0-9_]+(\.[a-z0-9_]+)?$/),
		z.record(z.string().regex(/^\d+$/), z.number().gt(0).lte(1)),
	),
	changes: z.record(Name, z.array(z.number()).min(1)),
	/** What an earlier answer does to measures, on the logit scale, such as having taken part in an activity. */
	effects: z
		.array(z.strictObject({ question: QuestionId, code: z.int(), changes: z.record(Name, z.number()) }))
		.default([]),
	/** Words for open questions; each simulated respondent uses one. */
	words: z.record(QuestionId, z.array(z.string().min(1)).min(1)).default({}),
	/** The past waves of the demonstration: which version each asked, and how many months before today it closed. */
	demonstration: z
		.strictObject({
			respondents: z.int().min(1).max(100_000),
			/** People to draw them from: few where the same ones answer before and after. */
			population: z.int().min(1).default(5000),
			waves: z.array(z.strictObject({ version: z.int().min(1), monthsAgo: z.int().min(1) })).min(1),
		})
		.optional(),
});
export type SimulationProfile = z.infer<typeof SimulationProfile>;

export const noProfile: SimulationProfile = { shares: {}, changes: {}, effects: [], words: {} };
