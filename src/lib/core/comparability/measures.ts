import type { DifferenceKind, Measure } from '#core/instrument/index.ts';
import { variablesMeasured } from '#core/instrument/index.ts';
import { differenceWords } from './difference.ts';
import type { Verdict } from './verdict.ts';

/** Why a series breaks: what kind of thing changed and, in words for a chart's note, what it was and is. */
export interface BreakReason {
	readonly difference: DifferenceKind | 'judged' | 'measure' | 'not-asked' | 'sample' | 'population' | 'survey';
	readonly words: string;
}

/** Whether a line may be drawn between two waves of a measure. Notes are what readers should know all the same. */
export type Comparison =
	| { readonly kind: 'comparable'; readonly notes: readonly string[] }
	| { readonly kind: 'break'; readonly reasons: readonly BreakReason[] };

/**
 * A measure is comparable when every variable that it reads is, those of `among` too, and it is computed the same way:
 * same statistic, variables, codes and `among`. Its label, base in words, objective and smallest change are not part of
 * that. A measure that the older version did not declare is computed for it by the newer definition, with a note.
 */
export function compareMeasure(older: Measure | undefined, newer: Measure, verdicts: readonly Verdict[]): Comparison {
	const reasons: BreakReason[] = [];
	const notes: string[] = [];
	if (older === undefined) notes.push('Declared as a measure only in the newer version.');
	else if (definition(older) !== definition(newer)) {
		reasons.push({ difference: 'measure', words: `how it is computed: ${definition(older)} → ${definition(newer)}` });
	}
	const byName = new Map(verdicts.map((verdict) => [verdict.variable, verdict]));
	for (const variable of variablesRead(newer)) {
		const verdict = byName.get(variable);
		if (verdict === undefined || verdict.kind === 'only-in-older' || verdict.kind === 'only-in-newer') {
			const where = verdict?.kind === 'only-in-older' ? 'older' : 'newer';
			const words =
				verdict === undefined ? `"${variable}" is in neither version` : `"${variable}" is only in the ${where} version`;
			reasons.push({ difference: 'not-asked', words });
		} else if (verdict.kind === 'equivalent') notes.push(verdict.reason);
		else if (verdict.kind === 'break') {
			reasons.push(
				...verdict.differences.map((difference): BreakReason => ({
					difference: difference.kind,
					words: differenceWords(difference),
				})),
				...(verdict.judged ?? []).map((words): BreakReason => ({ difference: 'judged', words })),
			);
		}
	}
	return reasons.length > 0
		? { kind: 'break', reasons: distinct(reasons) }
		: { kind: 'comparable', notes: [...new Set(notes)] };
}

/** Every column that a measure reads; the difference of an item count reads its arms too. */
export function variablesRead(measure: Measure): string[] {
	const arms = measure.statistic === 'item-count' ? [`${measure.variable}_arm`] : [];
	return [...new Set([...variablesMeasured(measure), ...arms, ...measure.among.map(({ variable }) => variable)])];
}

/** How a measure is computed, the same words for the same computation. */
function definition(measure: Measure): string {
	const codes = (list: readonly number[]) => [...new Set(list)].toSorted((a, b) => a - b).join(', ');
	const variables = [...new Set(variablesMeasured(measure))].toSorted().join(', ');
	const counted = measure.statistic === 'share' ? ` with ${codes(measure.codes)}` : '';
	const among = measure.among.map((only) => `${only.variable} with ${codes(only.codes)}`).toSorted();
	return `${measure.statistic} of ${variables}${counted}${among.length > 0 ? ` among ${among.join(' and ')}` : ''}`;
}

/** One reason once, however many columns of a question share it. */
function distinct(reasons: readonly BreakReason[]): BreakReason[] {
	return [...new Map(reasons.map((reason) => [`${reason.difference} ${reason.words}`, reason])).values()];
}
