import type { Variable } from '#core/instrument/index.ts';
import { codebook, plainText, say } from '#core/instrument/index.ts';
import type { ReportedWave } from '#core/trends/index.ts';
import type { ListedScheme, WeightingEffectOnMeasure, WeightingSide } from '#core/weighting/index.ts';
import type { Site } from '../../site.ts';
import type { StoredScheme } from '../../storage/index.ts';
import { listWeightingSchemes } from '../weighting-schemes.ts';
import { effectsOnMeasures } from './effects-on-measures.ts';
import { breakVariables } from './followed.ts';
import type { LoadedWave } from './loaded-waves.ts';
import { loadWaves, reportedWave, versionsOf } from './loaded-waves.ts';
import type { SchemeDraft } from './scheme-draft.ts';
import { draftOf } from './scheme-draft.ts';
import type { NamedScheme } from './weighting-sides.ts';
import { runSides, schemeInUse, suppliedOf, tablesOf } from './weighting-sides.ts';

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
}

/** What there is to say of one wave. */
export interface OnWave {
	readonly wave: ReportedWave;
	readonly declaredBy: 'wave' | 'questionnaire' | 'nobody';
	readonly inUse: WeightingSide;
	readonly compared: Compared | null;
	readonly hasSupplied: boolean;
	readonly draft: SchemeDraft;
	/** Variables that margins are likely to be of, with their answers. */
	readonly variables: readonly { readonly name: string; readonly label: string; readonly answers: string }[];
}

export interface Compared {
	readonly side: WeightingSide;
	/** Empty where the scheme could not be run. */
	readonly effects: readonly WeightingEffectOnMeasure[];
}

const language = 'en';

/** How a survey's wave is weighted, what that does, and what another scheme would do. */
export async function weightsOf(site: Site, question: WeightsQuestion): Promise<WeightsAnswer> {
	const versions = await versionsOf(site, question.survey);
	const newest = versions.at(-1);
	if (newest === undefined) return { kind: 'unknown-survey' };
	const answered = (await loadWaves(site, { survey: question.survey, versions })).filter(
		({ answers }) => answers.dataset.rows > 0,
	);
	const stored = await listWeightingSchemes(site, { survey: question.survey });
	const loaded = question.wave === undefined ? answered.at(-1) : answered.find(({ wave }) => wave.id === question.wave);
	if (question.wave !== undefined && loaded === undefined) return { kind: 'unknown-wave' };
	const [compare, edit] = [question.compare, question.edit].map((of) => of && storedAs(stored, of));
	if ((question.compare && compare === undefined) || (question.edit && edit === undefined)) {
		return { kind: 'unknown-scheme' };
	}
	return {
		kind: 'weights',
		report: {
			survey: newest.survey,
			title: plainText(say(newest.title, language)),
			waves: answered.map(({ wave }) => ({ id: wave.id, label: wave.label })),
			onWave: loaded === undefined ? null : onWave(loaded, { compare, edit }),
			saved: stored.map(listed),
		},
	};
}

/** A scheme beside the one in use, on a wave's answers. */
export function comparedOn(loaded: LoadedWave, scheme: NamedScheme): { inUse: WeightingSide; compared: Compared } {
	const { answers } = loaded;
	const [inUse, other] = runSides([inUseOf(loaded), scheme], answers);
	if (inUse === undefined || other === undefined) throw new RangeError('two schemes were run');
	const effects = other.design === null ? [] : effectsOnMeasures(answers, answers.design, other.design);
	return { inUse: inUse.side, compared: { side: other.side, effects } };
}

export function inUseOf({ wave, instrument, answers }: LoadedWave): NamedScheme {
	return schemeInUse(answers, wave.weighting ?? instrument.weighting, 'In use');
}

/** A stored version as it is named on screens. */
export function namedVersion({ name, version, scheme }: StoredScheme): NamedScheme {
	return { name: `${name}, version ${version}`, scheme, margins: [], boundsGivenUp: null };
}

function onWave(
	loaded: LoadedWave,
	saved: { compare: StoredScheme | undefined; edit: StoredScheme | undefined },
): OnWave {
	const { wave, instrument, answers } = loaded;
	const variables = codebook(instrument);
	const own = inUseOf(loaded);
	const compared = saved.compare === undefined ? null : comparedOn(loaded, namedVersion(saved.compare));
	const inUse = compared?.inUse ?? runSides([own], answers)[0]?.side;
	if (inUse === undefined) throw new RangeError('one scheme was run');
	return {
		wave: reportedWave(loaded),
		declaredBy: wave.weighting !== null ? 'wave' : instrument.weighting !== null ? 'questionnaire' : 'nobody',
		inUse,
		compared: compared?.compared ?? null,
		hasSupplied: suppliedOf(answers) !== null,
		draft: draftOf(saved.edit?.scheme ?? declaredScheme(loaded), variables),
		variables: breakVariables([instrument]).map(variableWords),
	};
}

/** As it was declared, with the bounds that this wave may have had to give up. */
function declaredScheme({ wave, instrument, answers }: LoadedWave): NamedScheme['scheme'] {
	const named = schemeInUse(answers, wave.weighting ?? instrument.weighting, '');
	const bounds = (wave.weighting ?? instrument.weighting)?.trim ?? null;
	const { calibration } = named.scheme;
	return calibration?.method === 'rake' ? { ...named.scheme, calibration: { ...calibration, bounds } } : named.scheme;
}

function storedAs(stored: readonly StoredScheme[], of: { name: string; version: number }): StoredScheme | undefined {
	return stored.find(({ name, version }) => name === of.name && version === of.version);
}

function listed({ name, version, locked, note, createdBy, createdOn, scheme }: StoredScheme): ListedScheme {
	return { name, version, locked, note, createdBy, createdOn, margins: tablesOf(scheme).map(({ id }) => id) };
}

function variableWords(variable: Variable): OnWave['variables'][number] {
	const answers = variable.values.map(({ code, label }) => `${code} ${plainText(say(label, language))}`).join(', ');
	return { name: variable.name, label: plainText(say(variable.label, language)), answers };
}
