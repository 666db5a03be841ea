import { z } from 'zod';
import { Name, VariableName } from '../instrument/index.ts';
import { WaveId } from './wave.ts';

/**
 * At most `limit` completed interviews of a kind. *answers*: those who gave one of `codes`. *stratum*: members of the sample
 * with a value in a column of the sample file; the only kind where people hold tokens, since a count by answers, written as
 * a token is used, would tell what its holder answered.
 */
export const Quota = z.strictObject({
	id: Name,
	label: z.string().trim().min(1).max(120),
	limit: z.int().min(1).max(10_000_000),
	of: z.discriminatedUnion('kind', [
		z.strictObject({ kind: z.literal('answers'), variable: VariableName, codes: z.array(z.int()).min(1) }),
		z.strictObject({ kind: z.literal('stratum'), column: z.string().min(1).max(60), value: z.string().max(200) }),
	]),
});
export type Quota = z.infer<typeof Quota>;

const reason = z.string().trim().min(1).max(1000);

/** A closing day that was put off: from which day to which, why, by whom and when. */
const Extension = z.strictObject({ from: z.iso.date(), to: z.iso.date(), reason, by: z.string(), on: z.iso.date() });

/** A while in which an open wave took no answers; `until` null: it still takes none. */
const Pause = z.strictObject({ on: z.iso.date(), until: z.iso.date().nullable(), reason, by: z.string() });

/** What was planned of a wave beside what the wave itself says. Null: nobody has said. */
export const WavePlan = z.strictObject({
	/** Whether it opens by itself on its day, once it is ready. */
	opensByItself: z.boolean(),
	/** Who it speaks for, in words, and how many they are. */
	population: z.strictObject({ words: z.string().max(500), size: z.int().min(1).nullable() }),
	/** How many completed interviews are hoped for. */
	plannedInterviews: z.int().min(1).max(10_000_000).nullable(),
	/** The change of a share, 0–1, that one hopes to see since the wave before. */
	hopedChange: z.number().gt(0).lte(1).nullable(),
	quotas: z.array(Quota).max(200),
	/**
	 * The version of the series' quality rules that was in force as it opened; null before, and where there was none. Versions
	 * that are frozen later hold for every wave alike, so what was known before anybody answered stands here.
	 */
	qualityRules: z.int().min(1).nullable(),
	/** Whether browsers of respondents are asked to prove a little work; off unless somebody wants it. */
	proofOfWork: z.boolean().default(false),
	/** After how many days after its invitation somebody who has not answered is reminded; in order. */
	reminders: z.array(z.int().min(1).max(365)).max(5),
	/** Test interviews that were done, by whom and when. */
	testInterviews: z.array(z.strictObject({ words: reason, by: z.string(), on: z.iso.date() })).max(200),
	/** When somebody last rang the support contacts of the instrument. */
	contactsChecked: z.strictObject({ by: z.string(), on: z.iso.date() }).nullable(),
	/** Why it was opened although something was not ready. */
	openedUnready: z.strictObject({ reason, by: z.string(), on: z.iso.date(), lacking: z.array(z.string()) }).nullable(),
	extensions: z.array(Extension).max(100),
	pauses: z.array(Pause).max(100),
	/** The wave that it was copied from. */
	copiedFrom: WaveId.nullable(),
});
export type WavePlan = z.infer<typeof WavePlan>;

/** A plan of which nothing is said yet. */
export const unplanned: WavePlan = {
	opensByItself: false,
	population: { words: '', size: null },
	plannedInterviews: null,
	hopedChange: null,
	quotas: [],
	qualityRules: null,
	proofOfWork: false,
	reminders: [],
	testInterviews: [],
	contactsChecked: null,
	openedUnready: null,
	extensions: [],
	pauses: [],
	copiedFrom: null,
};
