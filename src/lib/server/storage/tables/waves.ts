import { sql } from 'drizzle-orm';
import { foreignKey, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { instrumentVersions } from './instruments.ts';

/** Rounds of fieldwork, column for column core/fieldwork's Wave; lists and the weighting are JSON. */
export const waves = sqliteTable(
	'waves',
	{
		id: text('id').primaryKey(),
		survey: text('survey').notNull(),
		number: integer('number').notNull(),
		label: text('label').notNull(),
		state: text('state').notNull(),
		origin: text('origin').notNull(),
		instrumentVersion: integer('instrument_version').notNull(),
		identityMode: text('identity_mode').notNull(),
		modes: text('modes', { mode: 'json' }).notNull(),
		sampleType: text('sample_type').notNull(),
		languages: text('languages', { mode: 'json' }).notNull(),
		opensOn: text('opens_on'),
		closesOn: text('closes_on'),
		timeZone: text('time_zone').notNull().default('Europe/London'),
		paused: integer('paused', { mode: 'boolean' }).notNull().default(false),
		weighting: text('weighting', { mode: 'json' }),
	},
	(table) => [
		uniqueIndex('waves_survey_number').on(table.survey, table.number),
		uniqueIndex('waves_one_open')
			.on(table.survey)
			.where(sql`state = 'open' and origin = 'fielded'`),
		foreignKey({
			columns: [table.survey, table.instrumentVersion],
			foreignColumns: [instrumentVersions.survey, instrumentVersions.version],
		}),
	],
);
