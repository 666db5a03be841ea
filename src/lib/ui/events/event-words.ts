import type { ReportedWave, TimelineEvent } from '#core/trends/index.ts';
import { placeOf } from '#core/trends/index.ts';
import { day } from '#ui/words/index.ts';

/** An event under the letter that stands for it on every chart of a page. */
export interface KeyedEvent extends TimelineEvent {
	readonly key: string;
}

/** What a wave is placed by, and called. */
type PlacedWave = Pick<ReportedWave, 'label' | 'opensOn' | 'closesOn'>;

/** What must be said wherever an event stands beside a change. */
export const notItsEffect =
	'An event beside a change is not thereby its cause: much else happened in the same time, and what stands here is only what somebody wrote down.';

/** Events by their first day, with letters A to Z, then AA, AB and so on. */
export function keyed<E extends TimelineEvent>(events: readonly E[]): (E & KeyedEvent)[] {
	return events
		.toSorted((a, b) => (a.startsOn < b.startsOn ? -1 : a.startsOn > b.startsOn ? 1 : 0))
		.map((event, index) => ({ ...event, key: letters(index) }));
}

function letters(index: number): string {
	const letter = String.fromCharCode('A'.charCodeAt(0) + (index % 26));
	return index < 26 ? letter : letters(Math.floor(index / 26) - 1) + letter;
}

/** "12 January 2026 to 20 February 2026", or the one day. */
export function daysWords({ startsOn, endsOn }: Pick<TimelineEvent, 'startsOn' | 'endsOn'>): string {
	return endsOn === null ? day('en', startsOn) : `${day('en', startsOn)} to ${day('en', endsOn)}`;
}

/**
 * "during the fieldwork of May 2014", "after 2012 and before 2014"; empty where no wave has a day. Of a wave that is known
 * by its year alone nobody knows more than that the year is the same.
 */
export function placeWords(event: TimelineEvent, waves: readonly PlacedWave[]): string {
	const place = placeOf(event, waves);
	if (place.kind === 'during') {
		const [first, last] = [place.waves.at(0)?.label ?? '', place.waves.at(-1)?.label ?? ''];
		if (place.waves.length > 1) return `over the fieldwork of ${first} to ${last}`;
		return place.waves.some(isYear) ? `in the year of the wave of ${first}` : `during the fieldwork of ${first}`;
	}
	const { after, before } = place;
	if (after === null && before === null) return '';
	if (after === null) return `before ${before?.label ?? ''}, the first wave`;
	return before === null
		? `after ${after.label}, the last wave so far`
		: `after ${after.label} and before ${before.label}`;
}

function isYear({ opensOn, closesOn }: PlacedWave): boolean {
	return (opensOn?.endsWith('-01-01') ?? false) && (closesOn?.endsWith('-12-31') ?? false);
}

/** An event in one sentence without its source: what stands under a chart beside its letter. */
export function eventWords({ key, title, startsOn, endsOn }: KeyedEvent): string {
	return `${key}: ${title}, ${daysWords({ startsOn, endsOn })}`;
}

/** The events that a chart marks, for below a copy of it, where there is no page around it. */
export function eventNotes(events: readonly KeyedEvent[]): string[] {
	if (events.length === 0) return [];
	return [`Marked: ${events.map((event) => `${eventWords(event)} (${event.source})`).join('; ')}. ${notItsEffect}`];
}
