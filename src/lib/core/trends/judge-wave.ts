import { bridgedChange } from './bridged-change.ts';
import { type Change, changeBetween } from './change.ts';
import { changeWithOverlap, overlapOf } from './overlap.ts';
import { type MeasureSeries, type Side, linearisedAt, runsThrough, smallestChangeAt } from './points.ts';
import { type Comparison, type NoVerdict, type TrendRequest } from './series.ts';
import { type Stacks, together } from './stacked-waves.ts';
import { judgeFamily } from './verdict.ts';

export interface JudgedSeries<Reason> {
	readonly measure: string;
	readonly group: number | null;
	readonly comparisons: readonly Comparison<Reason>[];
}

/** The request, and its waves as one sample where they have people in common. */
export interface Judging<Reason> {
	readonly request: TrendRequest<Reason>;
	readonly stacks: Stacks;
}

/** Judges every comparison of one wave as one family. Looks at this wave and earlier ones only. */
export function judgeWave<Reason>(
	judging: Judging<Reason>,
	series: readonly MeasureSeries[],
	firstAsked: ReadonlyMap<string, number>,
	wave: number,
): JudgedSeries<Reason>[] {
	const { request } = judging;
	const level = request.options?.level ?? 0.95;
	const family: { change: Change; smallestChange: number }[] = [];
	const planned = series.map((s) => {
		const outcomes = new Map<number, number | NoVerdict<Reason>>();
		const references = referencesOf(request, s, firstAsked.get(s.measure.id) ?? -1, wave);
		for (const { from } of references) {
			if (outcomes.has(from)) continue;
			const change = changeOrReason(judging, s, from, wave);
			const isChange = 'difference' in change;
			outcomes.set(from, isChange ? family.length : change);
			if (isChange) family.push({ change, smallestChange: smallestChangeAt(request.waves[wave], s.measure) });
		}
		return { series: s, references, outcomes };
	});
	const verdicts = judgeFamily(family, { level });
	return planned.map(({ series: s, references, outcomes }) => ({
		measure: s.measure.id,
		group: s.group,
		comparisons: references.flatMap(({ against, from }) => {
			const at = outcomes.get(from);
			const outcome = typeof at === 'number' ? verdicts[at] : at;
			const earlier = request.waves[from];
			if (outcome === undefined || earlier === undefined) return [];
			const link = request.comparable(s.measure.id, earlier.id, request.waves[wave]?.id ?? '');
			const bridged = link.kind === 'bridged' ? { bridged: link.steps } : {};
			return [{ against, from: earlier.id, ...bridged, outcome }];
		}),
	}));
}

/** Which earlier waves this one is set against: among those in which the series has a place. */
function referencesOf<Reason>(
	{ waves, comparable }: TrendRequest<Reason>,
	{ measure: { id }, group }: MeasureSeries,
	firstAsked: number,
	wave: number,
): { against: Comparison<Reason>['against']; from: number }[] {
	if (firstAsked < 0 || !runsThrough(waves[wave], id, group)) return [];
	const places = waves.flatMap((one, t) => (t >= firstAsked && t < wave && runsThrough(one, id, group) ? [t] : []));
	const [first, previous] = [places[0], places.at(-1)];
	if (first === undefined || previous === undefined) return [];
	const isBroken = (from: number, to: number) =>
		comparable(id, waves[from]?.id ?? '', waves[to]?.id ?? '').kind === 'break';
	const references: { against: Comparison<Reason>['against']; from: number }[] = [
		{ against: 'previous', from: previous },
		{ against: 'first', from: first },
	];
	if (!isBroken(first, wave)) return references;
	let run = wave;
	for (const before of places.toReversed()) {
		if (isBroken(before, run) || isBroken(before, wave)) break;
		run = before;
	}
	if (run < previous) references.push({ against: 'first-since-break', from: run });
	return references;
}

function changeOrReason<Reason>(
	judging: Judging<Reason>,
	series: MeasureSeries,
	from: number,
	to: number,
): Change | NoVerdict<Reason> {
	const { waves, comparable, options } = judging.request;
	const { measure, estimates } = series;
	const no = (because: NoVerdict<Reason>['because']): NoVerdict<Reason> => ({ kind: 'no-verdict', because });
	const [earlier, later] = [waves[from]?.id ?? '', waves[to]?.id ?? ''];
	const [a, b] = [estimates[from], estimates[to]];
	if (a?.kind !== 'estimate') return no({ kind: 'absent', wave: earlier });
	if (b?.kind !== 'estimate') return no({ kind: 'absent', wave: later });
	const link = comparable(measure.id, earlier, later);
	if (link.kind === 'break') return no(link);
	const minimum = options?.minimumBase ?? 50;
	if (Math.min(a.base.n, b.base.n) < minimum) return no({ kind: 'small-base', minimum });
	const sides = [
		{ index: from, of: a },
		{ index: to, of: b },
	] as const;
	const change =
		link.kind === 'bridged'
			? bridgedChange(judging, series, sides, link.steps)
			: changeAmong(judging, series, ...sides);
	if (!('difference' in change)) return change;
	return change.se > 1e-9 * Math.max(Math.abs(a.value), Math.abs(b.value)) ? change : no({ kind: 'no-sampling-error' });
}

/** With the covariance of people in common where there are any among those that the measure is about. */
function changeAmong<Reason>(
	{ request, stacks }: Judging<Reason>,
	series: MeasureSeries,
	from: Side,
	to: Side,
): Change {
	const level = request.options?.level ?? 0.95;
	const apart = changeBetween(from.of, to.of, { level });
	const stack = stacks.of([from.index, to.index])?.stack;
	const [earlier, later] = [request.waves[from.index], request.waves[to.index]];
	if (stack === undefined || earlier?.kind !== 'answered' || later?.kind !== 'answered') return apart;
	const [a, b] = [linearisedAt(request, earlier, series), linearisedAt(request, later, series)];
	if (a.of.kind === 'no-base' || b.of.kind === 'no-base') return apart;
	const domain = together([
		[earlier.design.n, a.domain],
		[later.design.n, b.domain],
	]);
	const overlap = overlapOf(stack, [a.of, b.of], { lonelyPsu: request.options?.lonelyPsu ?? 'fail', domain });
	return overlap.kind === 'overlap' ? changeWithOverlap(from.of, to.of, overlap, { level }) : apart;
}
