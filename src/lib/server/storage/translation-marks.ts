import { and, eq } from 'drizzle-orm';
import type { Reader, Writer } from './database.ts';
import { translationMarks } from './tables/drafts.ts';

/** What a translation was made from or checked against, and whether somebody who speaks the language found it right. */
export interface TranslationMark {
	readonly language: string;
	/** The text's place. */
	readonly text: string;
	/** SHA-256 of the words of the source, as hex. */
	readonly source: string;
	/** The words that were written or looked at: of any others the mark says nothing. */
	readonly words: string;
	/** The name of who found it right, and the ISO date; null until somebody has. */
	readonly reviewedBy: string | null;
	readonly reviewedOn: string | null;
}

/** The marks of a draft's translation into a language, at most one for each text. */
export async function listTranslationMarks(
	reader: Reader,
	args: { draft: string; language: string },
): Promise<TranslationMark[]> {
	return reader.database
		.select({
			language: translationMarks.language,
			text: translationMarks.text,
			source: translationMarks.source,
			words: translationMarks.words,
			reviewedBy: translationMarks.reviewedBy,
			reviewedOn: translationMarks.reviewedOn,
		})
		.from(translationMarks)
		.where(and(eq(translationMarks.draft, args.draft), eq(translationMarks.language, args.language)))
		.limit(20_000)
		.all();
}

/** Puts marks in the place of those that their texts had. */
export async function putTranslationMarks(
	writer: Writer,
	args: { draft: string; marks: readonly TranslationMark[] },
): Promise<void> {
	await writer.commit((database) => {
		for (const mark of args.marks) {
			const { source, words, reviewedBy, reviewedOn } = mark;
			database
				.insert(translationMarks)
				.values({ draft: args.draft, ...mark })
				.onConflictDoUpdate({
					target: [translationMarks.draft, translationMarks.language, translationMarks.text],
					set: { source, words, reviewedBy, reviewedOn },
				})
				.run();
		}
	});
}
