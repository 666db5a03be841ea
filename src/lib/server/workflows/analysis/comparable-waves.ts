import type { BreakReason, ImportedWave, WaveComparison, WaveSide } from '#core/comparability/index.ts';
import { compareWaves } from '#core/comparability/index.ts';
import type { Wave } from '#core/fieldwork/index.ts';
import type { DerivedVariable } from '#core/dataset/index.ts';
import { rootsOf } from '#core/dataset/index.ts';
import type { Instrument, Measure } from '#core/instrument/index.ts';
import { codebook, variablesMeasured } from '#core/instrument/index.ts';
import type { Comparability } from '#core/trends/index.ts';

/** A wave with the instrument whose measures are followed. */
export interface FollowedWave {
	readonly wave: Pick<Wave, 'id' | 'label' | 'modes' | 'sampleType' | 'origin' | 'instrumentVersion'>;
	readonly followed: Instrument;
	/** What was found of its variables when it was brought in from others; left out for a wave of our own. */
	readonly imported?: ImportedWave | null;
	/** The measures that it stands for; all unless given. A wave may be given once for each part of its measures. */
	readonly only?: ReadonlySet<string>;
}

/** What the comparability ledger says of the waves of one trend. */
export interface ComparableWaves {
	readonly comparable: (measure: string, from: string, to: string) => Comparability<BreakReason>;
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
	derived: readonly DerivedVariable[] = [],
): ComparableWaves {
	const byId = new Map<string, FollowedWave[]>();
	for (const { followed, ...of } of waves) {
		const id = String(of.wave.id);
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
	return {
		comparable: (measure, from, to) => {
			const compared = pair(measure, from, to)?.measures.get(measure);
			if (compared?.kind === 'bridged') {
				const versions = compared.steps.map(({ version }) => version).join(', ');
				return { kind: 'break', reasons: [{ difference: 'wording', words: `bridged in version ${versions}` }] };
			}
			return compared ?? { kind: 'break', reasons: [{ difference: 'not-asked', words: 'neither wave declares it' }] };
		},
		notes: (measure, from, to) => {
			const compared = pair(measure, from, to)?.measures.get(measure);
			return compared?.kind === 'comparable' ? compared.notes : [];
		},
	};
}

/** The instrument with its measures read off questions alone. It serves to compare, not to compute. */
function inQuestions(instrument: Instrument, derived: readonly DerivedVariable[]): Instrument {
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
