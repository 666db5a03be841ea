import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/**
 * Who did what to which object, in the order in which it was done. The database refuses to change or to delete a row
 * (triggers of migration 0004). `before` and `after` are JSON, as it was hashed. Never an answer.
 */
export const audit = sqliteTable(
	'audit',
	{
		place: integer('place').primaryKey({ autoIncrement: true }),
		/** ISO 8601, UTC. */
		at: text('at').notNull(),
		by: text('by').notNull(),
		byName: text('by_name').notNull(),
		action: text('action').notNull(),
		object: text('object').notNull(),
		survey: text('survey'),
		before: text('before'),
		after: text('after'),
		/** HMAC-SHA256 over the hash of the row before and all of this one, in hexadecimal. */
		hash: text('hash').notNull(),
	},
	(table) => [index('audit_survey').on(table.survey, table.place), index('audit_by').on(table.by, table.place)],
);
