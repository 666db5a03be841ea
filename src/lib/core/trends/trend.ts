import { type Estimate, estimate, rowsWithCode } from '#core/estimation/index.ts';
import { type Measure } from '#core/instrument/index.ts';
import { judgeWave } from './judge-wave.ts';
import { measured } from './measured.ts';
import { type Absence, type Trend, type TrendRequest, type TrendWave } from './series.ts';

/**
 * Every measure that any wave's instrument declares, over all waves, with intervals and honest verdicts on change.
 *
 * The family of a wave is fixed when it opens: the measures that its own instrument declares, against the previous
 * wave and against the first that asked (once where they are the same wave), for the whole population. A break
 * variable's groups are a family of their own, and so are measures that only another version declares. No later wave
 * enters, so that a verdict never flips because another wave arrived. Definition and smallest change are those of the
 * wave's own instrument. Proved by tests/property/trends.test.ts.
 */
export function trends<Reason>(request: TrendRequest<Reason>): Trend<Reason>[] {
	const groups = [null, ...(request.breakBy === null ? [] : groupsOf(request.waves, request.breakBy))];
	const series = measuresOf(request.waves).flatMap((measure) =>
		groups.map((group) => ({
			measure,
			group,
			estimates: request.waves.map((wave) => pointEstimate(request, wave, measure, group)),
		})),
	);
	const firstAsked = new Map(
		series
			.filter(({ group }) => group === null)
			.map(({ measure, estimates }) => [measure.id, estimates.findIndex(wasAsked)]),
	);
	const judged = request.waves.map((wave, t) => {
		const [declared, others] = split(series, ({ measure }) => declaredBy(wave, measure) !== undefined);
		const families = [declared, others].flatMap((some) => split(some, ({ group }) => group === null));
		return families.flatMap((family) => judgeWave(request, family, firstAsked, t));
	});
	return series.map(({ measure, group, estimates }) => ({
		measure: measure.id,
		group,
		points: request.waves.map((wave, t) => {
			const of = estimates[t] ?? { kind: 'absent', reason: 'not-asked', n: 0 };
			const before = request.waves[t - 1];
			const link = before && request.comparable(measure.id, before.id, wave.id);
			return {
				wave: wave.id,
				estimate: of,
				smallBase: (of.kind === 'absent' ? of.n : of.base.n) < (request.options?.minimumBase ?? 50),
				breakBefore: link?.kind === 'break' ? link.reasons : null,
				comparisons: judged[t]?.find((j) => j.measure === measure.id && j.group === group)?.comparisons ?? [],
			};
		}),
	}));
}

function split<T>(items: readonly T[], isFirst: (item: T) => boolean): [T[], T[]] {
	return [items.filter(isFirst), items.filter((item) => !isFirst(item))];
}

function wasAsked(of: Estimate | Absence): boolean {
	return of.kind === 'estimate' || of.reason !== 'not-asked';
}

/** The measures of all waves; where versions differ, as the latest has it. */
function measuresOf(waves: readonly TrendWave[]): Measure[] {
	const byId = new Map<string, Measure>();
	for (const { instrument } of waves) for (const measure of instrument.measures) byId.set(measure.id, measure);
	return [...byId.values()];
}

function declaredBy({ instrument }: TrendWave, measure: Measure): Measure | undefined {
	return instrument.measures.find(({ id }) => id === measure.id);
}

/** Codes of the break variable over all waves, in the latest wave's order, those it lost last. */
function groupsOf(waves: readonly TrendWave[], variable: string): number[] {
	const codes = waves.toReversed().flatMap(({ dataset }) => {
		const column = dataset.columns.get(variable);
		return column?.kind === 'code' ? column.variable.values.map(({ code }) => code) : [];
	});
	return [...new Set(codes)].filter((code) => code >= 0);
}

function pointEstimate<Reason>(
	{ breakBy, options }: TrendRequest<Reason>,
	wave: TrendWave,
	measure: Measure,
	group: number | null,
): Estimate | Absence {
	const absent = (reason: Absence['reason'], n = 0): Absence => ({ kind: 'absent', reason, n });
	const column = breakBy === null || group === null ? null : wave.dataset.columns.get(breakBy);
	if (column !== null && column?.kind !== 'code') return absent('not-asked');
	const domain = column === null || group === null ? null : rowsWithCode(column.codes, group);
	const of = measured(declaredBy(wave, measure) ?? measure, { ...wave, weights: wave.design.weights }, domain);
	if (of.kind === 'no-base') return absent(of.asked ? 'nobody-in-base' : 'not-asked');
	const result = estimate(wave.design, of, { ...options, domain });
	switch (result.kind) {
		case 'estimate':
			return result;
		case 'too-few-units':
			return absent('too-few-units', result.base.n);
		case 'lonely-psu':
			return absent('lonely-psu', of.base.n);
	}
}
