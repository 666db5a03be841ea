import { and, asc, count, eq } from 'drizzle-orm';
import type { SurveySlug } from '#core/instrument/index.ts';
import type { Database, Reader, Writer } from './database.ts';
import { importDrafts } from './tables/import-drafts.ts';

/**
 * A data file of others that is or was lined up with a survey. `matching` is what the workflow of imports keeps of it: how
 * its variables are lined up and, once it was brought in, what came of that. The row stays as the record of who did it.
 */
export interface ImportDraft {
	readonly id: string;
	readonly survey: SurveySlug;
	readonly fileName: string;
	/** Of the file. */
	readonly sha256: string;
	readonly bytes: number;
	readonly matching: unknown;
	readonly createdBy: string;
	readonly createdOn: string;
}

/** The same as it comes back. */
export type StoredImportDraft = Omit<ImportDraft, 'survey'> & { readonly survey: string };

/** A survey's files, open or brought in, by the day on which they came. At most 1,000. */
export async function listImportDrafts(reader: Reader, args: { survey: string }): Promise<StoredImportDraft[]> {
	return reader.database
		.select()
		.from(importDrafts)
		.where(eq(importDrafts.survey, args.survey))
		.orderBy(asc(importDrafts.createdOn), asc(importDrafts.id))
		.limit(1000)
		.all();
}

/** A draft by its id; undefined where another survey has it. */
export async function findImportDraft(
	reader: Reader,
	args: { survey: string; id: string },
): Promise<StoredImportDraft | undefined> {
	return reader.database.select().from(importDrafts).where(thisDraft(args)).get();
}

/** Every draft of any survey that came in this file. At most 1,000. */
export async function listDraftsOfFile(reader: Reader, args: { sha256: string }): Promise<StoredImportDraft[]> {
	return reader.database.select().from(importDrafts).where(eq(importDrafts.sha256, args.sha256)).limit(1000).all();
}

/** Stores a new draft, unless the survey has `most` already. */
export async function insertImportDraft(
	writer: Writer,
	args: { draft: ImportDraft; most: number },
): Promise<{ readonly kind: 'inserted' } | { readonly kind: 'too-many' }> {
	return writer.commit((database) => {
		const { draft, most } = args;
		const there = database
			.select({ count: count() })
			.from(importDrafts)
			.where(eq(importDrafts.survey, draft.survey))
			.get();
		if ((there?.count ?? 0) >= most) return { kind: 'too-many' };
		putImportDraft(database, draft);
		return { kind: 'inserted' };
	});
}

/** Replaces what is kept of a draft by what `change` makes of it; undefined from that, or no such draft, changes nothing. */
export async function changeImportDraft(
	writer: Writer,
	args: { survey: string; id: string; change: (matching: unknown) => unknown },
): Promise<boolean> {
	return writer.commit((database) => {
		const draft = database.select().from(importDrafts).where(thisDraft(args)).get();
		const matching = draft === undefined ? undefined : args.change(draft.matching);
		if (matching === undefined) return false;
		database.update(importDrafts).set({ matching }).where(thisDraft(args)).run();
		return true;
	});
}

/** Deletes a draft and gives back what it was; undefined when it is not there, or when `only` does not hold of it. */
export async function deleteImportDraft(
	writer: Writer,
	args: { survey: string; id: string; only: (matching: unknown) => boolean },
): Promise<StoredImportDraft | undefined> {
	return writer.commit((database) => {
		const draft = database.select().from(importDrafts).where(thisDraft(args)).get();
		if (draft === undefined || !args.only(draft.matching)) return undefined;
		database.delete(importDrafts).where(thisDraft(args)).run();
		return draft;
	});
}

/** Writes a draft inside a transaction, in place of the one with its id. */
export function putImportDraft(database: Database, draft: ImportDraft): void {
	const { matching } = draft;
	database.insert(importDrafts).values(draft).onConflictDoUpdate({ target: importDrafts.id, set: { matching } }).run();
}

function thisDraft({ survey, id }: { survey: string; id: string }) {
	return and(eq(importDrafts.survey, survey), eq(importDrafts.id, id));
}
