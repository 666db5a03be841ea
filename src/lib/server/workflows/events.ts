import { SurveySlug } from '#core/instrument/index.ts';
import type { EventProblem, TimelineEvent } from '#core/trends/index.ts';
import { eventFrom } from '#core/trends/index.ts';
import type { Site } from '../site.ts';
import type { StoredEvent } from '../storage/index.ts';
import { deleteEvent, findLatestVersion, insertEvent, listEvents, updateEvent } from '../storage/index.ts';

/** An event as somebody typed it; `endsOn` may be empty. */
export type TypedEvent = Readonly<Record<keyof TimelineEvent, string>>;

export interface Refused {
	readonly kind: 'refused';
	readonly problems: readonly EventProblem[];
}

/** A survey's events by their first day. */
export async function eventsOf(site: Site, args: { survey: string }): Promise<StoredEvent[]> {
	return listEvents(site.storage.reader, args);
}

/**
 * Puts an event on a survey's time line, under whose name and on which day it is recorded. With `id` one that was taken
 * away is put back: it is then recorded under the name of who did that.
 */
export async function addEvent(
	site: Site,
	args: { survey: string; typed: TypedEvent; by: string; id?: string },
): Promise<
	| { readonly kind: 'added'; readonly id: string }
	| { readonly kind: 'already-there' }
	| { readonly kind: 'unknown-survey' }
	| Refused
> {
	const read = eventFrom(args.typed);
	if (read.kind === 'refused') return read;
	if ((await findLatestVersion(site.storage.reader, args)) === undefined) return { kind: 'unknown-survey' };
	const id = args.id ?? site.random.bytes(8).toString('hex');
	const added = await insertEvent(site.storage.writer, {
		...read.event,
		id,
		survey: SurveySlug.parse(args.survey),
		createdBy: args.by,
		createdOn: site.clock.today(),
	});
	return added ? { kind: 'added', id } : { kind: 'already-there' };
}

/** Writes an event anew, under the name of who does. `before` is what it was: sent back, it undoes the change. */
export async function changeEvent(
	site: Site,
	args: { survey: string; id: string; typed: TypedEvent; by: string },
): Promise<{ readonly kind: 'changed'; readonly before: StoredEvent } | { readonly kind: 'unknown-event' } | Refused> {
	const read = eventFrom(args.typed);
	if (read.kind === 'refused') return read;
	const before = await updateEvent(site.storage.writer, {
		...read.event,
		...{ id: args.id, survey: args.survey },
		createdBy: args.by,
		createdOn: site.clock.today(),
	});
	return before === undefined ? { kind: 'unknown-event' } : { kind: 'changed', before };
}

/** Takes an event off the time line; `event` is what `addEvent` needs to put it back. */
export async function takeAwayEvent(
	site: Site,
	args: { survey: string; id: string },
): Promise<{ readonly kind: 'taken-away'; readonly event: StoredEvent } | { readonly kind: 'unknown-event' }> {
	const event = await deleteEvent(site.storage.writer, args);
	return event === undefined ? { kind: 'unknown-event' } : { kind: 'taken-away', event };
}
