import {
	type Design,
	type Domain,
	type Estimate,
	type EstimateOptions,
	type Linearised,
	type NoBase,
	estimate,
	estimateAll,
	rowsWithCode,
} from '#core/estimation/index.ts';
import { type Measure } from '#core/instrument/index.ts';
import { type StatisticOn, measureOn } from './measured.ts';
import { type PublishedDeft, type PublishedFigure, publishedEstimate } from './published.ts';
import { type Absence, type AnsweredWave, type TrendRequest, type TrendWave } from './series.ts';

/** A measure that is followed: as the latest instrument that has it declares it, null where it is only published. */
export interface Followed {
	readonly id: string;
	readonly declared: Measure | null;
}

/** One measure's estimates, a wave each, in the whole population or a group. */
export interface MeasureSeries {
	readonly measure: Followed;
	readonly group: number | null;
	readonly estimates: readonly (Estimate | Absence)[];
}

/** One wave's figure of a series, by the wave's place in the request. */
export interface Side {
	readonly index: number;
	readonly of: Estimate;
}

/** Every measure in every group: the groups of a measure one after another, so that its columns are made once a wave. */
export function seriesOf<Reason>(request: TrendRequest<Reason>, groups: readonly (number | null)[]): MeasureSeries[] {
	const domains = request.waves.map((wave) => domainsOf(request, wave, groups));
	const computed = followedIn(request.waves).flatMap((measure) => {
		const statistics = request.waves.map((wave) => statisticOf(wave, measure));
		return groups.map((group) => ({
			measure,
			group,
			estimates: request.waves.map((wave, t) => {
				if (wave.kind === 'published') return notPublished;
				const [statistic, domain] = [statistics[t], domains[t]?.get(group)];
				return statistic && domain !== undefined ? estimateOf(request, wave, statistic, domain) : notAsked;
			}),
		}));
	});
	return computed.map((series) => ({
		...series,
		estimates: series.estimates.map((of, t) => {
			const wave = request.waves[t];
			const figure = wave?.kind === 'published' && series.group === null && wave.figures.get(series.measure.id);
			return figure ? publishedPoint(request, computed, figure) : of;
		}),
	}));
}

/** The influences behind a point of a wave with answers, and the rows it is about. */
export function linearisedAt<Reason>(
	request: TrendRequest<Reason>,
	wave: AnsweredWave,
	{ measure, group }: Pick<MeasureSeries, 'measure' | 'group'>,
): { readonly of: Linearised | NoBase; readonly domain: Domain } {
	const statistic = statisticOf(wave, measure);
	const domain = domainAt(request, wave, group);
	if (statistic === undefined || domain === undefined) return { of: { kind: 'no-base', asked: false }, domain: null };
	return { of: statistic(wave.design.weights, domain), domain };
}

/** Whether a wave's family has the measure: declared by its own instrument, or published. */
export function follows(wave: TrendWave, measure: string): boolean {
	return wave.kind === 'answered' ? declaredBy(wave, measure) !== undefined : wave.figures.has(measure);
}

/** Whether a series has a place in a wave: in a published one only where it gives the figure, which is never a group's. */
export function runsThrough(wave: TrendWave | undefined, measure: string, group: number | null): boolean {
	if (wave?.kind !== 'published') return wave !== undefined;
	return group === null && wave.figures.has(measure);
}

/** As the wave's own instrument or publisher declares it, so that it stays as it was when the wave opened. */
export function smallestChangeAt(wave: TrendWave | undefined, { id, declared }: Followed): number {
	const own = wave?.kind === 'answered' ? declaredBy(wave, id)?.smallestChange : wave?.figures.get(id)?.smallestChange;
	return own ?? declared?.smallestChange ?? 0.03;
}

const notAsked: Absence = { kind: 'absent', reason: 'not-asked', n: 0 };
const notPublished: Absence = { kind: 'absent', reason: 'not-published', n: 0 };

function declaredBy({ instrument }: AnsweredWave, id: string): Measure | undefined {
	return instrument.measures.find((measure) => measure.id === id);
}

/** The measures of all waves; where versions differ, as the latest has it. */
function followedIn(waves: readonly TrendWave[]): Followed[] {
	const byId = new Map<string, Measure | null>();
	for (const wave of waves) {
		if (wave.kind === 'answered') for (const measure of wave.instrument.measures) byId.set(measure.id, measure);
		else for (const id of wave.figures.keys()) byId.set(id, byId.get(id) ?? null);
	}
	return [...byId].map(([id, declared]) => ({ id, declared }));
}

