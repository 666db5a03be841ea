import { type Domain, type Linearised, type NoBase, contrast } from '#core/estimation/index.ts';
import { type Measure } from '#core/instrument/index.ts';
import { changeOf, varianceOf } from './change.ts';
import { type StatisticOn, measureOn } from './measured.ts';
import { domainAt, estimateOf } from './points.ts';
import { type AnsweredWave, type Bridge, type BridgeStep, type TrendRequest } from './series.ts';

/** Both wordings as statistics of the rows of the wave that asked both. */
export interface Wordings {
	readonly earlier: StatisticOn;
	readonly later: StatisticOn;
	/** The rows that the series is about, in either wording. */
	readonly domain: Domain;
}

/**
 * Each wording among those who were asked in it: the later one as `after` reads it. Undefined where the wave lacks the
 * variable of the series' group.
 */
export function wordingsOf<Reason>(
	request: TrendRequest<Reason>,
	wave: AnsweredWave,
	{ after, group }: { readonly after: Measure; readonly group: number | null },
	{ measure: before, arm }: BridgeStep,
): Wordings | undefined {
	const domain = domainAt(request, wave, group);
	if (domain === undefined) return undefined;
	const askedAs = (of: Measure, code: number): StatisticOn =>
		measureOn({ ...of, among: [...of.among, { variable: arm.variable, codes: [code] }] }, wave);
	return { earlier: askedAs(before, arm.earlier), later: askedAs(after, arm.later), domain };
}

/**
 * The step between two wordings from one wave in which random parts were asked in either. Both are parts of one sample, so
 * that the difference goes through one variance: clusters that hold people of both parts, and margins that fix what both
 * add up to, count.
 *
 * @method  Step of a bridge (split ballot)
 * @formula s = y(later words) − y(earlier words), each among those asked in it; influence the difference of both; d ± t · se, degrees of freedom of the wave − 1
 * @source  van den Brakel, Smith & Compton (2008), Survey Methodology 34/2; Deville (1999), Survey Methodology 25/2
 * @r       `svycontrast(svyby(~y, ~arm, d, svymean, covmat = TRUE), c(-1, 1))`, y the answer in whichever words were asked
 */
export function bridgeAt<Reason>(
	request: TrendRequest<Reason>,
	wave: AnsweredWave,
	series: { readonly after: Measure; readonly group: number | null },
	step: BridgeStep,
): Bridge {
	const wordings = wordingsOf(request, wave, series, step);
	if (wordings === undefined)
		return { asked: step, earlier: { kind: 'absent', reason: 'not-asked', n: 0 }, step: null };
	const { earlier, later, domain } = wordings;
	const before = estimateOf(request, wave, earlier, domain);
	const after = estimateOf(request, wave, later, domain);
	const between = estimateOf(request, wave, combination([term(1, later), term(-1, earlier)]), domain);
	if (before.kind === 'absent' || after.kind === 'absent' || between.kind === 'absent')
		return { asked: step, earlier: before, step: null };
	const { value, df } = between;
	const se = Math.sqrt(between.se ** 2 + varianceAtEdges([before, after]));
	const { interval } = changeOf(value, se, df, request.options?.level ?? 0.95);
	const n = { earlier: before.base.n, later: after.base.n };
	return { asked: step, earlier: before, step: { wave: wave.id, value, se, df, interval, n } };
}

/** What influences do not tell: the variance of shares of 0 and 1, which have none. */
export function varianceAtEdges(shares: readonly Pick<Linearised, 'value' | 'scale' | 'base'>[]): number {
	return shares.reduce((sum, { value, scale, base }) => sum + varianceOf({ value, scale, base, se: 0 }), 0);
}

/** A statistic with the factor that it has in a sum. */
export interface StatisticTerm {
	readonly factor: number;
	readonly of: StatisticOn;
}

export function term(factor: number, of: StatisticOn): StatisticTerm {
	return { factor, of };
}

/** A sum of statistics of the same rows as a statistic. */
export function combination(terms: readonly StatisticTerm[]): StatisticOn {
	return (weights, domain) => {
		const found = terms.map(({ factor, of }) => ({ factor, of: of(weights, domain) }));
		const linearised = found.flatMap(({ factor, of }) => (of.kind === 'linearised' ? [{ factor, of }] : []));
		const none = found.map(({ of }) => of).find(isNone);
		return none ?? contrast(linearised);
	};
}

function isNone(of: Linearised | NoBase): of is NoBase {
	return of.kind === 'no-base';
}
