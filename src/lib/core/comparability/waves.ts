import type { Instrument } from '#core/instrument/index.ts';
import { questionsOf } from '#core/instrument/index.ts';
import { canonicalText } from './canonical.ts';
import type { Difference } from './difference.ts';
import { completeLanguages, modeWords } from './fingerprint.ts';
import { ledger } from './ledger.ts';
import type { BreakReason, Comparison } from './measures.ts';
import { compareMeasure } from './measures.ts';
import type { ImportedWave } from './imported.ts';
import { judgedImports } from './imported.ts';
import type { Verdict } from './verdict.ts';
import { compareVersions } from './verdict.ts';

/** What of a wave decides whether it may be compared with another. */
export interface WaveSide {
	readonly instrument: Instrument;
	/** How it was asked, such as `web`, `telephone`; several where respondents could choose. */
	readonly modes: readonly string[];
	/** How respondents came to it, such as `probability`, `panel`, `open-link`. */
	readonly sampleType: string;
	/** Whether people answered it: simulated answers are no wave of the real series. People did unless given. */
	readonly simulated?: boolean;
	/** Who the wave speaks for, in words; the instrument's population unless given. */
	readonly population?: string;
	/** What was found of its variables when it was brought in from others; null or left out when it is ours. */
	readonly imported?: ImportedWave | null | undefined;
}

export interface WaveComparison {
	/** What holds for every measure alike: survey, sample, population, mode. */
	readonly wave: Comparison;
	readonly variables: readonly Verdict[];
	/** By measure id, every measure of the later wave's instrument. */
	readonly measures: ReadonlyMap<string, Comparison>;
}

/**
 * Whether the measures of two waves may be drawn as one series. A change of survey, sample type or population breaks
 * every measure; a change of mode does too, variable by variable, unless a declaration in the later instrument covers
 * it. `published` are the versions between the two, through which declarations chain. The model: the EUIPO's perception
 * study went from telephone to web in 2023 and its publisher drew no trend.
 */
export function compareWaves(
	earlier: WaveSide,
	later: WaveSide,
	published: readonly Instrument[] = [],
): WaveComparison {
	const { variables, passes } = variableVerdicts(earlier, later, published);
	const reasons = waveReasons(earlier, later);
	const wave: Comparison =
		reasons.length > 0
			? { kind: 'break', reasons }
			: { kind: 'comparable', notes: contextNotes(earlier.instrument, later.instrument) };
	const overriding = reasons.filter(({ difference }) => difference !== 'mode');
	const measures = later.instrument.measures.map((newer): [string, Comparison] => {
		const older = earlier.instrument.measures.find(({ id }) => id === newer.id);
		const own = inOrderOfVersions(compareMeasure(older, newer, variables, passes), earlier, later);
		if (overriding.length === 0) return [newer.id, own];
		return [newer.id, { kind: 'break', reasons: [...overriding, ...(own.kind === 'break' ? own.reasons : [])] }];
	});
	return { wave, variables, measures: new Map(measures) };
}

/** A step is measured from an earlier wording to a later one; waves that went back are not taken over it. */
function inOrderOfVersions(own: Comparison, earlier: WaveSide, later: WaveSide): Comparison {
	if (own.kind !== 'bridged' || earlier.instrument.version < later.instrument.version) return own;
	const words = `the later wave asks version ${later.instrument.version}, from before the bridge`;
	return { kind: 'break', reasons: [{ difference: 'measure', words }] };
}

/**
 * What changed around the questions and is no part of any variable, in words: it may still move answers, so readers are
 * told, but no series breaks for it.
 */
