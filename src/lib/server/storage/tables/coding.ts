import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { waves } from './waves.ts';

const ofWave = () =>
	text('wave')
		.notNull()
		.references(() => waves.id);

/** The code frame of an open question, carried from wave to wave; `frame` is core/coding's, as JSON. */
export const codeFrames = sqliteTable(
	'code_frames',
	{
		survey: text('survey').notNull(),
		variable: text('variable').notNull(),
		frame: text('frame', { mode: 'json' }).notNull(),
		/** Counts changes, so that nobody overwrites another's. */
		revision: integer('revision').notNull(),
		by: text('by').notNull(),
		on: text('on').notNull(),
	},
	(table) => [primaryKey({ columns: [table.survey, table.variable] })],
);

/** The codes that one coder gave an open answer, as JSON; an empty list says that no code fits. */
export const codings = sqliteTable(
	'codings',
	{
		wave: ofWave(),
		response: text('response').notNull(),
		variable: text('variable').notNull(),
		coder: text('coder').notNull(),
		codes: text('codes', { mode: 'json' }).notNull(),
		on: text('on').notNull(),
	},
	(table) => [
		primaryKey({ columns: [table.response, table.variable, table.coder] }),
		index('codings_wave').on(table.wave, table.variable),
	],
);

/** What was agreed where two coders differed, over what either said. */
export const agreedCodings = sqliteTable(
	'agreed_codings',
	{
		wave: ofWave(),
		response: text('response').notNull(),
		variable: text('variable').notNull(),
		codes: text('codes', { mode: 'json' }).notNull(),
		by: text('by').notNull(),
		on: text('on').notNull(),
	},
	(table) => [
		primaryKey({ columns: [table.response, table.variable] }),
		index('agreed_codings_wave').on(table.wave, table.variable),
	],
);
