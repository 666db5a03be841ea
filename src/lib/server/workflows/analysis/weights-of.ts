import type { DerivedVariable } from '#core/dataset/index.ts';
import type { Variable } from '#core/instrument/index.ts';
import { plainText, say } from '#core/instrument/index.ts';
import type { ReportedWave } from '#core/trends/index.ts';
import type { ListedScheme, WeightingEffectOnMeasure, WeightingSide } from '#core/weighting/index.ts';
import { demand } from '../../accounts/demand.ts';
import type { Site } from '../../site.ts';
import type { StoredScheme, WaveWeighting } from '../../storage/index.ts';
import { listWaveWeightings } from '../../storage/index.ts';
import { listDerived } from '../derived-variables.ts';
import { listWeightingSchemes } from '../weighting-schemes.ts';
import { effectsOnMeasures } from './effects-on-measures.ts';
import { breakVariables } from './followed.ts';
import type { LoadedWave } from './loaded-waves.ts';
import { loadWaves, reportedWave, versionsOf } from './loaded-waves.ts';
import type { SchemeDraft } from './scheme-draft.ts';
import { draftOf } from './scheme-draft.ts';
import { declaredMargins, tablesOf } from './scheme-in-use.ts';
import type { WaveFit } from './wave-fits.ts';
import { waveFits } from './wave-fits.ts';
import type { WeightingHistory } from './weighting-history.ts';
import { countingDecisions, historyOf } from './weighting-history.ts';
import type { NamedScheme } from './weighting-sides.ts';
import { runSides } from './weighting-sides.ts';
import { rForWeights } from './weights-rows.ts';

export interface WeightsQuestion {
	readonly survey: string;
	/** The newest with answers unless given. */
	readonly wave?: string | undefined;
	/** A saved version to set beside what is in use. */
	readonly compare?: { readonly name: string; readonly version: number } | undefined;
	/** A saved version to begin editing with, rather than what is in use. */
	readonly edit?: { readonly name: string; readonly version: number } | undefined;
}

export type WeightsAnswer =
	| { readonly kind: 'weights'; readonly report: WeightsReport }
	| { readonly kind: 'unknown-survey' | 'unknown-wave' | 'unknown-scheme' };

export interface WeightsReport {
	readonly survey: string;
	readonly title: string;
	/** With answers, in the order of time. */
	readonly waves: readonly { readonly id: string; readonly label: string }[];
	/** Null where no wave has answers. */
	readonly onWave: OnWave | null;
	readonly saved: readonly ListedScheme[];
	/** Of the last decision on any wave, 0 for none: what a new decision is made in the knowledge of. */
	readonly seen: number;
}

/** What there is to say of one wave. */
export interface OnWave {
	readonly wave: ReportedWave;
	readonly declaredBy: 'wave' | 'questionnaire' | 'nobody';
	readonly inUse: WeightingSide;
	readonly history: WeightingHistory;
	readonly compared: Compared | null;
	/** What the saved version would do to every wave; empty where none is compared. */
	readonly fits: readonly WaveFit[];
	readonly hasSupplied: boolean;
	/** Whether people were drawn or invited, so that some may not have answered. */
	readonly hasSample: boolean;
	/** The R that makes the weights of what is compared, or else in use; null where there is none. */
	readonly script: string | null;
	readonly draft: SchemeDraft;
	/** Variables that margins are likely to be of, with their answers. */
	readonly variables: readonly PickedVariable[];
}

export interface PickedVariable {
	readonly name: string;
	readonly label: string;
	readonly answers: readonly string[];
	/** In the order of `answers`. */
	readonly codes: readonly number[];
	/** Whether analysts made it of other variables. */
	readonly isDerived: boolean;
}

export interface Compared {
	readonly side: WeightingSide;
	/** Empty where the scheme could not be run. */
	readonly effects: readonly WeightingEffectOnMeasure[];
}

const language = 'en';

/** How a survey's wave is weighted, what that does, and what another scheme would do. */
export async function weightsOf(site: Site, question: WeightsQuestion): Promise<WeightsAnswer> {
	demand(site, 'see', question.survey);
	const { survey } = question;
	const versions = await versionsOf(site, survey);
	const newest = versions.at(-1);
	if (newest === undefined) return { kind: 'unknown-survey' };
	const answered = (await loadWaves(site, { survey, versions })).filter(({ answers }) => answers.dataset.rows > 0);
	const stored = await listWeightingSchemes(site, { survey });
	const decisions = await listWaveWeightings(site.storage.reader, { survey });
	const { inUse: derived } = await listDerived(site, { survey });
	const loaded = question.wave === undefined ? answered.at(-1) : answered.find(({ wave }) => wave.id === question.wave);
	if (question.wave !== undefined && loaded === undefined) return { kind: 'unknown-wave' };
	const [compare, edit] = [question.compare, question.edit].map((of) => of && storedAs(stored, of));
	if ((question.compare && compare === undefined) || (question.edit && edit === undefined)) {
		return { kind: 'unknown-scheme' };
	}
	const waves = answered.map(({ wave }) => ({ id: wave.id, label: wave.label }));
	const counting = countingDecisions(decisions);
	return {
		kind: 'weights',
		report: {
			...{ survey, title: plainText(say(newest.title, language)), waves },
			onWave: loaded === undefined ? null : onWave(loaded, { answered, compare, edit, derived, decisions }),
			saved: stored.map((scheme) =>
				listed(
					scheme,
					waves.filter(({ id }) => isGiven(counting.get(id), scheme)),
				),
			),
			seen: decisions.at(-1)?.place ?? 0,
		},
	};
}