export function contextNotes(older: Instrument, newer: Instrument): string[] {
	const had = completeLanguages(older);
	const language = completeLanguages(newer).find((code) => had.includes(code)) ?? '';
	const notes: string[] = [];
	const words = (text: Readonly<Record<string, string>>) => canonicalText(text[language] ?? '');
	if (words(older.introduction) !== words(newer.introduction)) notes.push('The introduction is worded differently.');
	for (const section of newer.sections) {
		const before = older.sections.find(({ id }) => id === section.id);
		if (before !== undefined && words(before.title) !== words(section.title)) {
			notes.push(`The section “${words(before.title)}” is now called “${words(section.title)}”.`);
		}
	}
	const were = questionsOf(older).map(({ id }) => id);
	const are = questionsOf(newer).map(({ id }) => id);
	const kept = were.filter((id) => are.includes(id));
	const now = are.filter((id) => were.includes(id));
	if (kept.join(' ') !== now.join(' ')) notes.push('Questions are asked in another order.');
	return notes;
}

/** Verdicts by the ledger of all versions, from the lower version to the higher, and the change of mode on top. */
function variableVerdicts(
	earlier: WaveSide,
	later: WaveSide,
	published: readonly Instrument[],
): { variables: readonly Verdict[]; passes: (variable: string, version: number) => boolean } {
	const [older, newer] =
		earlier.instrument.version <= later.instrument.version
			? [earlier.instrument, later.instrument]
			: [later.instrument, earlier.instrument];
	const between = published.filter(({ version }) => version > older.version && version < newer.version);
	const all = ledger([older, ...between, newer]);
	const verdicts =
		older.version < newer.version ? (all.between(older.version, newer.version) ?? []) : compareVersions(older, newer);
	const before = modeWords(earlier.modes);
	const after = modeWords(later.modes);
	const difference: Difference = { kind: 'mode', place: 'mode', before, after };
	const inMode =
		before === after ? verdicts : verdicts.map((verdict) => withDifference(verdict, difference, older, newer));
	return {
		variables: judgedImports(inMode, earlier.imported, later.imported),
		passes: (variable, version) => all.passes(variable, older.version, version, newer.version),
	};
}

function withDifference(verdict: Verdict, difference: Difference, older: Instrument, newer: Instrument): Verdict {
	if (verdict.kind === 'only-in-older' || verdict.kind === 'only-in-newer') return verdict;
	const { variable } = verdict;
	const differences = [...verdict.differences, difference];
	const declared = newer.equivalences.find(
		(equivalence) =>
			equivalence.variable === variable &&
			equivalence.since <= older.version &&
			equivalence.differences.includes(difference.kind),
	);
	if (verdict.kind === 'break' || declared === undefined) return { kind: 'break', variable, differences };
	if (verdict.kind === 'bridged') {
		return { ...verdict, differences, reasons: [...new Set([...verdict.reasons, declared.reason])] };
	}
	const reasons = verdict.kind === 'equivalent' ? [verdict.reason, declared.reason] : [declared.reason];
	return { kind: 'equivalent', variable, differences, reason: [...new Set(reasons)].join(' ') };
}

function waveReasons(earlier: WaveSide, later: WaveSide): BreakReason[] {
	const reasons: BreakReason[] = [];
	const compare = (difference: BreakReason['difference'], what: string, before: string, after: string) => {
		if (before !== after) reasons.push({ difference, words: `${what}: ${before} → ${after}` });
	};
	compare('survey', 'survey', earlier.instrument.survey, later.instrument.survey);
	compare('sample', 'answers', answeredBy(earlier), answeredBy(later));
	compare('sample', 'sample', earlier.sampleType, later.sampleType);
	compare('population', 'unit', earlier.instrument.unit, later.instrument.unit);
	compare('population', 'population', ...populations(earlier, later));
	compare('mode', 'mode', modeWords(earlier.modes), modeWords(later.modes));
	return reasons;
}

function answeredBy({ simulated = false }: WaveSide): string {
	return simulated ? 'simulated' : 'from people';
}

/** Both populations in words of one language. */
function populations(earlier: WaveSide, later: WaveSide): [string, string] {
	const languages = completeLanguages(earlier.instrument);
	const language = completeLanguages(later.instrument).find((code) => languages.includes(code)) ?? '';
	const of = ({ population, instrument }: WaveSide) =>
		canonicalText(population ?? instrument.population[language] ?? '');
	return [of(earlier), of(later)];
}
