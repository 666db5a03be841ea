import type { DifferenceKind, Instrument, Question, QuestionId, Text } from '#core/instrument/index.ts';
import {
	armVariables,
	bridgeArms,
	pipesIn,
	questionsIn,
	questionsOf,
	say,
	variablesOf,
} from '#core/instrument/index.ts';
import { canonicalCondition, canonicalText } from './canonical.ts';
import type { Facet } from './facets.ts';
import { columnFacets, questionFacets } from './facets.ts';
import { bridgingExperiments, halfOf } from './half.ts';

/** What stands in one place, in canonical words; a list where only the order of what both versions have counts. */
type Canonical = string | readonly string[];

/**
 * All that a variable's answers depend on, part by part: place within the question (in words) to what stands there in
 * canonical form. Two versions in which every part is the same asked the same. Plain data; serialise it to keep it.
 */
export interface Fingerprint {
	readonly variable: string;
	/** The question that it is of, or the experiment whose arms it holds. */
	readonly question: string;
	readonly parts: Readonly<Record<DifferenceKind, Readonly<Record<string, Canonical>>>>;
	/** Questions whose answers decide who is asked; where one of them breaks, so does this base. */
	readonly filters: readonly QuestionId[];
}

export interface FingerprintOptions {
	/** How the wave was asked, such as `web`; several where respondents could choose. */
	readonly modes?: readonly string[];
	/** The language whose words are compared as wording, options and scale; others are the part `language`. */
	readonly source?: string;
}

/**
 * The fingerprint of every variable, by name. Beyond the question itself it takes in: information pages earlier in its
 * section, since they define what is then asked; the words of answers that are piped in; the routing; every complete
 * language. Draft translations are not in it: no respondent meets them. Shown by tests/property/comparability.test.ts:
 * every edit of wording, options, order, scale or base is seen; white space and typographic forms are not. What only one
 * half of a bridge is asked counts as that half meets it: a random half is no other base.
 */
export function fingerprint(instrument: Instrument, options: FingerprintOptions = {}): Map<string, Fingerprint> {
	const languages = completeLanguages(instrument);
	const source = options.source ?? languages[0] ?? instrument.languages[0]?.code ?? '';
	const fingerprints = ofQuestions(instrument, { ...options, source }, languages);
	for (const experiment of bridgingExperiments(instrument)) {
		const halves = bridgeArms.map((arm) => fingerprint(halfOf(instrument, experiment, arm), { ...options, source }));
		for (const name of fingerprints.keys()) {
			const [met, other] = halves.flatMap((half) => half.get(name) ?? []);
			if (met !== undefined && other === undefined) fingerprints.set(name, met);
		}
	}
	for (const { name, question, values } of armVariables(instrument)) {
		const arms = values.map(({ label }) => say(label, source)).join(', ');
		fingerprints.set(name, { variable: name, question, parts: { ...noParts, base: { arms } }, filters: [] });
	}
	return fingerprints;
}

const noParts = { wording: {}, options: {}, order: {}, scale: {}, base: {}, mode: {}, language: {} } as const;

function ofQuestions(
	instrument: Instrument,
	options: FingerprintOptions & { readonly source: string },
	languages: readonly string[],
): Map<string, Fingerprint> {
	const { source } = options;
	const all = questionsOf(instrument);
	const fingerprints = new Map<string, Fingerprint>();
	for (const section of instrument.sections) {
		const pages: Facet[] = [];
		for (const question of section.questions) {
			if (question.kind === 'information') pages.push(...pageFacets(question));
			const shared = [
				...questionFacets(question),
				...pages,
				...routingFacets(question, instrument),
				{ part: 'language', place: 'languages', value: languages.toSorted().join(', ') },
				...(options.modes === undefined
					? []
					: [{ part: 'mode' as const, place: 'mode', value: modeWords(options.modes) }]),
			] satisfies Facet[];
			const sharedParts = partsOf([...shared, ...pipedFacets(shared, all, source)], source, languages);
			for (const { name } of variablesOf(question)) {
				const own = columnFacets(question, name);
				const ownParts = partsOf([...own, ...pipedFacets(own, all, source)], source, languages);
				fingerprints.set(name, {
					variable: name,
					question: question.id,
					parts: own.length === 0 ? sharedParts : together(sharedParts, ownParts),
					filters: question.askIf === undefined ? [] : questionsIn(question.askIf),
				});
			}
		}
	}
	return fingerprints;
}

