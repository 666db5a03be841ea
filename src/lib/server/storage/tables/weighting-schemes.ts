import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { surveys } from './instruments.ts';

/** Ways to weight a survey's waves, under names that analysts give them. A locked version is never changed. */
export const weightingSchemes = sqliteTable(
	'weighting_schemes',
	{
		survey: text('survey')
			.notNull()
			.references(() => surveys.slug),
		name: text('name').notNull(),
		version: integer('version').notNull(),
		scheme: text('scheme', { mode: 'json' }).notNull(),
		locked: integer('locked', { mode: 'boolean' }).notNull(),
		note: text('note').notNull(),
		createdBy: text('created_by').notNull(),
		createdOn: text('created_on').notNull(),
	},
	(table) => [primaryKey({ columns: [table.survey, table.name, table.version] })],
);
