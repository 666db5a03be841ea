import { blob, index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { waves } from './waves.ts';

const ofWave = () =>
	text('wave')
		.notNull()
		.references(() => waves.id);

/**
 * Interviews in progress, and what remains of ended ones. `lookup` is a hash of the respondent's code; `sealed` opens only
 * with that code and `server_half`. The day is all the time there is. Kept without a rowid, so that no order is kept.
 */
export const interviews = sqliteTable(
	'interviews',
	{
		lookup: blob('lookup', { mode: 'buffer' }).primaryKey(),
		wave: ofWave(),
		version: integer('version').notNull(),
		state: text('state', { enum: ['open', 'completed', 'declined'] }).notNull(),
		serverHalf: blob('server_half', { mode: 'buffer' }).notNull(),
		sealed: blob('sealed', { mode: 'buffer' }).notNull(),
		startedDay: text('started_day').notNull(),
	},
	(table) => [index('interviews_wave_state').on(table.wave, table.state)],
);

/** How many interviews of a wave were allocated each arm of each experiment. */
export const allocations = sqliteTable(
	'allocations',
	{
		wave: ofWave(),
		experiment: text('experiment').notNull(),
		arm: text('arm').notNull(),
		count: integer('count').notNull(),
	},
	(table) => [primaryKey({ columns: [table.wave, table.experiment, table.arm] })],
);
