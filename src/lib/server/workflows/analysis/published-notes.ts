import type { PublishedFigure } from '#core/trends/index.ts';
import type { PublishedRound } from './published-rounds.ts';

interface Names {
	readonly waveLabel: (id: string) => string;
	readonly measureLabel: (id: string) => string;
}

/**
 * What must stand under a trend of a measure that has published figures, a sentence a round: the figure as it was printed,
 * its source and base, and what is assumed of its design factor.
 */
export function publishedNotes(measure: string, rounds: readonly PublishedRound[], names: Names): string[] {
	return rounds.flatMap(({ figures, results }) => {
		const figure = figures.get(measure);
		if (figure === undefined) return [];
		const { n, source, rounding } = figure;
		const { label } = results;
		const kept = results.figures[measure]?.kept;
		if (kept !== undefined) {
			const share = `${label}: ${(figure.share * 100).toFixed(1)}%, kept when its answers were deleted on ${dayWords(kept.on)}`;
			return [`${share}; base ${n.toLocaleString('en-GB')}; ${keptDeftWords(figure)}.`];
		}
		const printed = `${label}: ${percentWords(figure.share)}, published ${roundingWords(rounding)} in ${source.replace(/\.$/, '')}`;
		return [`${printed}; base ${n.toLocaleString('en-GB')}; ${deftWords(figure, measure, rounds, names)}.`];
	});
}

/** Why a trend in groups has no published figures, which are for everybody together; none where the measure has none. */
export function withoutGroupsNotes(measure: string, rounds: readonly PublishedRound[]): string[] {
	const labels = rounds.filter(({ figures }) => figures.has(measure)).map(({ results }) => results.label);
	if (labels.length === 0) return [];
	return [
		`Published figures have no groups, so ${labels.join(', ')} ${labels.length === 1 ? 'is' : 'are'} not here: the trend of everybody together has ${labels.length === 1 ? 'it' : 'them'}.`,
	];
}

function percentWords(share: number): string {
	return `${Number((share * 100).toPrecision(12))}%`;
}

function roundingWords(step: number): string {
	if (step === 0) return 'without rounding';
	if (step === 0.01) return 'in whole per cent';
	if (step === 0.001) return 'with one decimal';
	return `in steps of ${percentWords(step)}`;
}

/** That of a wave of our own, as its answers had it. */
function keptDeftWords({ deft }: PublishedFigure): string {
	return deft.kind === 'declared'
		? `design factor ${deft.deft.toFixed(2)}, from its weighted answers`
		: 'nobody answered differently, so it has no interval and tells nothing of change';
}

/** The design factor is a ratio of standard errors. */
function deftWords(
	{ deft }: PublishedFigure,
	measure: string,
	rounds: readonly PublishedRound[],
	{ waveLabel, measureLabel }: Names,
): string {
	switch (deft.kind) {
		case 'declared':
			return `design factor ${deft.deft} as its publisher declares it`;
		case 'undeclared':
			return 'no design factor is declared and none is assumed, so it has no interval and tells nothing of change';
		case 'neighbour': {
			const of = deft.measure === measure ? '' : ` of “${measureLabel(deft.measure)}”`;
			const from = `the one${of} in ${waveLabel(deft.wave)}`;
			const neighbour = rounds.find(({ results }) => results.id === deft.wave)?.figures.get(deft.measure);
			if (neighbour?.deft.kind === 'declared') {
				return `no design factor is declared; ${neighbour.deft.deft}, ${from}, is assumed`;
			}
			return `no design factor is declared; ${from} is assumed, if there is one`;
		}
	}
}

function dayWords(day: string): string {
	return new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`));
}
