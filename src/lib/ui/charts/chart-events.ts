import type { KeyedEvent } from '#ui/events/event-words.ts';

/** An event on a chart's time axis, in days since 1970; `to` is null for what has no last day. */
export interface ChartEvent {
	readonly key: string;
	readonly from: number;
	readonly to: number | null;
}

const day = 24 * 60 * 60 * 1000;

/** The events that a time axis between two days has room for, those that reach beyond it cut at its ends. */
export function eventsWithin(
	events: readonly KeyedEvent[],
	axis: { readonly from: number; readonly to: number },
): ChartEvent[] {
	return events.flatMap(({ key, startsOn, endsOn }) => {
		const [from, to] = [dayNumber(startsOn), endsOn === null ? null : dayNumber(endsOn)];
		if (from > axis.to || (to ?? from) < axis.from) return [];
		return [{ key, from: Math.max(from, axis.from), to: to === null ? null : Math.min(to, axis.to) }];
	});
}

/** Days since 1970. */
export function dayNumber(isoDate: string): number {
	return Date.parse(`${isoDate}T00:00:00Z`) / day;
}

/** Letters as they stand above a plot, centred at `x`. */
export interface EventLabel {
	readonly words: string;
	readonly x: number;
	readonly width: number;
}

/**
 * Letters above a plot at the first days of their events: those that would run into each other stand together as one, such
 * as "B–D", so that every letter stays where its event is. `widthOf` measures words in the units of `place`.
 */
export function eventLabels(
	events: readonly ChartEvent[],
	place: (x: number) => number,
	widthOf: (words: string) => number,
): EventLabel[] {
	let labels = events
		.toSorted((a, b) => a.from - b.from)
		.map(({ key, from }) => ({ first: key, last: key, left: place(from), right: place(from) }));
	const shown = ({ first, last, left, right }: (typeof labels)[number]): EventLabel => {
		const words = first === last ? first : `${first}–${last}`;
		return { words, x: (left + right) / 2, width: Math.max(widthOf(words) + 8, 16) };
	};
	for (;;) {
		const meeting = labels.findIndex((label, at) => {
			const next = labels[at + 1];
			if (next === undefined) return false;
			const [a, b] = [shown(label), shown(next)];
			return a.x + a.width / 2 + 2 > b.x - b.width / 2;
		});
		const [one, other] = [labels[meeting], labels[meeting + 1]];
		if (one === undefined || other === undefined) return labels.map(shown);
		const both = { ...one, last: other.last, right: other.right };
		labels = [...labels.slice(0, meeting), both, ...labels.slice(meeting + 2)];
	}
}

/** Height of the letters above a plot. */
export const eventLabelHeight = 18;