/** The languages that respondents may be asked in. */
export function completeLanguages(instrument: Instrument): string[] {
	return instrument.languages.filter(({ status }) => status === 'complete').map(({ code }) => code);
}

/** Modes in words, the same for the same set. */
export function modeWords(modes: readonly string[]): string {
	return modes.length === 0 ? 'not recorded' : [...new Set(modes)].toSorted().join(', ');
}

function pageFacets(page: Question & { kind: 'information' }): Facet[] {
	const place = `page "${page.id}" before it`;
	const facets: Facet[] = [
		{ part: 'wording', place: `${place}, heading`, text: page.text },
		{ part: 'wording', place, text: page.body },
	];
	if (page.hint !== undefined) facets.push({ part: 'wording', place: `${place}, hint`, text: page.hint });
	if (page.askIf !== undefined) {
		facets.push({ part: 'wording', place: `${place}, shown where`, value: canonicalCondition(page.askIf) });
	}
	return facets;
}

function routingFacets(question: Question, instrument: Instrument): Facet[] {
	const asked = question.askIf === undefined ? 'everyone' : canonicalCondition(question.askIf);
	const facets: Facet[] = [{ part: 'base', place: 'asked where', value: asked }];
	for (const { id, arms } of instrument.experiments) {
		if (!asked.includes(`"${id}" gave arm `)) continue;
		facets.push({ part: 'base', place: `arms of "${id}"`, value: arms.toSorted().join(', ') });
	}
	return facets;
}

/** The words that earlier answers can put into these texts. */
function pipedFacets(facets: readonly Facet[], all: readonly Question[], source: string): Facet[] {
	const piped = new Set(facets.flatMap((facet) => ('text' in facet ? pipesIn(say(facet.text, source)) : [])));
	return [...piped].flatMap((id) => {
		const question = all.find((candidate) => candidate.id === id);
		if (question === undefined) return [];
		return questionFacets(question)
			.filter((facet) => facet.part === 'options' && 'text' in facet)
			.map((facet): Facet => ({ ...facet, part: 'wording', place: `answer to "${id}" put in, ${facet.place}` }));
	});
}

function partsOf(facets: readonly Facet[], source: string, languages: readonly string[]): Fingerprint['parts'] {
	const parts: Record<DifferenceKind, Record<string, Canonical>> = {
		wording: {},
		options: {},
		order: {},
		scale: {},
		base: {},
		mode: {},
		language: {},
	};
	for (const facet of facets) {
		if ('value' in facet) parts[facet.part][facet.place] = facet.value;
		else if ('sequence' in facet) parts[facet.part][facet.place] = facet.sequence;
		else {
			parts[facet.part][facet.place] = quoted(facet.text, source);
			for (const language of languages) {
				if (language !== source) parts.language[`${facet.place} in ${language}`] = quoted(facet.text, language);
			}
		}
	}
	return parts;
}

function together(shared: Fingerprint['parts'], own: Fingerprint['parts']): Fingerprint['parts'] {
	return {
		wording: { ...shared.wording, ...own.wording },
		options: { ...shared.options, ...own.options },
		order: { ...shared.order, ...own.order },
		scale: { ...shared.scale, ...own.scale },
		base: { ...shared.base, ...own.base },
		mode: { ...shared.mode, ...own.mode },
		language: { ...shared.language, ...own.language },
	};
}

function quoted(text: Text, language: string): string {
	const words = text[language];
	return words === undefined ? 'no words' : `“${canonicalText(words)}”`;
}
