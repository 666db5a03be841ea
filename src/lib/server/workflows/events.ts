import { z } from 'zod';
import type { Wave } from '#core/fieldwork/index.ts';
import { plainText, say, SurveySlug } from '#core/instrument/index.ts';
import type { EventProblem, TimelineEvent } from '#core/trends/index.ts';
import { eventFrom } from '#core/trends/index.ts';
import { demand } from '../accounts/demand.ts';
import type { Actor } from '../on-record.ts';
import { onRecord } from '../on-record.ts';
import type { Site } from '../site.ts';
import type { StoredEvent } from '../storage/index.ts';
import { deleteEvent, findLatestVersion, insertEvent, listEvents, listWaves, updateEvent } from '../storage/index.ts';
import { listSurveys } from './list-surveys.ts';

/** An event as somebody typed it; `endsOn` may be empty. */
export type TypedEvent = Readonly<Record<keyof TimelineEvent, string>>;

/** What came of writing or taking away. */
export type EventAnswer =
	| { readonly kind: 'added'; readonly id: string }
	/** `before` is what it was: written again, it undoes the change. */
	| { readonly kind: 'changed'; readonly before: StoredEvent }
	/** `event` is what `addEvent` needs to put it back. */
	| { readonly kind: 'taken-away'; readonly event: StoredEvent }
	| { readonly kind: 'refused'; readonly problems: readonly EventProblem[] }
	| { readonly kind: 'unknown-survey' }
	| { readonly kind: 'unknown-event' };

const Id = z.string().regex(/^[0-9a-f]{16}$/);

/** What the page of a survey's events shows. */
export interface EventsPage {
	readonly survey: string;
	readonly title: string;
	readonly events: readonly StoredEvent[];
	/** Those that are or were in the field, in the order of time: an event is placed among them. */
	readonly waves: readonly Pick<Wave, 'label' | 'opensOn' | 'closesOn'>[];
}

/** The page of a survey's events; undefined for a survey that is not there. */
export async function eventsPageOf(site: Site, args: { survey: string }): Promise<EventsPage | undefined> {
	demand(site, 'see', args.survey);
	const found = (await listSurveys(site)).find(({ survey }) => survey === args.survey);
	if (found === undefined) return undefined;
	const waves = await listWaves(site.storage.reader, args);
	return {
		survey: found.survey,
		title: plainText(say(found.instrument.title, 'en')),
		events: await eventsOf(site, args),
		waves: waves
			.filter(({ state }) => state !== 'planned' && state !== 'pilot')
			.map(({ label, opensOn, closesOn }) => ({ label, opensOn, closesOn })),
	};
}

/** A survey's events by their first day. */
export async function eventsOf(site: Site, args: { survey: string }): Promise<StoredEvent[]> {
	demand(site, 'see', args.survey);
	return listEvents(site.storage.reader, args);
}

/**
 * Puts an event on a survey's time line, with under whose name and on which day. With the `id` of one that was taken away
 * that is put back, in the name of who does; where it is back already, nothing happens.
 */
export async function addEvent(
	site: Site,
	args: { survey: string; id: string; typed: TypedEvent; actor: Actor },
): Promise<EventAnswer> {
	demand(site, 'manage', args.survey);
	const read = eventFrom(args.typed);
	if (read.kind === 'refused') return read;
	if ((await findLatestVersion(site.storage.reader, args)) === undefined) return { kind: 'unknown-survey' };
	const id = Id.safeParse(args.id).data ?? site.random.bytes(8).toString('hex');
	const { survey, actor } = args;
	const doing = { action: 'event.added', object: read.event.title, survey, after: read.event };
	await insertEvent(onRecord(site, actor, doing), {
		...read.event,
		...{ id, survey: SurveySlug.parse(survey), createdBy: actor.name, createdOn: site.clock.today() },
	});
	return { kind: 'added', id };
}

/** Writes an event anew, under the name of who does. */
export async function changeEvent(
	site: Site,
	args: { survey: string; id: string; typed: TypedEvent; actor: Actor },
): Promise<EventAnswer> {
	demand(site, 'manage', args.survey);
	const read = eventFrom(args.typed);
	if (read.kind === 'refused') return read;
	const { survey, id, actor } = args;
	const was = await eventOf(site, args);
	const doing = { action: 'event.changed', object: was?.title ?? '', survey, before: was, after: read.event };
	const before = await updateEvent(onRecord(site, actor, doing), {
		...read.event,
		...{ id, survey, createdBy: actor.name, createdOn: site.clock.today() },
	});
	return before === undefined ? { kind: 'unknown-event' } : { kind: 'changed', before };
}

/** Takes an event off the time line. */
export async function takeAwayEvent(
	site: Site,
	args: { survey: string; id: string; actor: Actor },
): Promise<EventAnswer> {
	demand(site, 'manage', args.survey);
	const { survey, id, actor } = args;
	const was = await eventOf(site, args);
	const doing = { action: 'event.taken-away', object: was?.title ?? '', survey, before: was };
	const event = await deleteEvent(onRecord(site, actor, doing), { survey, id });
	return event === undefined ? { kind: 'unknown-event' } : { kind: 'taken-away', event };
}

/** An event as the audit log keeps it. */
async function eventOf(site: Site, args: { survey: string; id: string }): Promise<TimelineEvent | undefined> {
	const found = (await eventsOf(site, args)).find(({ id }) => id === args.id);
	if (found === undefined) return undefined;
	const { title, startsOn, endsOn, source } = found;
	return { title, startsOn, endsOn, source };
}
