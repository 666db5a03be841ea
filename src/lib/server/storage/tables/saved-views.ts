import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { surveys } from './instruments.ts';

/** Views that were kept as items of a report: an address within the survey's analysis, and its place in the report. */
export const savedViews = sqliteTable(
	'saved_views',
	{
		id: text('id').primaryKey(),
		survey: text('survey')
			.notNull()
			.references(() => surveys.slug),
		report: text('report').notNull(),
		position: integer('position').notNull(),
		name: text('name').notNull(),
		address: text('address').notNull(),
		note: text('note').notNull(),
		createdBy: text('created_by').notNull(),
		createdOn: text('created_on').notNull(),
	},
	(table) => [index('saved_views_survey').on(table.survey, table.report, table.position)],
);
