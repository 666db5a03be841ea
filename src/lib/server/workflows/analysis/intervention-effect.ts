import type { BreakReason } from '#core/comparability/index.ts';
import type { Dataset } from '#core/dataset/index.ts';
import { notAsked } from '#core/dataset/index.ts';
import type { Instrument, Measure, Variable } from '#core/instrument/index.ts';
import { plainText, say } from '#core/instrument/index.ts';
import type {
	Comparability,
	Intervention,
	NoIntervention,
	PlaceboRequest,
	Role,
	RowOutcome,
	Stack,
	TreatedAndControl,
} from '#core/trends/index.ts';
import { differenceInDifferences, ofLaterHalf, outcomeOf, stackOf, stackedOutcome } from '#core/trends/index.ts';
import type { LoadedWave } from './loaded-waves.ts';
import { reportedWave } from './loaded-waves.ts';
import { personNumbers } from './person-numbers.ts';

/** An intervention and the waves that it is looked for in, in the order of time. */
export interface Intervened {
	readonly waves: readonly LoadedWave[];
	/** First wave after it began. */
	readonly since: string;
	readonly measure: Measure;
	readonly groups: Variable;
	readonly roles: ReadonlyMap<number, Role>;
	/** Whether it was given to whole groups, such as areas, rather than to people. */
	readonly givenTo: 'groups' | 'people';
	/** What it should not have moved. */
	readonly placebo: Measure | undefined;
	readonly comparable: (measure: string, from: string, to: string) => Comparability<BreakReason>;
}

/** How much more the treated changed than the others, over waves that the ledger lets be compared. */
export function interventionEffect(intervened: Intervened): Intervention | NoIntervention {
	const { waves, since, measure, groups, roles, givenTo, placebo } = intervened;
	const broken = firstBreak(intervened);
	if (broken !== undefined) return broken;
	const numberOf = personNumbers();
	const stack = stackOf(
		waves.map(({ answers: { design, panel } }) => ({
			design,
			panel: panel === null ? null : Int32Array.from(panel, numberOf),
		})),
	);
	const notComputed = (why: Extract<NoIntervention, { kind: 'not-computed' }>['why']): NoIntervention => ({
		kind: 'not-computed',
		why,
		waves: waves.map(({ wave }) => wave.label),
	});
	if (stack.kind !== 'stack') return notComputed(stack);
	const outcome = outcomeOver(waves, measure);
	if (typeof outcome === 'string') return { kind: 'not-asked', wave: outcome };
	const codes = groupCodes(waves, stack, groups.name);
	const codesAs = (role: Role) => [...roles].flatMap(([code, as]) => (as === role ? [code] : []));
	const began = waves.findIndex(({ wave }) => wave.id === since);
	const data: TreatedAndControl = {
		outcome,
		time: {
			codes: stack.waveOfRow,
			before: waves.flatMap((_, t) => (t < began ? [t] : [])),
			after: waves.flatMap((_, t) => (t >= began ? [t] : [])),
		},
		group: { codes, treated: codesAs('treated'), control: codesAs('control') },
	};
	const placebos = placebosOf(
		data,
		placebo && { id: placebo.id, outcome: outcomeOver(waves, placebo) },
		codesAs('placebo'),
	);
	const effect = differenceInDifferences(stack, data, {
		smallestChange: measure.smallestChange,
		assignedBy: givenTo === 'groups' ? codes : null,
		placebos,
	});
	if (effect.kind !== 'difference-in-differences') return notComputed(effect);
	const labels = (role: Role) =>
		groups.values.filter(({ code }) => roles.get(code) === role).map(({ label }) => words(label));
	return {
		kind: 'intervention-effect',
		measure: {
			id: measure.id,
			statistic: measure.statistic,
			smallestChange: measure.smallestChange,
			label: words(measure.label),
			base: words(measure.base),
		},
		groups: { treated: labels('treated'), control: labels('control') },
		placebo: {
			groups: labels('placebo'),
			outcome:
				placebos.some(({ kind }) => kind === 'outcome') && placebo
					? { label: words(placebo.label), statistic: placebo.statistic }
					: null,
		},
		waves: waves.map(reportedWave),
		linked: stack.linked,
		effect,
	};
}

/** The first pair of neighbouring waves, or of any wave with the first, that may not be compared. */
function firstBreak({ waves, measure, comparable }: Intervened): NoIntervention | undefined {
	const [first] = waves;
	for (const [t, { wave }] of waves.entries())
		for (const from of [waves[t - 1], first]) {
			if (from === undefined || from.wave.id === wave.id) continue;
			const link = comparable(measure.id, from.wave.id, wave.id);
			if (link.kind === 'break') return { kind: 'break', from: from.wave.id, to: wave.id, reasons: link.reasons };
		}
	return undefined;
}

/** The measure in each row of the waves, or the first wave that did not ask it. */
function outcomeOver(waves: readonly LoadedWave[], measure: Measure): RowOutcome | string {
	const parts: RowOutcome[] = [];
	for (const { wave, instrument, answers } of waves) {
		const outcome = outcomeOf(ofLaterHalf(declaredBy(instrument, measure), instrument), answers.dataset);
		if (outcome === undefined) return wave.id;
		parts.push(outcome);
	}
	return stackedOutcome(parts) ?? waves[0]?.wave.id ?? '';
}

function placebosOf(
	data: TreatedAndControl,
	other: { id: string; outcome: RowOutcome | string } | undefined,
	placeboCodes: readonly number[],
): PlaceboRequest[] {
	const placebos: PlaceboRequest[] = [];
	if (other !== undefined && typeof other.outcome !== 'string')
		placebos.push({ id: other.id, kind: 'outcome', data: { ...data, outcome: other.outcome } });
	if (placeboCodes.length > 0) {
		const group = { ...data.group, treated: placeboCodes };
		placebos.push({ id: 'groups', kind: 'group', data: { ...data, group } });
	}
	return placebos;
}

function groupCodes(waves: readonly LoadedWave[], stack: Stack, variable: string): Int32Array {
	const codes = new Int32Array(stack.design.n).fill(notAsked);
	waves.forEach(({ answers: { dataset } }, t) => codes.set(codesIn(dataset, variable), stack.waves[t]?.start ?? 0));
	return codes;
}

function codesIn({ rows, columns }: Dataset, variable: string): ArrayLike<number> {
	const column = columns.get(variable);
	return column?.kind === 'code' ? column.codes : new Int8Array(rows).fill(notAsked);
}

function declaredBy({ measures }: Instrument, measure: Measure): Measure {
	return measures.find(({ id }) => id === measure.id) ?? measure;
}

function words(text: Measure['label']): string {
	return plainText(say(text, 'en'));
}
