import type { Mode, SampleType } from '#core/fieldwork/index.ts';
import type { ReportedWave, ReportedWeighting } from '#core/trends/index.ts';
import { day } from '#ui/words/index.ts';
import { countWords } from './quantity.ts';

/** What must stand beside a figure that was not answered here by people; null where nothing must. */
export function originMark(origin: ReportedWave['origin']): string | null {
	switch (origin) {
		case 'published':
			return 'Published';
		case 'fielded':
			return null;
		case 'imported':
			return 'Imported';
		case 'simulated':
			return 'Simulated';
	}
}

/** What stands under every chart of waves that were not all answered here. */
export function chartMark(waves: readonly ReportedWave[]): string | null {
	const marks = (['simulated', 'imported', 'published'] as const).flatMap((origin) => {
		const count = waves.filter((wave) => wave.origin === origin).length;
		if (count === 0) return [];
		return [count === waves.length ? `All waves ${origin}` : `${count} of ${waves.length} waves ${origin}`];
	});
	return marks.length === 0 ? null : marks.join('; ');
}

/** The same in a sentence, for a page. */
export function originSentence(waves: readonly ReportedWave[]): string | null {
	const simulated = waves.filter(({ origin }) => origin === 'simulated').length;
	const imported = waves.filter(({ origin }) => origin === 'imported').length;
	const published = waves.filter((wave) => wave.origin === 'published').length;
	const sentences: string[] = [];
	if (simulated > 0) {
		sentences.push(`${whose(simulated, waves.length)} simulated: no person gave these answers.`);
	}
	if (imported > 0) sentences.push(`${whose(imported, waves.length)} imported from an earlier source.`);
	if (published > 0)
		sentences.push(`${whose(published, waves.length)} known by published figures only, without answers.`);
	return sentences.length === 0 ? null : sentences.join(' ');
}

export function modeWords(modes: readonly Mode[]): string {
	return modes.join(', ');
}

/** How respondents were found, with the word that has to stand beside intervals of a sample that chance did not draw. */
export function sampleWords({ sampleType, indicative }: Pick<ReportedWave, 'sampleType' | 'indicative'>): string {
	return indicative ? `${sampleTypeWords(sampleType)}: intervals are indicative only` : sampleTypeWords(sampleType);
}

/** How a wave was weighted and what that cost, in a sentence without a full stop. */
export function weightingWords(weighting: ReportedWeighting): string {
	const method = weightingMethod(weighting);
	switch (weighting.kind) {
		case 'raked':
			return `${method}; design effect of the weights ${effectWords(weighting.effect)}`;
		case 'supplied':
			return `${method}; their design effect ${effectWords(weighting.effect)}`;
		case 'unweighted':
		case 'failed':
			return method;
	}
}

/** How a wave was weighted, without what differs from wave to wave. */
export function weightingMethod(weighting: ReportedWeighting): string {
	return `${methodWords(weighting)}${decisionWords(weighting.decided)}`;
}

/** Which waves analysts weighted anew after answers had come in, a sentence each. */
export function reweightedSentences(waves: readonly Pick<ReportedWave, 'label' | 'weighting'>[]): string[] {
	return waves.flatMap(({ label, weighting }) => {
		const decided = weighting?.decided;
		if (decided === undefined) return [];
		switch (decided.kind) {
			case 'applied':
				return `${label} was reweighted on ${day('en', decided.on)}, by the scheme “${decided.name}”, version ${decided.version}: figures seen before that day were others.`;
			case 'taken-back':
				return `${label} has its declared weighting again since ${day('en', decided.on)}: figures seen before that day may have been others.`;
		}
	});
}

function decisionWords(decided: ReportedWeighting['decided']): string {
	switch (decided?.kind) {
		case undefined:
			return '';
		case 'applied':
			return `; scheme “${decided.name}”, version ${decided.version}, reweighted on ${day('en', decided.on)}`;
		case 'taken-back':
			return `; as declared again since ${day('en', decided.on)}`;
	}
}

function methodWords(weighting: ReportedWeighting): string {
	switch (weighting.kind) {
		case 'raked':
			return rakedWords(weighting);
		case 'supplied':
			return 'the weights that came with the data';
		case 'unweighted':
			return 'not weighted: the survey declares no margins';
		case 'failed':
			return weighting.used === 'unweighted'
				? `not weighted, although margins are declared: ${weighting.words}`
				: `only the weights that came with the data, although margins are declared: ${weighting.words}`;
	}
}

function rakedWords(weighting: Extract<ReportedWeighting, { kind: 'raked' }>): string {
	const { margins, nonresponseCells, fromSupplied, boundsGivenUp, trim, trimmedTo } = weighting;
	const from = fromSupplied ? ' from the weights that came with the data' : '';
	const bounds =
		boundsGivenUp !== null
			? ` without the declared bounds on weights: ${boundsGivenUp}`
			: trim === null
				? ''
				: `, weights kept between ${trim.lower} and ${trim.upper} times their mean`;
	const trimmed =
		trimmedTo === null ? '' : `, then trimmed to ${trimmedTo.lower} to ${trimmedTo.upper} times their mean`;
	const adjusted = nonresponseCells === null ? '' : `adjusted for non-response in ${nonresponseCells} cells`;
	const raked =
		margins.length === 0
			? ''
			: `raked${from} to ${margins.map(({ label }) => label.toLowerCase()).join('; ')}${bounds}`;
	return `${[adjusted, raked].filter((words) => words !== '').join(', ')}${trimmed}`;
}

function effectWords({ deff, effectiveSize }: { readonly deff: number; readonly effectiveSize: number }): string {
	return `${deff.toFixed(2)}, effective size ${countWords(effectiveSize)}`;
}

function sampleTypeWords(sampleType: SampleType): string {
	switch (sampleType) {
		case 'probability':
			return 'probability sample';
		case 'panel':
			return 'panel';
		case 'partner-list':
			return 'list of a partner';
		case 'open-link':
			return 'open link';
	}
}

function whose(count: number, all: number): string {
	if (count === all) return all === 1 ? 'The wave is' : 'All waves are';
	return count === 1 ? 'One wave is' : `${count} waves are`;
}
