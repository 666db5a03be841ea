import { index, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { surveys } from './instruments.ts';

/** What happened outside that a reader of a trend should know of: a campaign, a law, a seizure. Days are ISO dates. */
export const events = sqliteTable(
	'events',
	{
		id: text('id').primaryKey(),
		survey: text('survey')
			.notNull()
			.references(() => surveys.slug),
		title: text('title').notNull(),
		startsOn: text('starts_on').notNull(),
		endsOn: text('ends_on'),
		/** Who reports it and where it can be read. */
		source: text('source').notNull(),
		createdBy: text('created_by').notNull(),
		createdOn: text('created_on').notNull(),
	},
	(table) => [index('events_survey').on(table.survey, table.startsOn)],
);
