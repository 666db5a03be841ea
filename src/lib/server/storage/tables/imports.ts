import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { surveys } from './instruments.ts';

/** Data files that were brought in, so that the same file is never counted twice. */
export const imports = sqliteTable('imports', {
	sha256: text('sha256').primaryKey(),
	survey: text('survey')
		.notNull()
		.references(() => surveys.slug),
	responses: integer('responses').notNull(),
	importedOn: text('imported_on').notNull(),
});
