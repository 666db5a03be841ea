import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** A UTC instant, kept as milliseconds since 1970. */
const instant = (name: string) => integer(name, { mode: 'timestamp_ms' });

const ownedByUser = () =>
	text('user_id')
		.notNull()
		.references(() => users.id, { onDelete: 'cascade' });

/**
 * Members of staff; the e-mail address is in lower case. This table and the three after it have the columns, under the
 * property names, that better-auth's Drizzle adapter asks of `user`, `session`, `account` and `verification`.
 */
export const users = sqliteTable('users', {
	id: text('id').primaryKey(),
	name: text('name').notNull(),
	email: text('email').notNull().unique(),
	emailVerified: integer('email_verified', { mode: 'boolean' }).notNull().default(false),
	image: text('image'),
	role: text('role').notNull(),
	/** Whom somebody works for, as colleagues are told; null for the house itself. */
	organisation: text('organisation'),
	twoFactorEnabled: integer('two_factor_enabled', { mode: 'boolean' }).notNull().default(false),
	createdAt: instant('created_at').notNull(),
	updatedAt: instant('updated_at').notNull(),
});

/** Who is signed in. No address and no browser is recorded: both columns stay empty. */
export const sessions = sqliteTable(
	'sessions',
	{
		id: text('id').primaryKey(),
		token: text('token').notNull().unique(),
		userId: ownedByUser(),
		expiresAt: instant('expires_at').notNull(),
		ipAddress: text('ip_address'),
		userAgent: text('user_agent'),
		createdAt: instant('created_at').notNull(),
		updatedAt: instant('updated_at').notNull(),
	},
	(table) => [index('sessions_user').on(table.userId), index('sessions_expires').on(table.expiresAt)],
);

/** How a member of staff proves who they are: one row, `provider_id` "credential", with the argon2id hash in `password`. */
export const credentials = sqliteTable(
	'credentials',
	{
		id: text('id').primaryKey(),
		accountId: text('account_id').notNull(),
		providerId: text('provider_id').notNull(),
		userId: ownedByUser(),
		accessToken: text('access_token'),
		refreshToken: text('refresh_token'),
		idToken: text('id_token'),
		accessTokenExpiresAt: instant('access_token_expires_at'),
		refreshTokenExpiresAt: instant('refresh_token_expires_at'),
		scope: text('scope'),
		password: text('password'),
		createdAt: instant('created_at').notNull(),
		updatedAt: instant('updated_at').notNull(),
	},
	(table) => [index('credentials_user').on(table.userId)],
);

/** What a member of staff may do in a survey, or in every survey where `survey` is empty. */
export const grants = sqliteTable(
	'grants',
	{
		userId: ownedByUser(),
		role: text('role').notNull(),
		survey: text('survey').notNull(),
	},
	(table) => [primaryKey({ columns: [table.userId, table.role, table.survey] })],
);

/** Second factors, as better-auth's `twoFactor` keeps them: secret and recovery codes encrypted with the site's key. */
export const twoFactors = sqliteTable(
	'two_factors',
	{
		id: text('id').primaryKey(),
		secret: text('secret').notNull(),
		backupCodes: text('backup_codes').notNull(),
		userId: ownedByUser(),
		verified: integer('verified', { mode: 'boolean' }).notNull().default(true),
		failedVerificationCount: integer('failed_verification_count').notNull().default(0),
		lockedUntil: instant('locked_until'),
	},
	(table) => [index('two_factors_user').on(table.userId)],
);

/** Short-lived proofs of better-auth's own, such as that a password was right while the second factor is asked for. */
export const verifications = sqliteTable(
	'verifications',
	{
		id: text('id').primaryKey(),
		identifier: text('identifier').notNull(),
		value: text('value').notNull(),
		expiresAt: instant('expires_at').notNull(),
		createdAt: instant('created_at').notNull(),
		updatedAt: instant('updated_at').notNull(),
	},
	(table) => [index('verifications_identifier').on(table.identifier)],
);

/**
 * Links that work once. Only the SHA-256 of a link's token is kept. Purpose `first-administrator` belongs to nobody yet,
 * `invitation` to an e-mail address without an account, `reset` to the account of `user_id`.
 */
export const setUpLinks = sqliteTable('set_up_links', {
	tokenHash: text('token_hash').primaryKey(),
	purpose: text('purpose', { enum: ['first-administrator', 'invitation', 'reset'] }).notNull(),
	email: text('email'),
	userId: text('user_id').references(() => users.id, { onDelete: 'cascade' }),
	/** What the account of an invitation may do, as the rows that `grants` will have; JSON. */
	grants: text('grants', { mode: 'json' }),
	organisation: text('organisation'),
	createdAt: instant('created_at').notNull(),
	expiresAt: instant('expires_at').notNull(),
	usedAt: instant('used_at'),
});
