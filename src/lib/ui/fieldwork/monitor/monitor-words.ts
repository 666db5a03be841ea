import type { Margins, Monitor, TimeBand, WatchedCount, WatchedSplit } from '#core/fieldwork/index.ts';
import { countWords } from '#ui/trend/quantity.ts';
import { day } from '#ui/words/format.ts';

/** A count in words; what may not be seen is said, never left empty. */
export function watchedWords(count: WatchedCount | null): string {
	if (count === null) return '–';
	switch (count.kind) {
		case 'shown':
			return countWords(count.count);
		case 'few':
			return 'fewer than 10';
		case 'withheld':
			return 'withheld';
	}
}

/** A share, 0–1, as whole percent. */
export function shareWords(share: number | null): string {
	return share === null ? '–' : `${Math.round(share * 100)}%`;
}

/** A rate of AAPOR, to a tenth of a percent. */
export function rateWords(rate: number | null): string {
	return rate === null ? '–' : `${(rate * 100).toFixed(1)}%`;
}

export function bandWords(band: TimeBand | null): string {
	if (band === null) return '–';
	if (band.to === null) return `${band.from} seconds or more`;
	return `${band.from} to ${band.to} seconds`;
}

/** By what a table tells groups apart, as its heading. */
export function splitWords(by: WatchedSplit['by']): string {
	switch (by.kind) {
		case 'stratum':
			return `By ${by.column}`;
		case 'language':
			return 'By language';
		case 'source':
			return 'By source of the link';
	}
}

/** A group's name; the empty one has none. */
export function groupWords(by: WatchedSplit['by'], value: string): string {
	if (value !== '') return by.kind === 'language' ? languageName(value) : value;
	return by.kind === 'source' ? 'Without a source' : 'Not said';
}

/** Half the width of an interval, in points. */
function pointsWords(margin: number): string {
	return `±${(margin * 100).toFixed(1)} points`;
}

/** What a group may end with and how sure that makes a share of a half. */
export function marginWords(margins: Margins | null): string {
	if (margins === null) return '–';
	const { fewest, most } = margins;
	const interviews = rangeWords(Math.round(fewest.interviews), Math.round(most.interviews));
	return `${interviews}, ${pointsWords(fewest.margin)}`;
}

function rangeWords(least: number, most: number): string {
	return least === most ? countWords(least) : `${countWords(least)} to ${countWords(most)}`;
}

/** The state of a wave in one line, which is read out when it changes. */
export function spokenWords({ totals }: Monitor): string {
	return `${countWords(totals.completed)} completed, ${countWords(totals.answering)} begun and not ended.`;
}

/** What the wave may end with, in sentences. */
export function projectionWords({ projection, planned, designEffect, isProbability, last, days }: Monitor): string[] {
	const { byPace, byLast, margins } = projection;
	if (margins === null) {
		return days === null
			? ['The wave has no last day, so nobody can say how many interviews it will end with.']
			: ['There is a projection once a whole day of fieldwork has passed and somebody has completed.'];
	}
	const { fewest, most } = margins;
	const words = [
		`It may end with ${rangeWords(Math.round(fewest.interviews), Math.round(most.interviews))} interviews.`,
	];
	if (byPace !== null) words.push(`At the pace of the last seven whole days: ${countWords(byPace)}.`);
	if (byLast !== null && last !== null) {
		words.push(`If it goes on as ${last.label} did from the same day: ${countWords(byLast)}.`);
	}
	if (planned !== null) words.push(`Planned: ${countWords(planned)}.`);
	const effect =
		designEffect === null
			? 'without the effect of weighting, which makes it larger'
			: `with the design effect of ${designEffect.wave}, ${designEffect.factor.toFixed(2)}, the middle of ${measuresWords(designEffect.measures)}`;
	const margin = `${isProbability ? 'a' : 'an indicative'} margin of error of ${pointsWords(fewest.margin)}`;
	words.push(`A share of about a half would then have ${margin} (95%, ${effect}).`);
	return words;
}

function measuresWords(count: number): string {
	return count === 1 ? 'its one share' : `its ${countWords(count)} shares`;
}

function languageName(code: string): string {
	return new Intl.DisplayNames('en-GB', { type: 'language', fallback: 'code' }).of(code) ?? code;
}

/** Where the wave stands in its days. */
export function dayOfWords({ today, dayNumber, days }: Monitor): string {
	const now = day('en', today);
	if (dayNumber === null) return `${now}: before the first day.`;
	if (days === null) return `${now}: day ${dayNumber}, without a last day.`;
	return dayNumber > days ? `${now}: after the last of ${days} days.` : `${now}: day ${dayNumber} of ${days}.`;
}
