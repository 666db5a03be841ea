import type { WaveWeighting } from '../../storage/index.ts';

/** What was decided about a wave's weighting, and what taking the last decision back would lead to. */
export interface WeightingHistory {
	/** The newest first. */
	readonly decisions: readonly Pick<WaveWeighting, 'place' | 'scheme' | 'reason' | 'by' | 'on'>[];
	/** Null where nothing was decided. */
	readonly undo: {
		/** Null for the weighting as it is declared. */
		readonly to: WaveWeighting['scheme'];
		/** Other waves that were decided on together with this one, and not again since. */
		readonly together: readonly { readonly id: string; readonly label: string }[];
	} | null;
}

/** The decision that counts, by wave. */
export function countingDecisions(decisions: readonly WaveWeighting[]): ReadonlyMap<string, WaveWeighting> {
	return new Map(decisions.map((decision) => [decision.wave, decision]));
}

/** The scheme that a wave had before its last decision, null for the declared weighting; undefined where nothing was decided. */
export function schemeBefore(decisions: readonly WaveWeighting[], wave: string): WaveWeighting['scheme'] | undefined {
	const own = decisions.filter((decision) => decision.wave === wave);
	return own.length === 0 ? undefined : (own.at(-2)?.scheme ?? null);
}

/** `labels` has the survey's waves. */
export function historyOf(
	decisions: readonly WaveWeighting[],
	wave: string,
	labels: ReadonlyMap<string, string>,
): WeightingHistory {
	const own = decisions.filter((decision) => decision.wave === wave);
	const to = schemeBefore(decisions, wave);
	const last = own.at(-1);
	if (last === undefined || to === undefined) return { decisions: [], undo: null };
	const together = [...countingDecisions(decisions).values()].filter(
		(other) => other.wave !== wave && isSameAct(other, last),
	);
	return {
		decisions: own.toReversed().map(({ place, scheme, reason, by, on }) => ({ place, scheme, reason, by, on })),
		undo: {
			to,
			together: together.flatMap(({ wave: id }) => {
				const label = labels.get(id);
				return label === undefined ? [] : [{ id, label }];
			}),
		},
	};
}

function isSameAct(a: WaveWeighting, b: WaveWeighting): boolean {
	const actOf = ({ scheme, reason, by, on }: WaveWeighting) => JSON.stringify([scheme, reason, by, on]);
	return actOf(a) === actOf(b);
}
