import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { waves } from './waves.ts';

const ofWave = () =>
	text('wave')
		.notNull()
		.references(() => waves.id);

/** What was planned of a wave beside what core/fieldwork's Wave says, as its WavePlan in JSON. */
export const wavePlans = sqliteTable('wave_plans', {
	wave: text('wave')
		.primaryKey()
		.references(() => waves.id),
	plan: text('plan', { mode: 'json' }).notNull(),
});

/**
 * How many interviews reached a stage on a day, by where they came from. They are kept in memory and added together for
 * many interviews at a time, so that no transaction joins a tally to one interview.
 */
export const tallies = sqliteTable(
	'tallies',
	{
		wave: ofWave(),
		day: text('day').notNull(),
		/** started, completed, declined, quota-full; or `answered:<question>`. */
		stage: text('stage').notNull(),
		/** The stratum of the sample, the source tag of a link, the language; empty where there is none. */
		stratum: text('stratum').notNull(),
		source: text('source').notNull(),
		language: text('language').notNull(),
		count: integer('count').notNull(),
	},
	(table) => [
		primaryKey({ columns: [table.wave, table.day, table.stage, table.stratum, table.source, table.language] }),
	],
);

/** How long pages took, by question, in coarse bands of seconds; kept as tallies are. */
export const pageTimes = sqliteTable(
	'page_times',
	{
		wave: ofWave(),
		question: text('question').notNull(),
		/** The lower bound of the band in seconds. */
		band: integer('band').notNull(),
		count: integer('count').notNull(),
	},
	(table) => [primaryKey({ columns: [table.wave, table.question, table.band] })],
);

/** How much of each quota is filled. */
export const quotaCounts = sqliteTable(
	'quota_counts',
	{ wave: ofWave(), quota: text('quota').notNull(), count: integer('count').notNull() },
	(table) => [primaryKey({ columns: [table.wave, table.quota] })],
);
