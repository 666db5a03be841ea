import { z } from 'zod';
import { Mode, SampleType } from '#core/fieldwork/index.ts';
import { Measure, MissingReason, QuestionId, Sensitivity, Text, Weighting } from '#core/instrument/index.ts';

const Value = z.strictObject({
	code: z.int().min(0).max(9999),
	label: Text,
	/** How the data file spells this code; without it the label in the codebook's first language, or the code itself. */
	spellings: z.array(z.string()).optional(),
});

const variableCommon = {
	column: z.string().min(1),
	/** Spellings that stand for a missing value, each with its reason. Matched before values. */
	missing: z.record(z.string(), MissingReason).default({}),
	/** What an empty cell means. */
	empty: MissingReason.default('not-applicable'),
} as const;

/** A column that becomes a question of a survey which does not exist yet. */
const NewVariable = z.strictObject({
	...variableCommon,
	name: QuestionId,
	text: Text,
	base: Text,
	sensitivity: Sensitivity.default('none'),
	/** Which missing reasons stay in the base of shares. */
	inBase: z.array(z.enum(['dont-know', 'refused'])).default([]),
	type: z.discriminatedUnion('kind', [
		z.strictObject({ kind: z.literal('code'), values: z.array(Value).min(2) }),
		z.strictObject({ kind: z.literal('number'), least: z.number(), most: z.number(), decimals: z.int().min(0).max(6) }),
	]),
});
export type NewVariable = z.infer<typeof NewVariable>;

/** What somebody found of a variable in a file of others: asked as ours is, as good as that, or not comparable. */
export const Verdict = z.enum(['identical', 'equivalent', 'break']);
export type Verdict = z.infer<typeof Verdict>;

/** Characters of the reason for a verdict. */
export const longestReason = 1000;

/** A column that holds an existing variable of the survey, under its name in the survey's codebook. */
const KnownVariable = z
	.strictObject({
		...variableCommon,
		name: z.string().min(1),
		/** Code of each spelling in the data file; without it labels and codes of the instrument are recognised. */
		spellings: z.record(z.string(), z.int()).default({}),
		/** What each value stands for, by the value itself and not its label; then no other code is recognised. */
		meanings: z.record(z.string(), z.union([z.int(), MissingReason])).optional(),
		/** Whether it is comparable with ours. `break`: no trend crosses it. The other two need their reason. */
		verdict: Verdict.default('identical'),
		reason: z.string().trim().max(longestReason).default(''),
	})
	.refine(({ verdict, reason }) => verdict === 'identical' || reason !== '', {
		path: ['reason'],
		message: 'a verdict of equivalent or break needs its reason',
	});
export type KnownVariable = z.infer<typeof KnownVariable>;

const asked = { mode: Mode, sampleType: SampleType } as const;

/** One wave, or several that a column tells apart. */
const wave = z.union([
	z.strictObject({
		...asked,
		column: z.string().min(1),
		/** The last day of fieldwork of each wave, by its value in the column; a bare year is some time in it. */
		closedOn: z.record(z.string(), z.iso.date()).default({}),
		labels: z.record(z.string(), z.string()).default({}),
	}),
	z.strictObject({ ...asked, label: z.string().trim().min(1).max(120), closedOn: z.iso.date() }),
]);

/**
 * Describes a contractor's file: one row an interview, and a column that tells the wave unless it is all one. `creates` describes the survey
 * when it does not exist yet; `continues` names the instrument version of an existing one whose variables the file holds.
 */
export const WaveCodebook = z.union([
	z.strictObject({
		creates: z.strictObject({
			title: Text,
			summary: Text,
			population: Text,
			unit: z.enum(['person', 'practitioner', 'organisation']),
			source: Text,
			measures: z.array(Measure),
			breaks: z.array(z.string()).default([]),
			weighting: Weighting.nullable().default(null),
		}),
		wave,
		weight: z.string().nullable().default(null),
		variables: z.array(NewVariable).min(1),
	}),
	z.strictObject({
		continues: z.strictObject({ version: z.int().min(1) }),
		wave,
		weight: z.string().nullable().default(null),
		variables: z.array(KnownVariable).min(1),
	}),
]);
export type WaveCodebook = z.infer<typeof WaveCodebook>;
