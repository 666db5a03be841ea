import type { BridgeStep } from '#core/trends/index.ts';
import { seriesIn } from './expected.ts';
import type { Packed, PackedWave } from './packed.ts';
import type { AskedMeasure } from './roles.ts';
import { rolesOf } from './roles.ts';

/** What a pack calls a measure in the earlier words: no measure's name has an @. */
export function inEarlierWords(measure: string): string {
	return `${measure}@earlier`;
}

/** The measures that a wave asked in earlier words too, each once, by the names that a pack has for them. */
export function earlierIn(
	wave: PackedWave,
	packed: Pick<Packed, 'report'>,
): (AskedMeasure & { readonly name: string })[] {
	const found = new Map<string, BridgeStep>();
	for (const { measure, points } of seriesIn(packed))
		for (const { bridge, comparisons } of points)
			for (const step of [...(bridge ? [bridge.asked] : []), ...comparisons.flatMap(({ bridged = [] }) => bridged)])
				if (step.wave === wave.id) found.set(measure, step);
	return [...found].flatMap(([measure, step]) => {
		const among = [...step.measure.among, { variable: step.arm.variable, codes: [step.arm.earlier] }];
		const asked = rolesOf({ ...step.measure, among }, wave);
		return asked === undefined ? [] : [{ ...asked, name: inEarlierWords(measure) }];
	});
}
