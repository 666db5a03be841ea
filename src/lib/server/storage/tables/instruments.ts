import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** The repeated thing; all it says is in its instrument versions and waves. */
export const surveys = sqliteTable('surveys', { slug: text('slug').primaryKey() });

/** Published questionnaires. `sha256` is of `document`, which is canonical JSON. Rows are never updated. */
export const instrumentVersions = sqliteTable(
	'instrument_versions',
	{
		survey: text('survey')
			.notNull()
			.references(() => surveys.slug),
		version: integer('version').notNull(),
		sha256: text('sha256').notNull(),
		document: text('document').notNull(),
	},
	(table) => [primaryKey({ columns: [table.survey, table.version] })],
);
