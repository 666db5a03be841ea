import { type Estimate } from '#core/estimation/index.ts';
import { type Measure } from '#core/instrument/index.ts';
import { type Change, changeBetween } from './change.ts';
import { type Absence, type Comparison, type NoVerdict, type TrendRequest } from './series.ts';
import { judgeFamily } from './verdict.ts';

/** One measure's estimates, a wave each, in the whole population or a group. */
export interface MeasureSeries {
	readonly measure: Measure;
	readonly group: number | null;
	readonly estimates: readonly (Estimate | Absence)[];
}

export interface JudgedSeries<Reason> {
	readonly measure: string;
	readonly group: number | null;
	readonly comparisons: readonly Comparison<Reason>[];
}

/** Judges every comparison of one wave as one family. Looks at this wave and earlier ones only. */
export function judgeWave<Reason>(
	request: TrendRequest<Reason>,
	series: readonly MeasureSeries[],
	firstAsked: ReadonlyMap<string, number>,
	wave: number,
): JudgedSeries<Reason>[] {
	const level = request.options?.level ?? 0.95;
	const family: { change: Change; smallestChange: number }[] = [];
	const planned = series.map((s) => {
		const outcomes = new Map<number, number | NoVerdict<Reason>>();
		const references = referencesOf(request, s.measure.id, firstAsked.get(s.measure.id) ?? -1, wave);
		for (const { from } of references) {
			if (outcomes.has(from)) continue;
			const change = changeOrReason(request, s, from, wave, level);
			const isChange = 'difference' in change;
			outcomes.set(from, isChange ? family.length : change);
			if (isChange) family.push({ change, smallestChange: smallestChangeAt(request, s.measure, wave) });
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
			return outcome && earlier ? [{ against, from: earlier.id, outcome }] : [];
		}),
	}));
}

/** As the wave's own instrument declares it, so that it stays as it was when the wave opened. */
function smallestChangeAt<Reason>({ waves }: TrendRequest<Reason>, measure: Measure, wave: number): number {
	return (waves[wave]?.instrument.measures.find(({ id }) => id === measure.id) ?? measure).smallestChange;
}

/** Which earlier waves this one is set against. */
function referencesOf<Reason>(
	{ waves, comparable }: TrendRequest<Reason>,
	measure: string,
	first: number,
	wave: number,
): { against: Comparison<Reason>['against']; from: number }[] {
	if (first < 0 || first >= wave) return [];
	const isBroken = (from: number, to: number) =>
		comparable(measure, waves[from]?.id ?? '', waves[to]?.id ?? '').kind === 'break';
	const references: { against: Comparison<Reason>['against']; from: number }[] = [
		{ against: 'previous', from: wave - 1 },
		{ against: 'first', from: first },
	];
	if (!isBroken(first, wave)) return references;
	let run = wave;
	while (run > first && !isBroken(run - 1, run) && !isBroken(run - 1, wave)) run--;
	if (run < wave - 1) references.push({ against: 'first-since-break', from: run });
	return references;
}

function changeOrReason<Reason>(
	{ waves, comparable, options }: TrendRequest<Reason>,
	{ measure, estimates }: MeasureSeries,
	from: number,
	to: number,
	level: number,
): Change | NoVerdict<Reason> {
	const no = (because: NoVerdict<Reason>['because']): NoVerdict<Reason> => ({ kind: 'no-verdict', because });
	const [earlier, later] = [waves[from]?.id ?? '', waves[to]?.id ?? ''];
	const [a, b] = [estimates[from], estimates[to]];
	if (a?.kind !== 'estimate') return no({ kind: 'absent', wave: earlier });
	if (b?.kind !== 'estimate') return no({ kind: 'absent', wave: later });
	const link = comparable(measure.id, earlier, later);
	if (link.kind === 'break') return no(link);
	const minimum = options?.minimumBase ?? 50;
	if (Math.min(a.base.n, b.base.n) < minimum) return no({ kind: 'small-base', minimum });
	const change = changeBetween(a, b, { level });
	return change.se > 1e-9 * Math.max(Math.abs(a.value), Math.abs(b.value)) ? change : no({ kind: 'no-sampling-error' });
}
