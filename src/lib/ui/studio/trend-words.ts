import type { BridgePlan, Loss, QuestionCost, TrendCost, bridgePrecision } from '#core/authoring/index.ts';
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
		case 'bridged':
			return {
				word: 'Bridged',
				sentence: `It differs from version ${version}, and ${bridgeWords(cost.bridges)} measures the step between the two: the trend goes on, less that step.`,
			};
		case 'kept':
			return {
				word: 'Kept for a bridge',
				sentence: `It is the earlier wording of “${cost.of}”, asked of one random half.`,
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

function bridgeWords(bridges: Extract<QuestionCost, { kind: 'bridged' }>['bridges']): string {
	return bridges.map(({ version, before }) => `version ${version}, which asks one half “${before}”,`).join(' and ');
}

/** What a bridge costs: halves of the sample, and the standard error of the step, for a wave like the last. */
export function bridgeCostWords(precision: ReturnType<typeof bridgePrecision>): string {
	if (precision === undefined) return 'Each half has half of the sample.';
	const { completed, half, standardError } = precision;
	const points = (100 * standardError).toFixed(1);
	return (
		`Each half has half of the sample: about ${half.toLocaleString('en-GB')} of the ${completed.toLocaleString('en-GB')} interviews ` +
		`of a wave like the last. The step of a share then has a standard error of at most ${points} points, before weighting, ` +
		'and every change that is measured across it carries that with it.'
	);
}

/** Why no bridge can be planned; nothing where none is wanted. */
export function noBridgeWords(plan: BridgePlan): string | undefined {
	if (plan.kind === 'plan') return undefined;
	switch (plan.because) {
		case 'kind':
			return 'No bridge can be planned: it has become another kind of question, whose answers have nothing to take a step between.';
		case 'routing':
			return 'No bridge can be planned: other people are asked it now, and two halves have to be asked alike but for the wording. Put back who is asked first.';
		case 'alike':
			return 'No bridge is planned here: the question is written as it was, and what breaks it stands elsewhere, such as in the question that decides who is asked it, or on a page before it.';
		case 'bridged':
		case 'not-asked':
			return undefined;
	}
}

/** What ends, where no measure reads it. */
export function ownLossWords({ waves, measures }: Loss): string | undefined {
	if (waves.length === 0 || measures.length > 0) return undefined;
	return `No measure reads it. Its answers can no longer be compared with ${wavesWords(waves)}.`;
}
