import type { TimelineEvent, TrendReport } from '#core/trends/index.ts';
import type { Site } from '../../site.ts';
import { eventsOf } from '../events.ts';
import { rForTrend } from '../r-pack.ts';
import type { TrendAnswer, TrendChoices, TrendQuestion } from './trend-of.ts';
import { trendOf } from './trend-of.ts';

/** What the page of a trend shows. */
export interface TrendPage {
	readonly kind: 'trend';
	/** With the measure alone that was asked for, if one was. */
	readonly report: TrendReport;
	readonly choices: TrendChoices;
	/** By measure: the R that gets its figures from the pack of the same question. */
	readonly r: ReadonlyMap<string, string>;
	/** What happened outside the survey, by its first day. */
	readonly events: readonly TimelineEvent[];
}

/**
 * The page of a trend. `measure` narrows what is shown and not what is computed, since a family of changes is judged
 * together.
 */
export async function trendPageOf(
	site: Site,
	{ question, measure }: { question: TrendQuestion; measure: string | undefined },
): Promise<
	TrendPage | Exclude<TrendAnswer, { kind: 'trend' }> | { readonly kind: 'unknown-measure'; readonly measure: string }
> {
	const answer = await trendOf(site, question);
	if (answer.kind !== 'trend') return answer;
	const { report, choices } = answer;
	const measures = report.measures.filter(({ id }) => measure === undefined || id === measure);
	if (measure !== undefined && measures.length === 0 && !choices.measures.some(({ id }) => id === measure)) {
		return { kind: 'unknown-measure', measure };
	}
	const events = await eventsOf(site, question);
	return {
		kind: 'trend',
		report: { ...report, measures },
		choices,
		r: await rForTrend(site, { question, report }),
		events: events.map(({ title, startsOn, endsOn, source }) => ({ title, startsOn, endsOn, source })),
	};
}
