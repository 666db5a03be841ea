import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { waves } from './waves.ts';

const ofWave = () =>
	text('wave')
		.notNull()
		.references(() => waves.id);

/** The quality rules of a survey's series, version by version; what is here is frozen. Rules are core/fieldwork's, as JSON. */
export const qualityRules = sqliteTable(
	'quality_rules',
	{
		survey: text('survey').notNull(),
		version: integer('version').notNull(),
		rules: text('rules', { mode: 'json' }).notNull(),
		reason: text('reason').notNull(),
		by: text('by').notNull(),
		on: text('on').notNull(),
	},
	(table) => [primaryKey({ columns: [table.survey, table.version] })],
);

/** What a rule found in a response. `severity` says in which reading it stays out unless a person decides otherwise. */
export const responseFlags = sqliteTable(
	'response_flags',
	{
		wave: ofWave(),
		/** The response's id. */
		response: text('response').notNull(),
		rule: text('rule').notNull(),
		version: integer('version').notNull(),
		severity: text('severity', { enum: ['standard', 'strict'] }).notNull(),
	},
	(table) => [primaryKey({ columns: [table.response, table.rule] }), index('response_flags_wave').on(table.wave)],
);

/** What a person decided about a flagged response, over what the rules say. */
export const responseDecisions = sqliteTable(
	'response_decisions',
	{
		response: text('response').primaryKey(),
		wave: ofWave(),
		decision: text('decision', { enum: ['keep', 'leave-out'] }).notNull(),
		reason: text('reason').notNull(),
		by: text('by').notNull(),
		on: text('on').notNull(),
	},
	(table) => [index('response_decisions_wave').on(table.wave)],
);

/** Stretches of an open answer that are masked before anybody sees it: from and to as JSON; `by` null: found by rule. */
export const textMasks = sqliteTable(
	'text_masks',
	{
		wave: ofWave(),
		response: text('response').notNull(),
		variable: text('variable').notNull(),
		spans: text('spans', { mode: 'json' }).notNull(),
		by: text('by'),
		on: text('on').notNull(),
	},
	(table) => [
		primaryKey({ columns: [table.response, table.variable] }),
		index('text_masks_wave').on(table.wave, table.variable),
	],
);
