import { and, asc, eq } from 'drizzle-orm';
import type { SurveySlug } from '#core/instrument/index.ts';
import type { TimelineEvent } from '#core/trends/index.ts';
import type { Reader, Writer } from './database.ts';
import { events } from './tables/events.ts';

/** An event on a survey's time line, with who wrote it as it stands, and on which day. */
export interface StoredEvent extends TimelineEvent {
	readonly id: string;
	readonly survey: string;
	readonly createdBy: string;
	readonly createdOn: string;
}

/** A survey's events by their first day. At most 1,000. */
export async function listEvents(reader: Reader, args: { survey: string }): Promise<StoredEvent[]> {
	return reader.database
		.select()
		.from(events)
		.where(eq(events.survey, args.survey))
		.orderBy(asc(events.startsOn), asc(events.id))
		.limit(1000)
		.all();
}

/** Stores an event. False when its id is taken. */
export async function insertEvent(
	writer: Writer,
	args: Omit<StoredEvent, 'survey'> & { survey: SurveySlug },
): Promise<boolean> {
	return writer.commit((database) => database.insert(events).values(args).onConflictDoNothing().run().changes === 1);
}

/** Writes an event anew and gives back what it was, so that the change can be undone; undefined when it is not there. */
export async function updateEvent(writer: Writer, args: StoredEvent): Promise<StoredEvent | undefined> {
	const { title, startsOn, endsOn, source, createdBy, createdOn } = args;
	const written = { title, startsOn, endsOn, source, createdBy, createdOn };
	return writer.commit((database) => {
		const before = database.select().from(events).where(thisEvent(args)).get();
		if (before !== undefined) database.update(events).set(written).where(thisEvent(args)).run();
		return before;
	});
}

/** Deletes an event and gives back what it was; undefined when it is not there. */
export async function deleteEvent(
	writer: Writer,
	args: { survey: string; id: string },
): Promise<StoredEvent | undefined> {
	return writer.commit((database) => {
		const event = database.select().from(events).where(thisEvent(args)).get();
		if (event !== undefined) database.delete(events).where(thisEvent(args)).run();
		return event;
	});
}

function thisEvent({ survey, id }: { survey: string; id: string }) {
	return and(eq(events.survey, survey), eq(events.id, id));
}