/** A scheme beside the one in use, on a wave's answers; its effects on measures only where they are asked for. */
export function comparedOn(
	loaded: LoadedWave,
	scheme: NamedScheme,
	asked: { effects: boolean },
): { inUse: WeightingSide; compared: Compared } {
	const { answers } = loaded;
	const [inUse, other] = runSides([inUseOf(loaded), scheme], answers);
	if (inUse === undefined || other === undefined) throw new RangeError('two schemes were run');
	const runs = asked.effects && other.design !== null;
	const effects = runs ? effectsOnMeasures(answers, answers.design, other.design) : [];
	return { inUse: inUse.side, compared: { side: other.side, effects } };
}

/** Coded columns of a wave, those that analysts derived among them: what margins can be of. */
export function codedVariables({ answers }: LoadedWave): Variable[] {
	return [...answers.dataset.columns.values()].flatMap(({ kind, variable }) => (kind === 'code' ? [variable] : []));
}

/** The scheme that a wave's weights in use come from. */
function inUseOf({ answers: { ran, weighting } }: LoadedWave): NamedScheme {
	return { name: 'In use', ...ran, boundsGivenUp: weighting.kind === 'raked' ? weighting.boundsGivenUp : null };
}

/** A stored version as it is named on screens. */
function namedVersion({ name, version, scheme }: StoredScheme, loaded: LoadedWave): NamedScheme {
	return { name: `${name}, version ${version}`, scheme, margins: declaredMargins(scheme, loaded), boundsGivenUp: null };
}

function onWave(
	loaded: LoadedWave,
	about: {
		answered: readonly LoadedWave[];
		compare: StoredScheme | undefined;
		edit: StoredScheme | undefined;
		derived: readonly DerivedVariable[];
		decisions: readonly WaveWeighting[];
	},
): OnWave {
	const { wave, instrument, answers } = loaded;
	const { answered, compare, edit, derived, decisions } = about;
	const compared = compare === undefined ? null : comparedOn(loaded, namedVersion(compare, loaded), { effects: true });
	const inUse = compared?.inUse ?? runSides([inUseOf(loaded)], answers)[0]?.side;
	if (inUse === undefined) throw new RangeError('one scheme was run');
	const hasRun = (compared?.compared.side ?? inUse).run.kind === 'ran';
	const names = new Set(derived.map(({ name }) => name));
	return {
		wave: reportedWave(loaded),
		declaredBy: wave.weighting !== null ? 'wave' : instrument.weighting !== null ? 'questionnaire' : 'nobody',
		inUse,
		history: historyOf(decisions, wave.id, new Map(answered.map((one) => [one.wave.id, one.wave.label]))),
		compared: compared?.compared ?? null,
		fits: compare === undefined ? [] : waveFits(answered, { stored: compare, shown: wave.id, decisions }),
		hasSupplied: answers.supplied !== null,
		hasSample: hasSample(loaded),
		script: hasRun
			? rForWeights(loaded, compare === undefined ? inUseOf(loaded) : namedVersion(compare, loaded))
			: null,
		draft: draftOf(edit?.scheme ?? answers.asked.scheme, codedVariables(loaded)),
		variables: breakVariables([instrument], derived).map((variable) => ({
			...variableWords(variable),
			isDerived: names.has(variable.name),
		})),
	};
}

/** Whether people were drawn or invited, so that some of them may not have answered. */
export function hasSample({ wave }: LoadedWave): boolean {
	return wave.sampleType !== 'open-link';
}

function storedAs(stored: readonly StoredScheme[], of: { name: string; version: number }): StoredScheme | undefined {
	return stored.find(({ name, version }) => name === of.name && version === of.version);
}

function isGiven(decision: WaveWeighting | undefined, { name, version }: StoredScheme): boolean {
	return decision?.scheme?.name === name && decision.scheme.version === version;
}

function listed(
	{ name, version, locked, note, createdBy, createdOn, scheme }: StoredScheme,
	waves: readonly { readonly label: string }[],
): ListedScheme {
	return {
		...{ name, version, locked, note, createdBy, createdOn },
		margins: tablesOf(scheme).map(({ id }) => id),
		inUseFor: waves.map(({ label }) => label),
	};
}

function variableWords({ name, label, values }: Variable) {
	return {
		name,
		label: plainText(say(label, language)),
		answers: values.map(({ label: words }) => plainText(say(words, language))),
		codes: values.map(({ code }) => code),
	};
}
