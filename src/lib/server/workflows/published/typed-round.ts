import { z } from 'zod';
import type { PublishedResults } from '#core/fieldwork/index.ts';
import { Mode, SampleType } from '#core/fieldwork/index.ts';
import type { EntryProblem } from './entry-problem.ts';

/** A round as somebody typed it. */
export interface TypedRound {
	readonly label: string;
	readonly opensOn: string;
	readonly closesOn: string;
	readonly modes: readonly string[];
	readonly sampleType: string;
}

export type RoundFacts = Pick<PublishedResults, 'label' | 'opensOn' | 'closesOn' | 'modes' | 'sampleType'>;

/** Reads what was typed of a round; `labels` are those of the other rounds, which charts and notes have to tell apart. */
export function roundFrom(
	typed: TypedRound,
	labels: readonly string[],
):
	| { readonly kind: 'round'; readonly round: RoundFacts }
	| { readonly kind: 'refused'; readonly problems: readonly EntryProblem[] } {
	const label = typed.label.trim();
	const [opensOn, closesOn] = [dayIn(typed.opensOn), dayIn(typed.closesOn)];
	const modes = z.array(Mode).safeParse(typed.modes);
	const sampleType = SampleType.safeParse(typed.sampleType);
	const problems: EntryProblem[] = [];
	const refuse = (control: string, message: string) => problems.push({ control, message });
	if (label === '') refuse('label', 'Enter what the round is called, such as 2017');
	else if (label.length > 120) refuse('label', 'Shorten the label to 120 characters');
	else if (labels.includes(label)) refuse('label', `Enter another label: there is a round called ${label}`);
	if (opensOn === undefined) refuse('opensOn', 'Enter the first day as year, month and day, such as 2017-11-27');
	if (closesOn === undefined) refuse('closesOn', 'Enter the last day as year, month and day, such as 2017-12-05');
	if (opensOn === null && closesOn === null) {
		refuse('opensOn', 'Enter the first or the last day of fieldwork: it says where the round stands on the chart');
	} else if (opensOn && closesOn && closesOn < opensOn) {
		refuse('closesOn', 'Enter a last day that is not before the first');
	}
	if (!modes.success || modes.data.length === 0) refuse('mode-web', 'Choose how people answered');
	if (!sampleType.success) refuse('sample-probability', 'Choose how people were found');
	if (problems.length > 0 || !modes.success || !sampleType.success || opensOn === undefined || closesOn === undefined) {
		return { kind: 'refused', problems };
	}
	return { kind: 'round', round: { label, opensOn, closesOn, modes: modes.data, sampleType: sampleType.data } };
}

/** Null for none, undefined for what is no day. */
function dayIn(typed: string): string | null | undefined {
	const words = typed.trim();
	if (words === '') return null;
	return z.iso.date().safeParse(words).success ? words : undefined;
}
