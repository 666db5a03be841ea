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

/** A column that holds an existing variable of the survey, under its name in the survey's codebook. */
const KnownVariable = z.strictObject({
	...variableCommon,
	name: z.string().min(1),
	/** Code of each spelling in the data file; without it labels and codes of the instrument are recognised. */
	spellings: z.record(z.string(), z.int()).default({}),
});
export type KnownVariable = z.infer<typeof KnownVariable>;

const wave = z.strictObject({
	column: z.string().min(1),
	mode: Mode,
	sampleType: SampleType,
	/** The last day of fieldwork of each wave, by its value in the column; a bare year stands for its last day. */
	closedOn: z.record(z.string(), z.iso.date()).default({}),
	labels: z.record(z.string(), z.string()).default({}),
});

/**
 * Describes a contractor's file: one row an interview, one column that tells the wave. `creates` describes the survey
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
