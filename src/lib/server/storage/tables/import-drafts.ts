import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { surveys } from './instruments.ts';

/** Data files whose variables somebody is lining up with a survey's own. The file itself lies in the data folder by its hash. */
export const importDrafts = sqliteTable(
	'import_drafts',
	{
		id: text('id').primaryKey(),
		survey: text('survey')
			.notNull()
			.references(() => surveys.slug),
		fileName: text('file_name').notNull(),
		sha256: text('sha256').notNull(),
		bytes: integer('bytes').notNull(),
		/** How its variables are lined up so far. */
		matching: text('matching', { mode: 'json' }).notNull(),
		createdBy: text('created_by').notNull(),
		createdOn: text('created_on').notNull(),
	},
	(table) => [index('import_drafts_survey').on(table.survey)],
);
