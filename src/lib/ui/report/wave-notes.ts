import type { ReportedWave } from '#core/trends/index.ts';
import { modeWords, originSentence, sampleWords, weightingMethod } from '#ui/trend/wave-words.ts';

/** What stands under a copy of figures of several waves: whether people gave the answers, mode, sample, weighting, source. */
export function waveNotes(title: string, waves: readonly ReportedWave[]): string[] {
	const origin = originSentence(waves);
	return [...(origin === null ? [] : [origin]), ...howAsked(waves), sourceOf(title, waves)];
}

/** How the waves were asked and weighted; nothing of no waves. */
export function howAsked(waves: readonly ReportedWave[]): string[] {
	if (waves.length === 0) return [];
	return [
		`Mode and sample: ${together(waves, (wave) => `${modeWords(wave.modes)}; ${sampleWords(wave)}`)}.`,
		`Weighting: ${together(waves, weightingOf)}.`,
		...(waves.some(hasIllustrativeMargin)
			? ['Some population figures behind the weights are illustrative, to be replaced before results are used.']
			: []),
	];
}

/** Where figures are from. */
export function sourceOf(title: string, waves: readonly ReportedWave[]): string {
	const own = waves.filter(({ published }) => published === null);
	return `Source: ${title}${own.length === 0 ? '' : `, ${versionsOf(own)}`}; computed by Soundings.`;
}

function weightingOf({ weighting, published }: ReportedWave): string {
	if (published !== null) return 'as its publisher has it';
	return weighting === null ? 'none' : weightingMethod(weighting);
}

function hasIllustrativeMargin({ weighting }: ReportedWave): boolean {
	return weighting?.kind === 'raked' && weighting.margins.some(({ confidence }) => confidence === 'illustrative');
}

/** What is the same for all waves is said once; else each wave's under its label. */
function together(waves: readonly ReportedWave[], words: (wave: ReportedWave) => string): string {
	const labels = new Map<string, string[]>();
	for (const wave of waves) labels.set(words(wave), [...(labels.get(words(wave)) ?? []), wave.label]);
	const [only, another] = labels.keys();
	if (only !== undefined && another === undefined) return only;
	return [...labels].map(([said, of]) => `${of.join(', ')}: ${said}`).join('. ');
}

function versionsOf(waves: readonly ReportedWave[]): string {
	const versions = [...new Set(waves.map(({ instrumentVersion }) => instrumentVersion))];
	return `version${versions.length === 1 ? '' : 's'} ${versions.join(' and ')} of its questionnaire`;
}
