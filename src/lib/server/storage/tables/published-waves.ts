import { index, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { surveys } from './instruments.ts';

/** Rounds of which only published figures are known, column for column core/fieldwork's PublishedResults. */
export const publishedWaves = sqliteTable(
	'published_waves',
	{
		id: text('id').primaryKey(),
		survey: text('survey')
			.notNull()
			.references(() => surveys.slug),
		label: text('label').notNull(),
		opensOn: text('opens_on'),
		closesOn: text('closes_on'),
		modes: text('modes', { mode: 'json' }).notNull(),
		sampleType: text('sample_type').notNull(),
		figures: text('figures', { mode: 'json' }).notNull(),
	},
	(table) => [index('published_waves_survey').on(table.survey)],
);
