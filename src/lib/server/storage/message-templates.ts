import { and, asc, eq } from 'drizzle-orm';
import type { Reader, Writer } from './database.ts';
import { messageTemplates } from './tables/messages.ts';

/** The words of one kind of message in one language, and who wrote them, on which ISO day. */
export interface StoredTemplate {
	readonly survey: string;
	readonly kind: (typeof messageTemplates.$inferSelect)['kind'];
	readonly language: string;
	readonly subject: string;
	readonly body: string;
	readonly by: string;
	readonly on: string;
}

/** What a survey's own templates say, of each kind and language that has one. */
export async function listTemplates(reader: Reader, args: { survey: string }): Promise<StoredTemplate[]> {
	return reader.database
		.select()
		.from(messageTemplates)
		.where(eq(messageTemplates.survey, args.survey))
		.orderBy(asc(messageTemplates.kind), asc(messageTemplates.language))
		.limit(1000)
		.all();
}

/** Puts words in the place of those that a survey had of this kind and in this language. */
export async function putTemplate(writer: Writer, args: { template: StoredTemplate }): Promise<void> {
	const { template } = args;
	const { survey, kind, language } = messageTemplates;
	const whole = { target: [survey, kind, language], set: template };
	await writer.commit((database) => database.insert(messageTemplates).values(template).onConflictDoUpdate(whole).run());
}

/** Goes back to the words that Soundings comes with; false where a survey has none of its own. */
export async function deleteTemplate(
	writer: Writer,
	args: Pick<StoredTemplate, 'survey' | 'kind' | 'language'>,
): Promise<boolean> {
	const { survey, kind, language } = messageTemplates;
	const at = and(eq(survey, args.survey), eq(kind, args.kind), eq(language, args.language));
	return writer.commit((database) => database.delete(messageTemplates).where(at).run().changes === 1);
}
