import { blob, index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { waves } from './waves.ts';

const ofWave = () =>
	text('wave')
		.notNull()
		.references(() => waves.id);

/**
 * Interviews in progress, and what remains of ended ones. `lookup` is a hash of the respondent's code and `place`, the
 * row's place in the table, is 52 bits of it, so that the order of the rows tells nothing. `sealed` opens only with that
 * code and `server_half`. The day is all the time there is.
 */
export const interviews = sqliteTable(
	'interviews',
	{
		place: integer('place').primaryKey(),
		lookup: blob('lookup', { mode: 'buffer' }).notNull(),
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
