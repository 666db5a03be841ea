import { primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** The places and partners whose posters and links carry a tag of their own; what bears no tag of these counts as none. */
export const sources = sqliteTable(
	'sources',
	{
		survey: text('survey').notNull(),
		tag: text('tag').notNull(),
		label: text('label').notNull(),
		by: text('by').notNull(),
		on: text('on').notNull(),
	},
	(table) => [primaryKey({ columns: [table.survey, table.tag] })],
);
