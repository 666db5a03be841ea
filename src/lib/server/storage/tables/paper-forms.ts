import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { waves } from './waves.ts';

/**
 * Paper forms that came back and are keyed twice. What was keyed is deleted when the form becomes a response, so that
 * nothing leads from the number on a form to an answer.
 */
export const paperForms = sqliteTable(
	'paper_forms',
	{
		id: text('id').primaryKey(),
		wave: text('wave')
			.notNull()
			.references(() => waves.id),
		/** The number that the form carries, given when it is keyed. */
		number: text('number').notNull(),
		state: text('state', { enum: ['keying', 'keyed-once', 'keyed-twice', 'entered', 'spoilt'] }).notNull(),
		language: text('language').notNull(),
		/** JSON by question, null once the form is a response. */
		first: text('first', { mode: 'json' }),
		second: text('second', { mode: 'json' }),
		firstBy: text('first_by'),
		secondBy: text('second_by'),
		changedOn: text('changed_on').notNull(),
		revision: integer('revision').notNull(),
	},
	(table) => [
		uniqueIndex('paper_forms_number').on(table.wave, table.number),
		index('paper_forms_state').on(table.wave, table.state),
	],
);
