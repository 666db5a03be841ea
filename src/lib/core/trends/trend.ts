import { type Estimate } from '#core/estimation/index.ts';
import { bridgeAt } from './bridge.ts';
import { judgeWave } from './judge-wave.ts';
import { type MeasureSeries, follows, measureAt, runsThrough, seriesOf } from './points.ts';
import {
	type Absence,
	type Bridge,
	type Comparability,
	type Trend,
	type TrendRequest,
	type TrendWave,
} from './series.ts';
import { stacksOf } from './stacked-waves.ts';

/**
 * Every measure that any wave's instrument declares or publisher gives, over all waves, with intervals and honest
 * verdicts on change. Waves with people in common are compared with their covariance.
 *
 * The family of a wave is fixed when it opens: the measures that its own instrument declares, against the previous
 * wave and against the first that asked (once where they are the same wave), for the whole population. A break
 * variable's groups are a family of their own, and so are measures that only another version declares. No later wave
 * enters, so that a verdict never flips because another wave arrived. Definition and smallest change are those of the
 * wave's own instrument. Proved by tests/property/trends.test.ts.
 */
export function trends<Reason>(request: TrendRequest<Reason>): Trend<Reason>[] {
	const groups = [null, ...(request.breakBy === null ? [] : groupsOf(request.waves, request.breakBy))];
	const series = seriesOf(request, groups);
	const firstAsked = new Map(
		series
			.filter(({ group }) => group === null)
			.map(({ measure, estimates }) => [measure.id, estimates.findIndex(wasAsked)]),
	);
	const stacks = stacksOf(request);
	const judged = request.waves.map((wave, t) => {
		const [declared, others] = split(series, ({ measure }) => follows(wave, measure.id));
		const families = [declared, others].flatMap((some) => split(some, ({ group }) => group === null));
		return families.flatMap((family) => judgeWave({ request, stacks }, family, firstAsked, t));
	});
	return series.map(({ measure, group, estimates }) => ({
		measure: measure.id,
		group,
		points: request.waves.map((wave, t) => {
			const of = estimates[t] ?? { kind: 'absent', reason: 'not-asked', n: 0 };
			const before = request.waves.findLast((one, s) => s < t && runsThrough(one, measure.id, group));
			const isPart = runsThrough(wave, measure.id, group);
			const link = before && isPart ? request.comparable(measure.id, before.id, wave.id) : undefined;
			const bridge = link?.kind === 'bridged' ? bridgeIn(request, wave, { measure, group }, link) : undefined;
			return {
				wave: wave.id,
				estimate: of,
				source: group === null && wave.kind === 'published' ? (wave.figures.get(measure.id)?.source ?? null) : null,
				smallBase: (of.kind === 'absent' ? of.n : of.base.n) < (request.options?.minimumBase ?? 50),
				breakBefore: link?.kind === 'break' ? link.reasons : null,
				...(bridge === undefined ? {} : { bridge }),
				comparisons: judged[t]?.find((j) => j.measure === measure.id && j.group === group)?.comparisons ?? [],
			};
		}),
	}));
}

function bridgeIn<Reason>(
	request: TrendRequest<Reason>,
	wave: TrendWave,
	{ measure, group }: Pick<MeasureSeries, 'measure' | 'group'>,
	{ steps }: Extract<Comparability<Reason>, { kind: 'bridged' }>,
): Bridge | undefined {
	const own = steps.find((step) => step.wave === wave.id);
	if (own === undefined || wave.kind !== 'answered') return undefined;
	const after = measureAt(wave, measure);
	return after === null ? undefined : bridgeAt(request, wave, { after, group }, own);
}

function split<T>(items: readonly T[], isFirst: (item: T) => boolean): [T[], T[]] {
	return [items.filter(isFirst), items.filter((item) => !isFirst(item))];
}

function wasAsked(of: Estimate | Absence): boolean {
	return of.kind === 'estimate' || (of.reason !== 'not-asked' && of.reason !== 'not-published');
}

/** Codes of the break variable over all waves, in the latest wave's order, those it lost last. */
function groupsOf(waves: readonly TrendWave[], variable: string): number[] {
	const codes = waves.toReversed().flatMap((wave) => {
		const column = wave.kind === 'answered' ? wave.dataset.columns.get(variable) : undefined;
		return column?.kind === 'code' ? column.variable.values.map(({ code }) => code) : [];
	});
	return [...new Set(codes)].filter((code) => code >= 0);
}
