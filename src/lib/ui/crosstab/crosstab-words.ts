import type {
	ComparisonOfColumns,
	CrosstabReport,
	CrosstabShow,
	FilledTable,
	LeftOut,
	ReportedWave,
} from '#core/trends/index.ts';
import { pWords } from '#ui/tables/p-words.ts';
import { countWords, intervalWords, valueWords } from '#ui/trend/quantity.ts';
import { modeWords, originSentence, sampleWords, weightingWords } from '#ui/trend/wave-words.ts';

/** What a cell shows, as a choice and as the beginning of a caption. */
export const showWords: Readonly<Record<CrosstabShow, { readonly choice: string; readonly caption: string }>> = {
	column: { choice: 'Column percentages', caption: 'Column percentages' },
	row: { choice: 'Row percentages', caption: 'Row percentages' },
	total: { choice: 'Percentages of the table', caption: 'Percentages of the table' },
	count: { choice: 'Weighted counts', caption: 'Weighted counts' },
};

/** The id of a table's caption, by which it is named and copied. */
export function tableId({ layer }: FilledTable): string {
	return `crosstab-${layer?.code ?? 'all'}`;
}

/** "45.2" under a heading that says percent, or a weighted count. */
export function figureWords(value: number, show: CrosstabShow): string {
	return show === 'count' ? countWords(value) : valueWords(value, 'share', 'bare');
}

export function reachWords(interval: { lower: number; upper: number }, show: CrosstabShow): string {
	return show === 'count'
		? `${countWords(interval.lower)} to ${countWords(interval.upper)}`
		: intervalWords(interval, 'share');
}

/** The mark beside figures on few answers: two stars below the base that may be published, one below the next. */
export function baseMark(n: number, { minimumBase, smallBase }: CrosstabReport['policy']): '' | '*' | '**' {
	return n < minimumBase ? '**' : n < smallBase ? '*' : '';
}

/** Whether the two answers go together, in a sentence. */
export function independenceWords({ independence }: FilledTable): string {
	if (independence === null) return 'Whether the two answers are related is not tested in a table this large.';
	if (independence.kind === 'untestable') {
		switch (independence.reason) {
			case 'single-category':
				return 'Whether the two answers are related cannot be tested: one of them has a single category with answers.';
			case 'too-few-degrees-of-freedom':
				return 'Whether the two answers are related cannot be tested: there are too few answers.';
			case 'singular-covariance':
				return 'Whether the two answers are related cannot be tested: too many cells are empty, or fixed by the weights.';
			case 'too-many-cells':
				return 'Whether the two answers are related is not tested in a table this large.';
		}
	}
	const { name, statistic, df1, df2, p } = independence;
	const freedom = df2 === null ? df1.toFixed(1) : `${df1.toFixed(1)}; ${df2.toFixed(0)}`;
	const figures = `${name}(${freedom}) = ${statistic.toFixed(2)}, p ${p < 0.001 ? '' : '= '}${pWords(p)}`;
	return p < 0.05
		? `The two answers are related (${figures}).`
		: `It cannot be told whether the two answers are related (${figures}).`;
}

/** How columns were compared and as which family, or why they were not. */
export function comparisonWords(comparison: ComparisonOfColumns): string | null {
	switch (comparison.kind) {
		case 'not-asked':
			return null;
		case 'not-column-shares':
			return 'Columns are compared where column percentages are shown.';
		case 'single-column':
			return 'There is one column only, so there is nothing to compare.';
		case 'too-many-cells':
			return 'Columns are not compared in a table of more than 1,000 cells: among so many comparisons hardly any would stand. Choose fewer categories.';
		case 'too-many-columns':
			return 'There are more columns than letters: compare each with the rest instead.';
		case 'compared': {
			const { compare, familySize, tooSmall } = comparison;
			const how =
				compare === 'letters'
					? 'A letter beside a share: it is larger than in the column of that letter'
					: 'An arrow beside a share: it is larger (↑) or smaller (↓) than in all other columns together';
			if (familySize === 0) return 'No columns could be compared: that takes 50 answers in each of two.';
			const few = tooSmall.length === 0 ? '' : ` Not compared, with fewer than 50 answers: ${tooSmall.join(', ')}.`;
			const family = familySize === 1 ? 'one comparison' : `all ${countWords(familySize)} comparisons`;
			return `${how} (t tests of differences with their covariances; Holm at 5% over ${family} of this table, its nets included).${few}`;
		}
	}
}

/** Who is not in the table, and why: "12 not applicable (Heard of it)". */
export function leftOutWords(leftOut: readonly LeftOut[], report: CrosstabReport): string | null {
	if (leftOut.length === 0) return null;
	const told = leftOut.map(
		({ variable, reason, n }) => `${countWords(n)} ${reasonWords(reason)} (${report[variable].name})`,
	);
	return `Not in the base, as the codebook has it: ${told.join(', ')}.`;
}

/** What must be known of the wave to read the figures. */
export function waveNotes(wave: ReportedWave): string[] {
	const origin = originSentence([wave]);
	return [
		`${wave.label}: ${countWords(wave.completed)} completed interviews, ${modeWords(wave.modes)}, ${sampleWords(wave)}${wave.state === 'open' ? '; still open, so figures are provisional' : ''}.`,
		...(wave.weighting === null ? [] : [`Weighting: ${weightingWords(wave.weighting)}.`]),
		...(origin === null ? [] : [origin]),
	];
}

function reasonWords(reason: LeftOut['reason']): string {
	switch (reason) {
		case 'not-applicable':
			return 'to whom it did not apply';
		case 'not-asked':
			return 'not asked';
		case 'not-reached':
			return 'who broke off before';
		case 'routing-error':
			return 'with a routing error';
		case 'dont-know':
			return 'who do not know';
		case 'refused':
			return 'who prefer not to say';
	}
}
