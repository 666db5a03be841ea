import { blob, index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { drafts } from './drafts.ts';

/**
 * Tests of a questionnaire before it is fielded. `document` is the instrument as it was when the pilot began: edits of the
 * draft do not reach it. The token of its link is stored as a hash. Nothing here or below belongs to a wave.
 */
export const pilots = sqliteTable(
	'pilots',
	{
		id: text('id').primaryKey(),
		draft: text('draft')
			.notNull()
			.references(() => drafts.id),
		survey: text('survey').notNull(),
		version: integer('version').notNull(),
		/** The revision of the draft that it asks; null where it asks a version as that was published. */
		revision: integer('revision'),
		label: text('label').notNull(),
		/** A JSON list. */
		languages: text('languages').notNull(),
		document: text('document').notNull(),
		sha256: text('sha256').notNull(),
		tokenHash: blob('token_hash', { mode: 'buffer' }).notNull().unique(),
		state: text('state', { enum: ['open', 'closed'] }).notNull(),
		/** The last day on which it takes answers. */
		closesOn: text('closes_on').notNull(),
		started: integer('started').notNull(),
		/** How many interviews each arm of each experiment was given, as JSON. */
		allocated: text('allocated').notNull(),
		byName: text('by_name').notNull(),
		on: text('on').notNull(),
		closedByName: text('closed_by_name'),
		closedOn: text('closed_on'),
	},
	(table) => [index('pilots_draft').on(table.draft)],
);

const ofPilot = () =>
	text('pilot')
		.notNull()
		.references(() => pilots.id);

/** Interviews of pilots in progress and what remains of ended ones, kept as those of waves are. */
export const pilotInterviews = sqliteTable(
	'pilot_interviews',
	{
		place: integer('place').primaryKey(),
		lookup: blob('lookup', { mode: 'buffer' }).notNull(),
		pilot: ofPilot(),
		state: text('state', { enum: ['open', 'completed', 'declined'] }).notNull(),
		serverHalf: blob('server_half', { mode: 'buffer' }).notNull(),
		sealed: blob('sealed', { mode: 'buffer' }).notNull(),
		startedDay: text('started_day').notNull(),
	},
	(table) => [index('pilot_interviews_pilot').on(table.pilot, table.state)],
);

/** Ended interviews of pilots, in random order. No dataset, trend, export or count of a wave reads them. */
export const pilotResponses = sqliteTable(
	'pilot_responses',
	{
		place: integer('place').primaryKey(),
		pilot: ofPilot(),
		day: text('day').notNull(),
		outcome: text('outcome', { enum: ['completed', 'declined'] }).notNull(),
		language: text('language').notNull(),
		arms: text('arms').notNull(),
		answers: text('answers').notNull(),
	},
	(table) => [index('pilot_responses_pilot').on(table.pilot)],
);

/** How many interviews of a pilot have reached each question by now, and what they did there: sums, joined to nobody. */
export const pilotQuestions = sqliteTable(
	'pilot_questions',
	{
		pilot: ofPilot(),
		question: text('question').notNull(),
		reached: integer('reached').notNull(),
		answered: integer('answered').notNull(),
		declined: integer('declined').notNull(),
	},
	(table) => [primaryKey({ columns: [table.pilot, table.question] })],
);

/**
 * What testers wrote to the authors, in random order: with the question, the language and the day, and nothing that joins
 * it to an interview. `question` is null for a comment on the whole.
 */
export const pilotComments = sqliteTable(
	'pilot_comments',
	{
		place: integer('place').primaryKey(),
		id: text('id').notNull(),
		pilot: ofPilot(),
		question: text('question'),
		language: text('language').notNull(),
		day: text('day').notNull(),
		words: text('words').notNull(),
		resolvedByName: text('resolved_by_name'),
		resolvedOn: text('resolved_on'),
	},
	(table) => [index('pilot_comments_pilot').on(table.pilot)],
);
