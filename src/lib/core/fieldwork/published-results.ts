import { z } from 'zod';
import { Name, SurveySlug } from '../instrument/index.ts';
import { Mode, SampleType, WaveId } from './wave.ts';

/**
 * What somebody published of a round of fieldwork whose answers nobody gave us: shares with their bases. Days are ISO dates
 * where they are known. By measure id; core/trends draws them beside waves with answers.
 */
export const PublishedResults = z.strictObject({
	survey: SurveySlug,
	id: WaveId,
	label: z.string().trim().min(1).max(120),
	opensOn: z.iso.date().nullable(),
	closesOn: z.iso.date().nullable(),
	modes: z.array(Mode).min(1),
	sampleType: SampleType,
	figures: z.record(
		Name,
		z.strictObject({
			/** 0–1. */
			share: z.number().min(0).max(1),
			/** Unweighted base. */
			n: z.int().min(1),
			/** The publisher's own design factor, one that it declared for a neighbouring figure, or none. */
			deft: z.discriminatedUnion('kind', [
				z.strictObject({ kind: z.literal('declared'), deft: z.number().gt(0).max(20) }),
				z.strictObject({ kind: z.literal('neighbour'), wave: z.string().min(1), measure: Name }),
				z.strictObject({ kind: z.literal('undeclared') }),
			]),
			/** Step to which the share was rounded in print, such as 0.01 for whole per cent; 0 when unrounded. */
			rounding: z.number().min(0).max(0.5),
			/** Where it stands in print. */
			source: z.string().trim().min(1).max(500),
			/** Who put the figure down as it is, and when. */
			entered: z.strictObject({ by: z.string().min(1).max(200), on: z.iso.date() }).optional(),
			/** Of a wave of our own: which version it asked, and when its answers were deleted. */
			kept: z.strictObject({ version: z.int().min(1), on: z.iso.date() }).optional(),
		}),
	),
});
export type PublishedResults = z.infer<typeof PublishedResults>;
/** One of its figures. */
export type PublishedResult = PublishedResults['figures'][string];
