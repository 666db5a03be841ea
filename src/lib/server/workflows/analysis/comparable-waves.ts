import type { BreakReason, Comparison, ImportedWave, WaveComparison, WaveSide } from '#core/comparability/index.ts';
import { compareWaves } from '#core/comparability/index.ts';
import type { Wave } from '#core/fieldwork/index.ts';
import type { MadeVariable } from '#core/dataset/index.ts';
import { rootsOf, sourcesOf } from '#core/dataset/index.ts';
import type { Instrument, Measure } from '#core/instrument/index.ts';
import { codebook, variablesMeasured } from '#core/instrument/index.ts';
import type { BridgeStep, Comparability } from '#core/trends/index.ts';

/** A wave with the instrument whose measures are followed. */
export interface FollowedWave {
	readonly wave: Pick<Wave, 'id' | 'label' | 'modes' | 'sampleType' | 'origin' | 'instrumentVersion'>;
	readonly followed: Instrument;
	/** What was found of its variables when it was brought in from others; left out for a wave of our own. */
	readonly imported?: ImportedWave | null;
	/** Coded columns for which answers of it have yet to be read since their frame changed, and how many. */
	readonly unread?: ReadonlyMap<string, number>;
	/** The measures that it stands for; all unless given. A wave may be given once for each part of its measures. */
	readonly only?: ReadonlySet<string>;
}

/** What the comparability ledger says of the waves of one trend. */
export interface ComparableWaves {
	readonly comparable: (measure: string, from: string, to: string) => Comparability<BreakReason>;
	/** The same for what cannot take a step out, such as what one person answered twice: there a bridge is a break. */
	readonly unbridged: (
		measure: string,
		from: string,
		to: string,
	) => Exclude<Comparability<BreakReason>, { kind: 'bridged' }>;
	/** What readers should know of a measure between two waves although it may be compared. */
	readonly notes: (measure: string, from: string, to: string) => readonly string[];
}

/**
 * Looks up pairs of waves, each pair of versions, modes, samples and files of others once. `versions` are all of the survey's. A measure of
 * a derived variable is as comparable as all that the variable is made of.
 */
export function comparableWaves(
	waves: readonly FollowedWave[],
	versions: readonly Instrument[],
	derived: readonly MadeVariable[] = [],
): ComparableWaves {
	const byId = new Map<string, FollowedWave[]>();
	const made = new Set<string>();
	const toBeRead = new Map<string, Map<string, BreakReason>>();
	for (const { followed, ...of } of waves) {
		const id = String(of.wave.id);
		for (const measure of madeOfDerived(followed, derived)) made.add(measure);
		toBeRead.set(id, new Map([...(toBeRead.get(id) ?? []), ...measuresToBeRead({ followed, ...of }, derived)]));
		byId.set(id, [...(byId.get(id) ?? []), { ...of, followed: inQuestions(followed, derived) }]);
	}
	const known = new Map<string, WaveComparison>();
	const side = (id: string, measure: string) =>
		byId.get(id)?.find(({ only }) => only === undefined || only.has(measure));
	const pair = (measure: string, from: string, to: string): WaveComparison | undefined => {
		const [earlier, later] = [side(from, measure), side(to, measure)];
		if (earlier === undefined || later === undefined) return undefined;
		const key = `${kindOf(earlier)} ${kindOf(later)}`;
		const compared = known.get(key) ?? compareWaves(sideOf(earlier), sideOf(stillFollowing(later, earlier)), versions);
		known.set(key, compared);
		return compared;
	};
	const comparable = (measure: string, from: string, to: string): Comparability<BreakReason> => {
		const lacking = [from, to].flatMap((id) => toBeRead.get(id)?.get(measure) ?? []);
		if (lacking.length > 0) return { kind: 'break', reasons: lacking };
		const compared = pair(measure, from, to)?.measures.get(measure);
		if (compared === undefined) return broken({ difference: 'not-asked', words: 'neither wave declares it' });
		if (compared.kind !== 'bridged') return compared;
		if (made.has(measure))
			return broken({ difference: 'wording', words: 'made of answers to questions that a bridge worded differently' });
		const steps: BridgeStep[] = [];
		for (const step of compared.steps) {
			const wave = fieldedBetween(waves, { from, to, version: step.version }).find((between) =>
				[pair(measure, from, between), between === to ? undefined : pair(measure, between, to)].every(
					(one) => one?.measures.get(measure)?.kind !== 'break',
				),
			);
			if (wave === undefined) return broken(neverFielded(step));
			const { among } = step.measure;
			if (among.some((only) => isOfGroups(only) && !groupsOf(side(to, measure), measure).has(only.variable)))
				return broken({
					difference: 'wording',
					words: 'a bridge worded the question differently that makes the groups',
				});
			const whole = { ...step.measure, among: among.filter((only) => !isOfGroups(only)) };
			steps.push({ wave, measure: whole, arm: step.arm });
		}
		return { kind: 'bridged', steps };
	};
	return {
		comparable,
		unbridged: (measure, from, to) => {
			const compared = comparable(measure, from, to);
			if (compared.kind !== 'bridged') return compared;
			return broken({ difference: 'wording', words: 'the step that a bridge measured is taken out of trends only' });
		},
		notes: (measure, from, to) => {
			const compared = pair(measure, from, to)?.measures.get(measure);
			return compared === undefined || compared.kind === 'break' ? [] : compared.notes;
		},
	};
}

