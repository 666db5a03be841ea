import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { surveys } from './instruments.ts';

/** Variables that analysts make of others. A version's definition is never updated; only retiring is. */
export const derivedVariables = sqliteTable(
	'derived_variables',
	{
		survey: text('survey')
			.notNull()
			.references(() => surveys.slug),
		name: text('name').notNull(),
		version: integer('version').notNull(),
		definition: text('definition', { mode: 'json' }).notNull(),
		createdBy: text('created_by').notNull(),
		createdOn: text('created_on').notNull(),
		retiredOn: text('retired_on'),
	},
	(table) => [primaryKey({ columns: [table.survey, table.name, table.version] })],
);
