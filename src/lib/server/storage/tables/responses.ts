import { index, integer, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { waves } from './waves.ts';

/**
 * Ended interviews. `id` is 128 random bits in hexadecimal and `place`, the row's place in the table, is 52 of them: the
 * rows stand in random order, so neither order nor time joins one to an interview. `answers` are those on the route;
 * `abandoned` are kept apart and never counted; both are JSON by question.
 */
export const responses = sqliteTable(
	'responses',
	{
		place: integer('place').primaryKey(),
		id: text('id').notNull(),
		wave: text('wave')
			.notNull()
			.references(() => waves.id),
		version: integer('version').notNull(),
		day: text('day'),
		outcome: text('outcome', { enum: ['completed', 'broken-off', 'declined', 'quota-full'] }).notNull(),
		mode: text('mode', { enum: ['web', 'paper', 'interviewer', 'telephone'] }).notNull(),
		language: text('language'),
		seed: integer('seed'),
		arms: text('arms').notNull(),
		answers: text('answers').notNull(),
		abandoned: text('abandoned').notNull(),
		source: text('source'),
		panelLink: text('panel_link'),
		/** The weight that an earlier contractor's file gave; null for interviews of our own. */
		baseWeight: real('base_weight'),
		/** How long the interview took: the lower bound, in seconds, of a coarse band; null where nobody knows. */
		seconds: integer('seconds'),
		/** What spoke against a person having answered, as JSON: names of signals. */
		signals: text('signals').notNull().default('[]'),
	},
	(table) => [index('responses_wave').on(table.wave), index('responses_outcome').on(table.wave, table.outcome)],
);
