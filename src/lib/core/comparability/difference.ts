import { DifferenceKind } from '#core/instrument/index.ts';
import type { Fingerprint } from './fingerprint.ts';

/** One thing that is not the same: its kind, where in the question, and what stood and stands there, in words. */
export interface Difference {
	readonly kind: DifferenceKind;
	readonly place: string;
	readonly before: string;
	readonly after: string;
}

/** What differs between two fingerprints of a variable, in the order of `DifferenceKind`; empty when nothing does. */
export function differencesBetween(older: Fingerprint, newer: Fingerprint): Difference[] {
	return DifferenceKind.options.flatMap((kind) => {
		const before = older.parts[kind];
		const after = newer.parts[kind];
		const places = [...new Set([...Object.keys(before), ...Object.keys(after)])];
		return places.flatMap((place) => {
			const was = before[place];
			const is = after[place];
			if (was === undefined || is === undefined) {
				return seenElsewhere.has(kind) ? [] : [{ kind, place, before: words(was), after: words(is) }];
			}
			return same(was, is) ? [] : [{ kind, place, before: words(was), after: words(is) }];
		});
	});
}

/** `place: before → after`, as lists of differences print it. */
export function differenceWords({ place, before, after }: Difference): string {
	return `${place}: ${before} → ${after}`;
}

/** A place that only one version has is a new or dropped option, text or language, and counted as that. */
const seenElsewhere: ReadonlySet<DifferenceKind> = new Set(['order', 'language']);

type Canonical = string | readonly string[];

/** Of lists, what both have must stand in the same order; that one has more is counted as options. */
function same(was: Canonical, is: Canonical): boolean {
	if (typeof was === 'string' || typeof is === 'string') return was === is;
	const kept = was.filter((entry) => is.includes(entry));
	const left = is.filter((entry) => was.includes(entry));
	return kept.every((entry, index) => entry === left[index]);
}

function words(value: Canonical | undefined): string {
	if (value === undefined) return 'nothing';
	return typeof value === 'string' ? value : value.join(', ');
}
