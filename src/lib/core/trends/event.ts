import { z } from 'zod';
import type { Wave } from '#core/fieldwork/index.ts';

/** The longest texts of an event, in characters. */
const longest = { title: 120, source: 500 } as const;

/**
 * What happened outside that a reader of a trend should know of, such as a campaign or a law. Days are ISO dates; `endsOn`
 * is null for what happened on one day, and for what began then and has no end. `source` says who reports it and where.
 */
export interface TimelineEvent {
	readonly title: string;
	readonly startsOn: string;
	readonly endsOn: string | null;
	readonly source: string;
}

/** What stands against an event as somebody typed it. */
export interface EventProblem {
	readonly field: keyof TimelineEvent;
	readonly kind: 'missing' | 'too-long' | 'not-a-day' | 'ends-before-it-starts';
	/** Characters that there is room for, where it is too long. */
	readonly most?: number;
}

const Day = z.iso.date();

/** An event from four texts, of which `endsOn` may be empty; or all that stands against it. */
export function eventFrom(
	typed: Readonly<Record<keyof TimelineEvent, string>>,
):
	| { readonly kind: 'event'; readonly event: TimelineEvent }
	| { readonly kind: 'refused'; readonly problems: readonly EventProblem[] } {
	const [title, source] = [typed.title.trim(), typed.source.trim()];
	const [startsOn, endsOn] = [typed.startsOn.trim(), typed.endsOn.trim() || null];
	const problems = [
		...wordsProblem('title', title),
		...(startsOn === '' ? [{ field: 'startsOn', kind: 'missing' } as const] : dayProblem('startsOn', startsOn)),
		...(endsOn === null ? [] : dayProblem('endsOn', endsOn)),
		...wordsProblem('source', source),
	];
	if (problems.length > 0) return { kind: 'refused', problems };
	if (endsOn !== null && endsOn < startsOn) {
		return { kind: 'refused', problems: [{ field: 'endsOn', kind: 'ends-before-it-starts' }] };
	}
	return { kind: 'event', event: { title, startsOn, endsOn: endsOn === startsOn ? null : endsOn, source } };
}

function wordsProblem(field: keyof typeof longest, words: string): EventProblem[] {
	if (words === '') return [{ field, kind: 'missing' }];
	return words.length > longest[field] ? [{ field, kind: 'too-long', most: longest[field] }] : [];
}

function dayProblem(field: 'startsOn' | 'endsOn', words: string): EventProblem[] {
	return Day.safeParse(words).success ? [] : [{ field, kind: 'not-a-day' }];
}

/** Where an event stands among waves: during the fieldwork of some, else after the one and before the other. */
export type EventPlace<W> =
	| { readonly kind: 'during'; readonly waves: readonly W[] }
	| { readonly kind: 'between'; readonly after: W | null; readonly before: W | null };

/** Where the days of an event lie, among the waves whose fieldwork is known by at least one day. */
export function placeOf<W extends Pick<Wave, 'opensOn' | 'closesOn'>>(
	{ startsOn, endsOn }: Pick<TimelineEvent, 'startsOn' | 'endsOn'>,
	waves: readonly W[],
): EventPlace<W> {
	const dated = waves.flatMap((wave) => {
		const [opens, closes] = [wave.opensOn ?? wave.closesOn, wave.closesOn ?? wave.opensOn];
		return opens === null || closes === null ? [] : [{ wave, opens, closes }];
	});
	const last = endsOn ?? startsOn;
	const during = dated.filter(({ opens, closes }) => opens <= last && closes >= startsOn);
	if (during.length > 0) return { kind: 'during', waves: during.map(({ wave }) => wave) };
	return {
		kind: 'between',
		after: dated.findLast(({ closes }) => closes < startsOn)?.wave ?? null,
		before: dated.find(({ opens }) => opens > last)?.wave ?? null,
	};
}
