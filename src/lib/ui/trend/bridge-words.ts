import type { Change, MeasuredStep, ReportedSeries, ReportedWave } from '#core/trends/index.ts';
import type { Quantity } from './quantity.ts';
import { amountWords, countWords, signed, signedInterval } from './quantity.ts';
import { waveLabel } from './verdict-words.ts';

/**
 * What was done about changes of words between the two waves of a change, in sentences; empty where there were none. In the
 * wave `in` which itself asked both the earlier words alone are compared.
 */
export function stepSentences(
	{ steps = [] }: Pick<Change, 'steps'>,
	quantity: Quantity,
	waves: readonly ReportedWave[],
	{ in: own }: { readonly in: string },
): string[] {
	return steps.map((step) => {
		const wave = waveLabel(step.wave, waves);
		const measured = `The wording changed in ${wave}. In that wave half were asked in the earlier words: the step was ${stepWords(step, quantity)}.`;
		return step.wave === own
			? `${measured} The change is that of the earlier words.`
			: `${measured} It is taken out of this change.`;
	});
}

/** "+3.1 points (between 1 and 5)". */
function stepWords({ value, interval }: MeasuredStep, quantity: Quantity): string {
	const unit = amountWords(value, quantity).replace(/^[^ ]+/, '');
	return `${signed(value, quantity)}${unit} (between ${signedInterval(interval, quantity).replace(' to ', ' and ')})`;
}

/** What a wave says in earlier words beside a figure in later ones; undefined too where nobody answered in either. */
export function bridgeShown({ bridge, estimate }: ReportedSeries['points'][number]) {
	return bridge?.earlier.kind === 'estimate' || estimate.kind === 'estimate' ? bridge : undefined;
}

/** The waves that asked in earlier and later words, with the step between them, for the notes of a chart. */
export function bridgesIn(
	series: readonly ReportedSeries[],
	waves: readonly ReportedWave[],
	quantity: Quantity,
): string[] {
	const told = series.flatMap(({ group, points }) =>
		points.flatMap((point) => {
			const bridge = bridgeShown(point);
			if (bridge === undefined) return [];
			const { wave } = point;
			const among = group === null ? '' : ` among ${group.label}`;
			const asked = `The wording changed in ${waveLabel(wave, waves)}, where half were asked in the earlier words and half in the later`;
			if (bridge.step === null) return [`${asked}; too few${among} to measure the step between them.`];
			const { n } = bridge.step;
			const answers = `${countWords(n.earlier)} and ${countWords(n.later)} answers`;
			return [`${asked}: the step was ${stepWords(bridge.step, quantity)}${among}, from ${answers}.`];
		}),
	);
	return told.length === 0
		? []
		: [...told, 'A hollow point beside a bridge is in the earlier words; later figures are in the later words.'];
}
