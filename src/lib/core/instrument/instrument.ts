import { z } from 'zod';
import { Bridge } from './bridge.ts';
import { Condition } from './condition.ts';
import { Name, SurveySlug } from './ids.ts';
import { Question } from './kinds/kinds.ts';
import { Measure, VariableName } from './measure.ts';
import { Language, Text } from './text.ts';
import { Weighting } from './weighting.ts';

/** A language of the instrument. A `draft` translation is for preview only, until a speaker has reviewed it. */
const LanguageStatus = z.strictObject({
	code: Language,
	status: z.enum(['complete', 'draft']),
	note: z.string().optional(),
});

/** A part of the instrument with a title; its questions are asked in order, one a page. */
const Section = z.strictObject({ id: Name, title: Text, questions: z.array(Question).min(1) });
export type Section = z.infer<typeof Section>;

/** Random arms allocated by the server, in balance, when an interview starts; routing may depend on them. */
const Experiment = z.strictObject({ id: Name, label: z.string().min(1), arms: z.array(Name).min(2).max(8) });

/** Where to find help, shown after the last page; `when` limits it to answers that call for it. */
const SupportContact = z.strictObject({
	id: Name,
	name: z.string().min(1),
	text: Text,
	phone: z.string().optional(),
	url: z.url({ protocol: /^https$/ }).optional(),
	when: Condition.optional(),
	/** The day on which somebody last checked the number and address; null: never. */
	checkedOn: z.iso.date().nullable(),
});
export type SupportContact = z.infer<typeof SupportContact>;

/** A reporting route or a piece of guidance that the answers call for, shown on the last page. */
const Guidance = z.strictObject({
	id: Name,
	kind: z.enum(['route', 'guidance']),
	title: Text,
	text: Text,
	when: Condition.optional(),
});
export type Guidance = z.infer<typeof Guidance>;

/** What the parts of a variable's fingerprint are called; see core/comparability. */
export const DifferenceKind = z.enum(['wording', 'options', 'order', 'scale', 'base', 'mode', 'language']);
export type DifferenceKind = z.infer<typeof DifferenceKind>;

/**
 * A declaration that a variable still measures the same as in version `since`, although the named parts differ.
 * It covers just those differences: any other one is a break.
 */
const Equivalence = z.strictObject({
	variable: VariableName,
	since: z.int().min(1),
	differences: z.array(DifferenceKind).min(1),
	reason: z.string().min(20),
});

/** What the privacy notice says of this survey beyond what follows from the wave's identity mode. */
const Privacy = z.strictObject({
	purpose: Text,
	collects: Text,
	published: Text,
	retentionMonths: z.int().min(0).max(240),
});

/** One version of a survey's questionnaire. Published versions never change; what changes is a new one. */
export const Instrument = z.strictObject({
	$schema: z.string().optional(),
	survey: SurveySlug,
	version: z.int().min(1).max(9999),
	title: Text,
	/** One sentence on what the survey is for, for staff and the list of surveys. */
	summary: Text,
	population: Text,
	unit: z.enum(['person', 'practitioner', 'organisation']),
	languages: z.array(LanguageStatus).min(1),
	/** Shown before the first question, with the privacy notice under it. */
	introduction: Text,
	/** Shown under *Thank you* at the end. */
	closing: Text,
	privacy: Privacy,
	experiments: z.array(Experiment).default([]),
	bridges: z.array(Bridge).default([]),
	sections: z.array(Section).min(1),
	measures: z.array(Measure),
	/** Columns by which results may be broken down, such as age band; shares are then shown for each of their codes. */
	breaks: z.array(VariableName).default([]),
	weighting: Weighting.nullable(),
	support: z.array(SupportContact),
	guidance: z.array(Guidance).default([]),
	equivalences: z.array(Equivalence).default([]),
});
export type Instrument = z.infer<typeof Instrument>;

const listed = new WeakMap<Instrument, readonly Question[]>();

/** Every question of the instrument in the order of asking; listed once for each instrument, since every page asks. */
export function questionsOf(instrument: Instrument): readonly Question[] {
	const before = listed.get(instrument);
	if (before !== undefined) return before;
	const questions = instrument.sections.flatMap((section) => section.questions);
	listed.set(instrument, questions);
	return questions;
}

/** Every random allocation an interview needs: declared experiments and the halves of item counts, with their arms. */
export function allocationsOf(instrument: Instrument): { id: string; arms: readonly string[] }[] {
	const halves = questionsOf(instrument)
		.filter((question) => question.kind === 'item-count')
		.map((question) => ({ id: question.id, arms: ['control', 'treatment'] }));
	return [...instrument.experiments.map(({ id, arms }) => ({ id, arms })), ...halves];
}
