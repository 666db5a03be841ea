import { primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { waves } from './waves.ts';

/** What a wave's notice promised to delete, step by step: the day on which it is due and the one on which it was done. */
export const retentionSteps = sqliteTable(
	'retention_steps',
	{
		wave: text('wave')
			.notNull()
			.references(() => waves.id),
		step: text('step').notNull(),
		dueOn: text('due_on').notNull(),
		doneOn: text('done_on'),
		/** How many rows of what were deleted, as JSON. */
		counts: text('counts', { mode: 'json' }),
	},
	(table) => [primaryKey({ columns: [table.wave, table.step] })],
);
