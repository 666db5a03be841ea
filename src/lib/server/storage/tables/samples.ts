import { blob, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { waves } from './waves.ts';

const ofWave = () =>
	text('wave')
		.notNull()
		.references(() => waves.id);

/** Files that a wave's sample was brought in from. */
export const sampleFiles = sqliteTable('sample_files', {
	id: text('id').primaryKey(),
	wave: ofWave(),
	name: text('name').notNull(),
	rows: integer('rows').notNull(),
	by: text('by').notNull(),
	on: text('on').notNull(),
});

/**
 * The people or places that a wave invites. `place` is random. `contact` is a keyed hash of the normalised e-mail address,
 * by which somebody is found again in other waves and among those who opted out. `token` is the SHA-256 of the token.
 * Nothing here leads to an answer unless the wave's identity mode is *confidential*, and then `response` does.
 */
export const sampleMembers = sqliteTable(
	'sample_members',
	{
		place: integer('place').primaryKey(),
		wave: ofWave(),
		file: text('file').references(() => sampleFiles.id),
		contact: blob('contact', { mode: 'buffer' }),
		email: text('email'),
		name: text('name'),
		language: text('language'),
		sector: text('sector'),
		organisation: text('organisation'),
		/** Further strata as JSON, by the name of the column that they came in. */
		strata: text('strata').notNull(),
		/** The tag of a site or partner that this member came through. */
		source: text('source'),
		token: blob('token', { mode: 'buffer' }),
		/** invited members are *ready* until they have *answered*, *declined*, *opted-out*, *bounced* or are *ineligible*. */
		state: text('state', {
			enum: ['ready', 'answered', 'declined', 'opted-out', 'bounced', 'ineligible'],
		}).notNull(),
		/** The response of a *confidential* wave; null in every other. */
		response: text('response'),
	},
	(table) => [
		index('sample_members_wave').on(table.wave, table.state),
		uniqueIndex('sample_members_contact').on(table.wave, table.contact),
		uniqueIndex('sample_members_token').on(table.token),
	],
);

/** Who asked never to be invited again, by the keyed hash of the address alone; `survey` null: to no survey. */
export const optOuts = sqliteTable(
	'opt_outs',
	{
		contact: blob('contact', { mode: 'buffer' }).notNull(),
		survey: text('survey').notNull(),
		on: text('on').notNull(),
	},
	(table) => [primaryKey({ columns: [table.contact, table.survey] })],
);

/**
 * Ended interviews of a wave in which people hold tokens, until the wave closes: each sealed at one size with the wave's
 * ballot key, so that who reads the database, its log or a backup learns nothing from a ballot that stands beside a used
 * token. On closing they become responses all at once in random order, and the key is destroyed.
 */
export const ballots = sqliteTable(
	'ballots',
	{ place: integer('place').primaryKey(), wave: ofWave(), sealed: blob('sealed', { mode: 'buffer' }).notNull() },
	(table) => [index('ballots_wave').on(table.wave)],
);

/**
 * Keys that are destroyed one day: of a wave's ballots, of a survey's panel. `sealed` is the key under the site's secret,
 * null once it is destroyed.
 */
export const destroyableKeys = sqliteTable('destroyable_keys', {
	/** `ballots <wave>` or `panel <survey>`. */
	purpose: text('purpose').primaryKey(),
	sealed: blob('sealed', { mode: 'buffer' }),
	madeOn: text('made_on').notNull(),
	destroyedOn: text('destroyed_on'),
});