/** The rows of one group of a wave; undefined where the wave lacks the variable that makes it. */
export function domainAt<Reason>(
	request: TrendRequest<Reason>,
	wave: TrendWave,
	group: number | null,
): Domain | undefined {
	return domainsOf(request, wave, [group]).get(group);
}

/** The rows of each group; a group whose variable the wave lacks has no entry. */
function domainsOf<Reason>(
	{ breakBy }: TrendRequest<Reason>,
	wave: TrendWave,
	groups: readonly (number | null)[],
): Map<number | null, Domain> {
	const domains = new Map<number | null, Domain>();
	const column = wave.kind === 'answered' && breakBy !== null ? wave.dataset.columns.get(breakBy) : undefined;
	for (const group of groups) {
		if (group === null) domains.set(null, null);
		else if (column?.kind === 'code') domains.set(group, rowsWithCode(column.codes, group));
	}
	return domains;
}

export function statisticOf(wave: TrendWave, followed: Followed): StatisticOn | undefined {
	if (wave.kind === 'published') return undefined;
	const measure = measureAt(wave, followed);
	return measure === null ? undefined : measureOn(measure, wave);
}

/** As the wave's own instrument declares it, else as it is followed. */
export function measureAt(wave: AnsweredWave, { id, declared }: Followed): Measure | null {
	return declaredBy(wave, id) ?? declared;
}

/** The estimate of a statistic in a wave, or why there is none. */
export function estimateOf<Reason>(
	{ options }: Pick<TrendRequest<Reason>, 'options'>,
	{ design }: AnsweredWave,
	statistic: StatisticOn,
	domain: Domain,
): Estimate | Absence {
	const absent = (reason: Absence['reason'], n = 0): Absence => ({ kind: 'absent', reason, n });
	const of = statistic(design.weights, domain);
	if (of.kind === 'no-base') return absent(of.asked ? 'nobody-in-base' : 'not-asked');
	const result =
		design.replicates === null
			? estimate(design, of, { ...options, domain })
			: underReplicates(design, statistic, { ...options, domain });
	switch (result.kind) {
		case 'estimate':
			return result;
		case 'too-few-units':
			return absent('too-few-units', result.base.n);
		case 'no-base':
			return absent('nobody-in-base');
		case 'lonely-psu':
			return absent('lonely-psu', of.base.n);
	}
}

function underReplicates(design: Design, statistic: StatisticOn, options: EstimateOptions) {
	const all = estimateAll(
		design,
		(weights) => {
			const of = statistic(weights, options.domain ?? null);
			return of.kind === 'no-base' ? of : [of];
		},
		options,
	);
	if (all.kind !== 'estimates') return all;
	const [only] = all.estimates;
	if (!only) throw new RangeError('one statistic has one estimate');
	return only;
}

function publishedPoint<Reason>(
	{ waves, options }: TrendRequest<Reason>,
	computed: readonly MeasureSeries[],
	figure: PublishedFigure,
): Estimate | Absence {
	const deft = deftOf(figure.deft, waves, computed);
	return deft === null
		? { kind: 'absent', reason: 'no-deft', n: figure.n }
		: publishedEstimate({ ...figure, deft }, { level: options?.level ?? 0.95 });
}

/** Null where nobody declared one; a neighbour's own must be declared or computed, not a neighbour's again. */
function deftOf(deft: PublishedDeft, waves: readonly TrendWave[], computed: readonly MeasureSeries[]): number | null {
	switch (deft.kind) {
		case 'declared':
			return deft.deft;
		case 'undeclared':
			return null;
		case 'neighbour': {
			const at = waves.findIndex(({ id }) => id === deft.wave);
			const wave = waves[at];
			if (wave?.kind === 'published') {
				const neighbour = wave.figures.get(deft.measure)?.deft;
				return neighbour?.kind === 'declared' ? neighbour.deft : null;
			}
			const series = computed.find(({ measure, group }) => measure.id === deft.measure && group === null);
			const of = series?.estimates[at];
			return of?.kind === 'estimate' ? of.deft : null;
		}
	}
}
