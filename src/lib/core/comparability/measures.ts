import type { DifferenceKind, Measure } from '#core/instrument/index.ts';
import { variablesMeasured } from '#core/instrument/index.ts';
import { differenceWords } from './difference.ts';
import type { BridgeArm, BridgedBy, Verdict } from './verdict.ts';

/** Why a series breaks: what kind of thing changed and, in words for a chart's note, what it was and is. */
export interface BreakReason {
	readonly difference:
		DifferenceKind | 'coding' | 'judged' | 'measure' | 'not-asked' | 'sample' | 'population' | 'survey';
	readonly words: string;
}

/**
 * Whether a line may be drawn between two waves of a measure. Notes are what readers should know all the same. `bridged`: it
 * may once the `steps` between the wordings are taken out, each measured in a wave of its version; in the order of versions.
 */
export type Comparison =
	| { readonly kind: 'comparable'; readonly notes: readonly string[] }
	| { readonly kind: 'bridged'; readonly notes: readonly string[]; readonly steps: readonly BridgeStep[] }
	| { readonly kind: 'break'; readonly reasons: readonly BreakReason[] };

/**
 * Where a change of wording was measured. In waves of `version`, `measure` reads the earlier wording and counts those whose arm has the
 * code `arm.earlier`; the later wording is what the compared measure itself reads, among those with `arm.later`. The step is the later value less the earlier, of two halves drawn apart by chance.
 */
export interface BridgeStep {
	readonly version: number;
	readonly measure: Measure;
	readonly arm: BridgeArm;
}

/**
 * A measure is comparable when every variable that it reads is, those of `among` too, and it is computed the same way:
 * same statistic, variables, codes and `among`. Its label, base in words, objective and smallest change are not part of
 * that. A measure that the older version did not declare is computed for it by the newer definition, with a note. Of several
 * variables some may be bridged: the others must then be asked alike in the version that bridges too, which `passes` tells
 * where there are more versions than two.
 */
export function compareMeasure(
	older: Measure | undefined,
	newer: Measure,
	verdicts: readonly Verdict[],
	passes: (variable: string, version: number) => boolean = () => true,
): Comparison {
	const reasons: BreakReason[] = [];
	const notes: string[] = [];
	const bridged = new Map<string, readonly BridgedBy[]>();
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
		else if (verdict.kind === 'bridged') {
			notes.push(...verdict.reasons);
			bridged.set(variable, verdict.bridges);
		} else if (verdict.kind === 'break') {
			reasons.push(
				...verdict.differences.map((difference): BreakReason => ({
					difference: difference.kind,
					words: differenceWords(difference),
				})),
				...(verdict.judged ?? []).map((words): BreakReason => ({ difference: 'judged', words })),
			);
		}
	}
	const steps = stepsOver(newer, bridged);
	if (steps === undefined) reasons.push({ difference: 'measure', words: 'one version bridges it by two experiments' });
	for (const { version } of steps ?? []) {
		const others = variablesRead(newer).filter(
			(variable) => !bridged.get(variable)?.some((bridge) => bridge.version === version) && !passes(variable, version),
		);
		const words = (variable: string) =>
			`"${variable}" is asked otherwise in version ${version}, which bridges the rest`;
		reasons.push(...others.map((variable): BreakReason => ({ difference: 'measure', words: words(variable) })));
	}
	if (steps === undefined || reasons.length > 0) return { kind: 'break', reasons: distinct(reasons) };
	const told = [...new Set(notes)];
	return steps.length === 0 ? { kind: 'comparable', notes: told } : { kind: 'bridged', notes: told, steps };
}

/**
 * One step for each version that bridges any of what the measure reads, in their order. Undefined where a version has two
 * experiments for it: neither half of one is all of the earlier wording.
 */
function stepsOver(measure: Measure, bridged: ReadonlyMap<string, readonly BridgedBy[]>): BridgeStep[] | undefined {
	const bridges = [...bridged].flatMap(([variable, over]) => over.map((bridge) => ({ variable, bridge })));
	const versions = [...new Set(bridges.map(({ bridge }) => bridge.version))].toSorted((a, b) => a - b);
	const steps = versions.flatMap((version): BridgeStep[] => {
		const own = bridges.filter(({ bridge }) => bridge.version === version);
		const [first] = own;
		if (first === undefined || own.some(({ bridge }) => bridge.experiment !== first.bridge.experiment)) return [];
		const before = new Map(own.map(({ variable, bridge }) => [variable, bridge.before]));
		return [{ version, measure: readOff(measure, before), arm: first.bridge.arm }];
	});
	return steps.length === versions.length ? steps : undefined;
}

/** The measure with its columns by other names; an item count's arms follow its question. */
function readOff(measure: Measure, names: ReadonlyMap<string, string>): Measure {
	const renamed = (variable: string) => names.get(variable) ?? variable;
	const among = measure.among.map((only) => ({ ...only, variable: renamed(only.variable) }));
	return 'variables' in measure
		? { ...measure, among, variables: measure.variables.map(renamed) }
		: { ...measure, among, variable: renamed(measure.variable) };
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
