import { and, asc, eq } from 'drizzle-orm';
import type { Database, Reader, Writer } from './database.ts';
import type { StoredVersion } from './instruments.ts';
import { storeVersions } from './instruments.ts';
import { audit } from './tables/audit.ts';
import { draftEdits, draftReviews, drafts } from './tables/drafts.ts';

/** What somebody found of a draft as it was at a revision. */
export interface DraftReview {
	readonly draft: string;
	readonly revision: number;
	readonly verdict: 'approved' | 'changes-wanted';
	readonly words: string;
	readonly by: string;
	readonly byName: string;
	/** An ISO date. */
	readonly on: string;
}

export type StoredReview =
	| { readonly kind: 'reviewed' }
	/** It has changed or is not in review any more since the reviewer looked. */
	| { readonly kind: 'not-as-seen' }
	/** Whoever wrote any of it does not approve it. */
	| { readonly kind: 'own-work' };

export type PublishedDraft =
	| { readonly kind: 'published' }
	/** Nobody has approved it as it is now. */
	| { readonly kind: 'not-approved' }
	/** The survey has a version of that number by now. */
	| { readonly kind: 'version-exists' };

/** Stores what a reviewer found of a draft in review and moves it on: approved, or back to being written. */
export async function insertReview(writer: Writer, args: { review: DraftReview }): Promise<StoredReview> {
	return writer.commit((database) => {
		const { review } = args;
		const draft = stateOf(database, review.draft);
		if (draft?.state !== 'in-review' || draft.revision !== review.revision) return { kind: 'not-as-seen' };
		if (writersOf(database, review.draft).includes(review.by)) return { kind: 'own-work' };
		database.insert(draftReviews).values(review).run();
		const state = review.verdict === 'approved' ? 'approved' : 'draft';
		database.update(drafts).set({ state }).where(eq(drafts.id, review.draft)).run();
		return { kind: 'reviewed' };
	});
}

/** The reviews of a draft in their order; at most 1,000. */
export async function listReviews(reader: Reader, args: { draft: string }): Promise<DraftReview[]> {
	return reviewsOf(reader.database, args.draft);
}

/** The accounts that wrote a draft: who started it and everybody who changed it, each once. */
export async function listDraftWriters(reader: Reader, args: { draft: string }): Promise<string[]> {
	return writersOf(reader.database, args.draft);
}

/**
 * Makes an approved draft a published version, both or neither. Only the revision that was approved last is published,
 * and never in place of a version that is there.
 */
export async function publishDraft(
	writer: Writer,
	args: { draft: string; revision: number; version: StoredVersion },
): Promise<PublishedDraft> {
	return writer.commit((database) => {
		const draft = stateOf(database, args.draft);
		const last = reviewsOf(database, args.draft).at(-1);
		const isApproved =
			draft?.state === 'approved' &&
			draft.revision === args.revision &&
			last?.verdict === 'approved' &&
			last.revision === args.revision;
		if (!isApproved) return { kind: 'not-approved' };
		const stored = storeVersions(database, [args.version]);
		if (stored.kind === 'version-differs' || stored.count === 0) return { kind: 'version-exists' };
		database.update(drafts).set({ state: 'published' }).where(eq(drafts.id, args.draft)).run();
		return { kind: 'published' };
	});
}

function stateOf(database: Database, id: string) {
	const { state, revision } = drafts;
	return database.select({ state, revision }).from(drafts).where(eq(drafts.id, id)).get();
}

function reviewsOf(database: Database, draft: string): DraftReview[] {
	return database
		.select()
		.from(draftReviews)
		.where(eq(draftReviews.draft, draft))
		.orderBy(asc(draftReviews.place))
		.limit(1000)
		.all()
		.map(({ place: _place, ...review }) => review);
}

/** A draft keeps only the name of who started it; the audit log, in the same transaction, has the account. */
function writersOf(database: Database, draft: string): string[] {
	const editors = database
		.selectDistinct({ by: draftEdits.by })
		.from(draftEdits)
		.where(eq(draftEdits.draft, draft))
		.all();
	const starters = database
		.selectDistinct({ by: audit.by })
		.from(audit)
		.where(and(eq(audit.action, 'draft.started'), eq(audit.object, `draft ${draft}`)))
		.all();
	return [...new Set([...starters, ...editors].map(({ by }) => by))];
}
