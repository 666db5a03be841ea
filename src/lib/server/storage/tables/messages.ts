import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { sampleMembers } from './samples.ts';
import { waves } from './waves.ts';

/** A UTC instant, kept as milliseconds since 1970. */
const instant = (name: string) => integer(name, { mode: 'timestamp_ms' });

/** The words of a survey's messages, by language. */
export const messageTemplates = sqliteTable(
	'message_templates',
	{
		survey: text('survey').notNull(),
		kind: text('kind', { enum: ['invitation', 'reminder', 'letter'] }).notNull(),
		language: text('language').notNull(),
		subject: text('subject').notNull(),
		body: text('body').notNull(),
		by: text('by').notNull(),
		on: text('on').notNull(),
	},
	(table) => [primaryKey({ columns: [table.survey, table.kind, table.language] })],
);

/**
 * The queue of e-mail. A row is claimed (*sending*) in a commit of its own before anything is handed over, and *sent* after;
 * one that a stopped process left *sending* becomes *uncertain*, which a person decides on, so that nothing is sent twice.
 */
export const messages = sqliteTable(
	'messages',
	{
		id: text('id').primaryKey(),
		wave: text('wave')
			.notNull()
			.references(() => waves.id),
		member: integer('member')
			.notNull()
			.references(() => sampleMembers.place),
		/** 0 for the invitation, 1, 2 … for reminders. */
		round: integer('round').notNull(),
		state: text('state', {
			enum: ['waiting', 'sending', 'sent', 'failed', 'bounced', 'cancelled', 'uncertain'],
		}).notNull(),
		dueAt: instant('due_at').notNull(),
		attempts: integer('attempts').notNull(),
		/** What the last attempt was answered with, without the address. */
		answer: text('answer'),
		/** Under which the service knows it: the Message-ID, or the id of Notify. */
		remote: text('remote'),
		changedAt: instant('changed_at').notNull(),
	},
	(table) => [
		uniqueIndex('messages_member_round').on(table.member, table.round),
		index('messages_due').on(table.state, table.dueAt),
		index('messages_wave').on(table.wave, table.state),
	],
);
