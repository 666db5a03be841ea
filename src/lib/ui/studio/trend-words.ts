import type { Loss, QuestionCost, TrendCost } from '#core/authoring/index.ts';
import type { DifferenceKind } from '#core/instrument/index.ts';

/** The kinds of difference as an author reads them. */
export const differenceWords: Readonly<Record<DifferenceKind, string>> = {
	wording: 'Wording',
	options: 'Options',
	order: 'Order',
	scale: 'Scale',
	base: 'Who is asked',
	mode: 'How it is asked',
	language: 'Another language',
};

/** `1 wave (Spring)`, `3 waves (Spring, Summer, Autumn)`; of many the first and the last. */
export function wavesWords(waves: readonly string[]): string {
	const named = waves.length > 4 ? `${waves[0]} to ${waves.at(-1)}` : waves.join(', ');
	return `${waves.length} ${waves.length === 1 ? 'wave' : 'waves'} (${named})`;
}

/** What becomes of a question, in a word and a sentence. */
export function verdictWords(
	cost: QuestionCost,
	{ version, wave }: TrendCost,
): { readonly word: string; readonly sentence: string } {
	switch (cost.kind) {
		case 'identical':
			return { word: 'Identical', sentence: `It asks what version ${version} asked in ${wave}. The trend goes on.` };
		case 'cosmetic':
			return {
				word: 'Cosmetic',
				sentence: `Only formatting or notes for colleagues differ from version ${version}. Nobody who answers could notice, and the trend goes on.`,
			};
		case 'new':
			return { word: 'New', sentence: `Version ${version} did not ask it: there is no trend to lose.` };
		case 'equivalent':
			return {
				word: 'Declared equivalent',
				sentence: `It differs from version ${version}, and somebody declares that it measures the same: the trend goes on.`,
			};
		case 'break':
			return {
				word: 'Break',
				sentence: `It differs from version ${version}, which ${wave} asked: no trend is drawn from there to the next wave.`,
			};
		case 'dropped':
			return { word: 'Dropped', sentence: `Version ${version} asked it in ${wave}, and this one does not.` };
	}
}

/** What ends, where no measure reads it. */
export function ownLossWords({ waves, measures }: Loss): string | undefined {
	if (waves.length === 0 || measures.length > 0) return undefined;
	return `No measure reads it. Its answers can no longer be compared with ${wavesWords(waves)}.`;
}
