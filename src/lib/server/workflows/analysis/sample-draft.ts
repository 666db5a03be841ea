import type { Variable } from '#core/instrument/index.ts';
import type { WeightingScheme } from '#core/weighting/index.ts';
import { marginsAsText, pastedMargins } from '#exchange/margins/index.ts';

/** The sample behind a wave as it is typed: people by cell, and what a cell must keep to. */
export interface SampleDraft {
	/** Empty where non-response is not to be adjusted for. */
	readonly sample: string;
	/** Fewest answers that may speak for a cell. */
	readonly fewest: string;
	/** What a cell's weights may be multiplied by at most; empty for no limit. */
	readonly most: string;
}

/** Few answers make a factor that is mostly chance. */
const usualFewest = '20';

/** The cells that were typed, or what is wrong with them. */
export function readSample(
	{ sample, fewest, most }: SampleDraft,
	variables: readonly Variable[],
): {
	readonly nonresponse: WeightingScheme['nonresponse'];
	readonly problems: readonly { readonly control: string; readonly message: string }[];
} {
	if (sample.trim() === '') return { nonresponse: null, problems: [] };
	const problems: { control: string; message: string }[] = [];
	const read = pastedMargins(sample, variables);
	const [table, another] = read.margins;
	const [wrong] = read.problems;
	const parts = table?.targets.filter(({ target }) => !Number.isInteger(target) || target < 1) ?? [];
	const words =
		wrong !== undefined
			? `line ${wrong.line}: ${wrong.words}`
			: another !== undefined
				? `line ${another.line}: give one table, whose cells are the combinations of answers`
				: table?.unit !== 'totals'
					? 'give numbers of people under a heading such as “people”, not shares or percentages'
					: parts.length > 0
						? 'give whole people, 1 or more in each cell'
						: null;
	if (words !== null) problems.push({ control: 'sample', message: `People in the sample: ${words}` });
	const minimumRespondents = fewest === '' ? 1 : Number(fewest);
	if (!(Number.isInteger(minimumRespondents) && minimumRespondents >= 1)) {
		problems.push({ control: 'fewest', message: 'Fewest answers in a cell: enter a whole number, such as 20' });
	}
	const maximumFactor = most === '' ? null : Number(most);
	if (maximumFactor !== null && !(maximumFactor >= 1)) {
		const message = 'Greatest factor: enter a number of 1 or more, or leave it empty for no limit';
		problems.push({ control: 'most', message });
	}
	if (problems.length > 0 || table === undefined) return { nonresponse: null, problems };
	const counts = table.targets.map(({ codes, target }) => ({ codes: [...codes], people: target }));
	return {
		nonresponse: { variables: [...table.variables], counts, minimumRespondents, maximumFactor },
		problems,
	};
}

/** A scheme's sample as it would be typed. */
export function sampleDraftOf({ nonresponse }: WeightingScheme, variables: readonly Variable[]): SampleDraft {
	if (nonresponse === null || !('counts' in nonresponse)) return { sample: '', fewest: usualFewest, most: '' };
	const { counts, minimumRespondents, maximumFactor } = nonresponse;
	const targets = counts.map(({ codes, people }) => ({ codes, target: people }));
	const table = { id: 'Sample', variables: nonresponse.variables, unit: 'totals' as const, targets };
	return {
		sample: marginsAsText([table], variables),
		fewest: String(minimumRespondents),
		most: maximumFactor === null ? '' : String(maximumFactor),
	};
}
