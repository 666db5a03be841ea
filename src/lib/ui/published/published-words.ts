import type { PublishedResult, PublishedResults } from '#core/fieldwork/index.ts';
import { printedShare } from '#ui/trend/quantity.ts';
import { day } from '#ui/words/format.ts';

/** What the words need of a page: measures, rounds and waves by their ids. */
export interface Labels {
	readonly measures: readonly { readonly id: string; readonly label: string }[];
	readonly rounds: readonly Pick<PublishedResults, 'id' | 'label' | 'figures'>[];
	readonly waves: readonly { readonly id: string; readonly label: string }[];
}

/** Whose design factor may be taken: a wave or round, and a measure of it, null for the one that a figure is of. */
export interface Neighbour {
	readonly wave: string;
	readonly measure: string | null;
}

export const modes = [
	{ value: 'web', label: 'Web' },
	{ value: 'telephone', label: 'Telephone' },
	{ value: 'interviewer', label: 'Interviewer, face to face' },
	{ value: 'paper', label: 'Paper' },
] as const;

export const sampleTypes = [
	{ value: 'probability', label: 'Probability sample', hint: 'Everybody had a known chance of being asked' },
	{ value: 'panel', label: 'Panel or quota sample', hint: 'People of a panel, or taken until quotas were full' },
	{ value: 'partner-list', label: 'List of a partner', hint: 'Intervals are indicative only' },
	{ value: 'open-link', label: 'Open link', hint: 'Whoever found it; intervals are indicative only' },
] as const;

/** Steps of rounding in per cent. */
const steps = [
	{ value: '1', label: 'To whole per cent (72)' },
	{ value: '0.1', label: 'To one decimal (72.4)' },
	{ value: '0.01', label: 'To two decimals (72.41)' },
	{ value: '5', label: 'To 5 per cent (70)' },
	{ value: '0', label: 'Not rounded' },
] as const;

/** The usual steps, and the one that a figure has. */
export function roundingOptions(now: string): { value: string; label: string }[] {
	const isUsual = now === '' || steps.some(({ value }) => value === now);
	return [...steps, ...(isUsual ? [] : [{ value: now, label: `In steps of ${now} per cent` }])];
}

/** Which design factors may be taken for a figure, as options by their values in the form. */
export function neighbourOptions(
	neighbours: readonly Neighbour[],
	labels: Labels,
): { readonly published: { value: string; label: string }[]; readonly own: { value: string; label: string }[] } {
	const options = neighbours.map(({ wave, measure }) => {
		const deft = labels.rounds.find(({ id }) => id === wave)?.figures[measure ?? '']?.deft;
		const factor = deft?.kind === 'declared' ? ` (${deft.deft})` : '';
		const of = measure === null ? 'the same measure' : labelOf(measure, labels.measures);
		return {
			isOwn: measure === null,
			value: neighbourValue({ wave, measure }),
			label: `${waveOf(wave, labels)}: ${of}${factor}`,
		};
	});
	const plain = (isOwn: boolean) =>
		options.filter((option) => option.isOwn === isOwn).map(({ value, label }) => ({ value, label }));
	return { published: plain(false), own: plain(true) };
}

/** "1.19, declared"; "that of 2017"; "not declared". */
export function deftWords({ deft }: Pick<PublishedResult, 'deft'>, measure: string, labels: Labels): string {
	switch (deft.kind) {
		case 'declared':
			return `${deft.deft}, declared`;
		case 'undeclared':
			return 'not declared';
		case 'neighbour': {
			const of = deft.measure === measure ? '' : `, “${labelOf(deft.measure, labels.measures)}”`;
			return `as in ${waveOf(deft.wave, labels)}${of}`;
		}
	}
}

/** "whole per cent", "0.1 per cent", "none". */
export function roundingWords(step: number): string {
	if (step === 0) return 'none';
	return step === 0.01 ? 'whole per cent' : `${printedShare({ share: step })} per cent`;
}

export function daysWords({ opensOn, closesOn }: Pick<PublishedResults, 'opensOn' | 'closesOn'>): string {
	if (opensOn === null && closesOn === null) return 'days not known';
	if (opensOn === null || closesOn === null || opensOn === closesOn) return day('en', opensOn ?? closesOn ?? '');
	return `${day('en', opensOn)} to ${day('en', closesOn)}`;
}

/** A name for what has none any more. */
export function labelOf(id: string, named: readonly { readonly id: string; readonly label: string }[]): string {
	return named.find((one) => one.id === id)?.label ?? id;
}

function waveOf(id: string, { rounds, waves }: Labels): string {
	const found = [...rounds, ...waves].find((one) => one.id === id);
	return found?.label ?? 'a round that is not here any more';
}

/** A figure as its form shows it; of a new one what is likely to be as in the figure that was put down last. */
export function typedAs(
	figure: (PublishedResult & { readonly measure: string }) | null,
	last: PublishedResult | undefined,
	neighbours: readonly Neighbour[],
): Record<'measure' | 'share' | 'base' | 'deft' | 'factor' | 'neighbour' | 'rounding' | 'source', string> {
	const like = figure ?? last;
	const deft = like?.deft;
	const rounding = printedShare({ share: like?.rounding ?? 0.01 });
	const common = { rounding, source: like?.source ?? '', neighbour: '', factor: '', deft: deft?.kind ?? '' };
	const factor = deft?.kind === 'declared' ? String(deft.deft) : '';
	if (figure === null) {
		const given = deft?.kind === 'neighbour' ? { deft: '' } : { factor };
		return { ...common, measure: '', share: '', base: like === undefined ? '' : String(like.n), ...given };
	}
	return {
		...{ ...common, factor, measure: figure.measure, share: printedShare(figure), base: String(figure.n) },
		neighbour: neighbours.filter((one) => isTaken(one, figure)).map(neighbourValue)[0] ?? '',
	};
}

function isTaken({ wave, measure }: Neighbour, figure: PublishedResult & { readonly measure: string }): boolean {
	const { deft } = figure;
	return deft.kind === 'neighbour' && deft.wave === wave && deft.measure === (measure ?? figure.measure);
}

/** As forms send it. */
function neighbourValue({ wave, measure }: Neighbour): string {
	return `${measure ?? ''} ${wave}`;
}
