import { primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { waves } from './waves.ts';

/**
 * What each variable of an imported wave was in its file, and whether somebody found it comparable with ours: the
 * comparability ledger of waves that others fielded. A variable without a row was taken as identical.
 */
export const importedVariables = sqliteTable(
	'imported_variables',
	{
		wave: text('wave')
			.notNull()
			.references(() => waves.id),
		variable: text('variable').notNull(),
		/** Its name and its words in the file. */
		column: text('column').notNull(),
		wording: text('wording').notNull(),
		verdict: text('verdict', { enum: ['identical', 'equivalent', 'break'] }).notNull(),
		reason: text('reason').notNull(),
		decidedBy: text('decided_by').notNull(),
		decidedOn: text('decided_on').notNull(),
	},
	(table) => [primaryKey({ columns: [table.wave, table.variable] })],
);
