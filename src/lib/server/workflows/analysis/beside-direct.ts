import type { DirectAnswer, Estimate } from '#core/estimation/index.ts';
import { combinedList, contrast } from '#core/estimation/index.ts';
import type { Measure } from '#core/instrument/index.ts';
import { measured, outcomeOf } from '#core/trends/index.ts';
import { estimatesOf, listIn } from './list-signs.ts';
import type { LoadedWave } from './loaded-waves.ts';

/** An indirect question beside a direct one in one wave. */
export interface BesideDirect {
	/** Asked indirectly less asked directly; null where the wave did not ask both. */
	readonly difference: Estimate | null;
	/** A list with the direct answers of the same people; null where nobody answered both. */
	readonly combined: Estimate | null;
	/** The direct answers that a list is combined with; null where it is not. */
	readonly direct: DirectAnswer | null;
}

/** Differences take into account that the same people may have answered both. */
export function besideDirect(
	{ instrument, answers: { dataset, design } }: LoadedWave,
	{ indirect, direct, items }: { indirect: Measure; direct: Measure; items: number | null },
): BesideDirect {
	const own = (measure: Measure) => instrument.measures.find(({ id }) => id === measure.id) ?? measure;
	const value = (measure: Measure, weights: Float64Array) =>
		measured(own(measure), { instrument, dataset, weights }, null);
	const difference = estimatesOf(design, (weights) => {
		const [hidden, open] = [value(indirect, weights), value(direct, weights)];
		if (hidden.kind === 'no-base') return hidden;
		if (open.kind === 'no-base') return open;
		return [
			contrast([
				{ factor: 1, of: hidden },
				{ factor: -1, of: open },
			]),
		];
	});
	const list = items === null || !('variable' in indirect) ? undefined : listIn(dataset, indirect.variable, items);
	const outcome = outcomeOf(own(direct), dataset);
	const answer = list !== undefined && outcome?.kind === 'share' ? { codes: outcome.codes, yes: 1 } : null;
	const combined =
		list === undefined || answer === null
			? null
			: estimatesOf(design, (weights) => {
					const of = combinedList(weights, list, answer);
					return of.kind === 'no-base' ? of : [of];
				});
	return {
		difference: difference?.[0] ?? null,
		combined: combined?.[0] ?? null,
		direct: combined === null ? null : answer,
	};
}