/** The measures that read a derived variable for more than their groups. */
function madeOfDerived(instrument: Instrument, derived: readonly MadeVariable[]): string[] {
	const names = new Set(derived.map(({ name }) => String(name)));
	if (names.size === 0) return [];
	const asked = new Set(codebook(instrument).map(({ name }) => name));
	const isDerived = (variable: string) => names.has(variable) && !asked.has(variable);
	return instrument.measures
		.filter((measure) =>
			[
				...variablesMeasured(measure),
				...measure.among.filter((only) => !isOfGroups(only)).map(({ variable }) => variable),
			].some(isDerived),
		)
		.map(({ id }) => id);
}

/** The measures that read a coded column, by itself or by way of derived ones, for which a wave's answers have yet to be read. */
function measuresToBeRead(
	{ wave, followed, unread = new Map<string, number>() }: FollowedWave,
	derived: readonly MadeVariable[],
): [measure: string, reason: BreakReason][] {
	if (unread.size === 0) return [];
	const byName = new Map(derived.map((one) => [one.name, one.definition]));
	const answersOf = (name: string): number => {
		const definition = byName.get(name);
		const own = unread.get(name) ?? 0;
		if (definition === undefined || definition.kind === 'coded') return own;
		return Math.max(own, ...sourcesOf(definition).map(answersOf));
	};
	return followed.measures.flatMap((measure): [string, BreakReason][] => {
		const read = [...variablesMeasured(measure), ...measure.among.map(({ variable }) => variable)];
		const answers = Math.max(0, ...read.map(answersOf));
		const words = `${wave.label}: ${answers} coded ${answers === 1 ? 'answer has' : 'answers have'} to be read again, since the code frame changed after they were coded`;
		return answers === 0 ? [] : [[measure.id, { difference: 'coding', words }]];
	});
}

/** What `withinGroups` adds to measures, which narrows nothing: the variable that makes groups. */
function isOfGroups({ codes }: Measure['among'][number]): boolean {
	return codes.length === 0;
}

function groupsOf(side: FollowedWave | undefined, measure: string): ReadonlySet<string> {
	const among = side?.followed.measures.find(({ id }) => id === measure)?.among ?? [];
	return new Set(among.filter(isOfGroups).map(({ variable }) => variable));
}

function broken(reason: BreakReason): Extract<Comparability<BreakReason>, { kind: 'break' }> {
	return { kind: 'break', reasons: [reason] };
}

function neverFielded({ version }: Extract<Comparison, { kind: 'bridged' }>['steps'][number]): BreakReason {
	return { difference: 'wording', words: `the bridge of version ${version} was never fielded between the two` };
}

/** The waves with answers to a version after the one wave, up to the other, in their order. */
function fieldedBetween(
	waves: readonly FollowedWave[],
	{ from, to, version }: { readonly from: string; readonly to: string; readonly version: number },
): string[] {
	const ids = waves.map(({ wave }) => String(wave.id));
	const [after, last] = [ids.indexOf(from), ids.indexOf(to)];
	return waves.flatMap(({ wave, only }, at) =>
		only === undefined && wave.instrumentVersion === version && at > after && at <= last ? [String(wave.id)] : [],
	);
}

/** The instrument with its measures read off questions alone. It serves to compare, not to compute. */
function inQuestions(instrument: Instrument, derived: readonly MadeVariable[]): Instrument {
	if (derived.length === 0) return instrument;
	const asked = new Set(codebook(instrument).map(({ name }) => name));
	const roots = (variable: string) => (asked.has(variable) ? [variable] : rootsOf(variable, derived));
	const measures = instrument.measures.map((measure): Measure => {
		const among = measure.among.flatMap(({ variable, codes }) =>
			roots(variable).map((root) => ({ variable: root, codes })),
		);
		const variables = variablesMeasured(measure).flatMap(roots);
		if ('variables' in measure) return { ...measure, among, variables };
		if (asked.has(measure.variable) || measure.statistic !== 'mean') return { ...measure, among };
		const { id, label, base, objective, smallestChange } = measure;
		return { id, label, base, objective, smallestChange, among, statistic: 'score', variables };
	});
	return { ...instrument, measures };
}

function sideOf({ wave, followed, imported }: FollowedWave): WaveSide {
	const simulated = wave.origin === 'simulated';
	return { instrument: followed, modes: wave.modes, sampleType: wave.sampleType, simulated, imported };
}

/** The later wave with the measures that only the earlier one declares, since its answers may still hold them. */
function stillFollowing(later: FollowedWave, earlier: FollowedWave): FollowedWave {
	const declared = new Set(later.followed.measures.map(({ id }) => id));
	const dropped = earlier.followed.measures.filter(({ id }) => !declared.has(id));
	const followed = { ...later.followed, measures: [...later.followed.measures, ...dropped] };
	return { ...later, followed };
}

function kindOf({ wave, imported }: FollowedWave): string {
	const { instrumentVersion, modes, sampleType, origin } = wave;
	return `${instrumentVersion}/${modes.toSorted().join('+')}/${sampleType}/${origin}/${imported?.file ?? ''}`;
}
