import { z } from 'zod';
import { Mode, SampleType, WaveId } from '#core/fieldwork/index.ts';
import { MissingReason } from '#core/instrument/index.ts';
import { longestReason, Verdict } from '#exchange/waves/index.ts';

/** How one of our variables is lined up with a column. Nothing is decided as long as `verdict` is null. */
export const MatchedVariable = z.strictObject({
	/** Null where the file does not hold it. */
	column: z.string().nullable(),
	/** What each value of the column stands for; one that is not here, or null, has not been said yet. */
	meanings: z.record(z.string(), z.union([z.int(), MissingReason]).nullable()),
	verdict: z.union([Verdict, z.literal('leave-out')]).nullable(),
	reason: z.string().max(longestReason),
});
export type MatchedVariable = z.infer<typeof MatchedVariable>;

const label = z.string().max(120);
const day = z.union([z.iso.date(), z.literal('')]);

/** How a file is lined up so far; texts are empty, and choices null, until somebody fills them in. */
export const Matching = z.strictObject({
	/** Of our questionnaire. */
	version: z.int().min(1),
	/** Which wave or waves the file holds: all one, or told apart by a column, by its values. */
	waves: z.strictObject({
		column: z.string().nullable(),
		one: z.strictObject({ label, closedOn: day }),
		several: z.record(z.string(), z.strictObject({ label, closedOn: day })),
	}),
	mode: Mode.nullable(),
	sampleType: SampleType.nullable(),
	weight: z.string().nullable(),
	variables: z.record(z.string(), MatchedVariable),
});
export type Matching = z.infer<typeof Matching>;

const BroughtIn = {
	by: z.string(),
	on: z.iso.date(),
	/** Under which the file counts as brought in. */
	counted: z.string(),
	waves: z.array(z.strictObject({ id: WaveId, label: z.string(), interviews: z.int().min(0) })).min(1),
} as const;

/** What is kept of a file that was sent or brought in: the record of who did it, when and how. */
export const ImportRecord = z.discriminatedUnion('state', [
	z.strictObject({ state: z.literal('draft'), matching: Matching }),
	/** `matching` is null where a codebook described the file. */
	z.strictObject({ state: z.literal('imported'), matching: Matching.nullable(), ...BroughtIn }),
	z.strictObject({
		state: z.literal('taken-back'),
		matching: Matching.nullable(),
		...BroughtIn,
		takenBack: z.strictObject({ by: z.string(), on: z.iso.date(), reason: z.string().max(longestReason) }),
	}),
]);
export type ImportRecord = z.infer<typeof ImportRecord>;
