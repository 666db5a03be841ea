import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { surveys } from './instruments.ts';
import { waves } from './waves.ts';

/**
 * Which weighting scheme a wave was given, by whom, when and why. Nothing here is changed: taking a scheme back is a row
 * without a scheme, from which the wave has the weighting that its instrument declares.
 */
export const waveWeightings = sqliteTable(
	'wave_weightings',
	{
		place: integer('place').primaryKey({ autoIncrement: true }),
		survey: text('survey')
			.notNull()
			.references(() => surveys.slug),
		wave: text('wave')
			.notNull()
			.references(() => waves.id),
		scheme: text('scheme'),
		version: integer('version'),
		reason: text('reason').notNull(),
		by: text('by').notNull(),
		on: text('on').notNull(),
	},
	(table) => [index('wave_weightings_wave').on(table.wave, table.place)],
);
