import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/**
 * Instruments that are being written. `document` is JSON that need not be an instrument yet; `revision` counts the edits
 * that made it. A survey that does not exist yet is named all the same: it comes to be when its first version is published.
 */
export const drafts = sqliteTable(
	'drafts',
	{
		id: text('id').primaryKey(),
		survey: text('survey').notNull(),
		/** The version that this will be once published. */
		version: integer('version').notNull(),
		/** The published version that it was made from. */
		basedOn: integer('based_on'),
		state: text('state', { enum: ['draft', 'in-review', 'approved', 'published', 'discarded'] }).notNull(),
		document: text('document').notNull(),
		revision: integer('revision').notNull(),
		createdBy: text('created_by').notNull(),
		createdOn: text('created_on').notNull(),
		changedAt: integer('changed_at', { mode: 'timestamp_ms' }).notNull(),
	},
	(table) => [index('drafts_survey').on(table.survey)],
);

const ofDraft = () =>
	text('draft')
		.notNull()
		.references(() => drafts.id);

/** Every edit of a draft with the edit that takes it back, so that anybody can undo their own and is told of others'. */
export const draftEdits = sqliteTable(
	'draft_edits',
	{
		draft: ofDraft(),
		/** The revision that the draft had after it. */
		revision: integer('revision').notNull(),
		by: text('by').notNull(),
		byName: text('by_name').notNull(),
		at: integer('at', { mode: 'timestamp_ms' }).notNull(),
		/** What was applied, and what takes it back, as JSON lists of edits. */
		edits: text('edits').notNull(),
		undo: text('undo').notNull(),
		/** The revision that this one takes back; null for an edit of its own. */
		undoes: integer('undoes'),
	},
	(table) => [primaryKey({ columns: [table.draft, table.revision] })],
);

/** What reviewers found of a draft at a revision. Nothing here is changed. */
export const draftReviews = sqliteTable(
	'draft_reviews',
	{
		place: integer('place').primaryKey({ autoIncrement: true }),
		draft: ofDraft(),
		revision: integer('revision').notNull(),
		verdict: text('verdict', { enum: ['approved', 'changes-wanted'] }).notNull(),
		words: text('words').notNull(),
		by: text('by').notNull(),
		byName: text('by_name').notNull(),
		on: text('on').notNull(),
	},
	(table) => [index('draft_reviews_draft').on(table.draft, table.place)],
);

/**
 * Which words of the source language a translation was made from or checked against, by SHA-256: where the source says
 * something else now, the translation is stale. `reviewedBy` is the speaker who found it right.
 */
export const translationMarks = sqliteTable(
	'translation_marks',
	{
		draft: ofDraft(),
		language: text('language').notNull(),
		/** The text's place in the instrument, as core/authoring names places. */
		text: text('text').notNull(),
		source: text('source').notNull(),
		words: text('words').notNull(),
		reviewedBy: text('reviewed_by'),
		reviewedOn: text('reviewed_on'),
	},
	(table) => [primaryKey({ columns: [table.draft, table.language, table.text] })],
);
