import {
	type CellEstimate,
	type CrosstabCell,
	type Design,
	type Side,
	crosstab,
	crosstabEstimates,
	designOf,
} from '#core/estimation/index.ts';
import { type Margin, type Raked, rake } from '#core/weighting/index.ts';
import { bareFigures, bareGroups, bareRakedFigures, bareSums, height, width } from './bare-crosstab.ts';
import { bareRakingOfCells, bareRakingOfRows } from './bare-raking.ts';
import { leaningAnswers, unequalWeights, unevenMargins } from './big-sample.ts';
import { type BenchLine, short } from './report.ts';
import { type SurveyRun, surveyOfR } from './rivals/r-survey.ts';
import { timed } from './timing.ts';

const rows = 1_000_000;
const upTo = (count: number) => Array.from({ length: count }, (_, k) => k + 1);

/**
 * Raking and a crosstab with all its standard errors on 1 million rows, each beside bare loops and beside R. R takes
 * minutes for the crosstab of the raked sample; without `all` that one is left out.
 */
export function estimation({ all }: { readonly all: boolean }): BenchLine[] {
	const margins = unevenMargins(rows, 1);
	const row = leaningAnswers(margins[2]!, height, 2);
	const column = leaningAnswers(margins[1]!, width, 3);
	const weights = unequalWeights(rows, 4);
	const survey = surveyOfR({ weights, row, column, margins }, all);
	const raking = rakingLines(margins, survey);
	const sides: Sides = {
		row: { codes: row, categories: upTo(height) },
		column: { codes: column, categories: upTo(width) },
	};
	const weighted = designOf({ weights });
	const { weights: rakedWeights, calibration } = raked(margins);
	const calibrated = designOf({ weights: rakedWeights, calibration });
	if (survey) {
		expectAsInR(weighted, sides, survey.shares, survey.errors);
		// R's rake() approximates the regression behind the standard errors: those are not compared.
		if (survey.raked) expectAsInR(calibrated, sides, survey.raked.shares, null);
	}
	return [
		...raking,
		crosstabLine('a simple random sample with weights', weighted, sides, {
			pass: () => bareSums(weights, row, column),
			closed: (sums) => bareFigures(rows, sums),
			inR: againstR(survey, svymean, survey?.crosstab),
		}),
		crosstabLine('a sample raked to 5 margins', calibrated, sides, {
			pass: (design) => bareGroups(design, row, column),
			closed: (sums, design) => bareRakedFigures(design, sums),
			inR: againstR(survey, svymean, survey?.raked?.crosstab),
		}),
	];
}

const svymean = 'svytable, and svymean of the cells for shares of the total alone';

function raked(margins: readonly Margin[]): Raked {
	const result = rake(new Float64Array(rows).fill(1), margins, { tolerance: 1e-8 });
	if (result.kind !== 'raked') throw new Error(result.kind);
	return result;
}

function rakingLines(margins: readonly Margin[], survey: SurveyRun | undefined): BenchLine[] {
	const base = new Float64Array(rows).fill(1);
	const { weights, iterations } = raked(margins);
	expectAlike(weights, bareRakingOfCells(margins, rows), 1e-6);
	expectAlike(weights, bareRakingOfRows(margins, rows), 1e-6);
	if (survey) expectAlike(weights, survey.weights, 1e-6);
	const [ours, ofCells, ofRows] = timed([
		() => void rake(base, margins, { tolerance: 1e-8 }),
		() => void bareRakingOfCells(margins, rows),
		() => void bareRakingOfRows(margins, rows),
	]);
	const name = 'Raking 1 million rows to 5 margins, to 1e-8';
	return [
		{
			name: `${name}, with the regression for the variance`,
			unit: 'ms of CPU',
			ours: ours!.cpu,
			rival: 'goal of 1 s',
			rivals: 1000,
			ratio: ours!.cpu / 1000,
			goal: '≤ 1',
			notes: [
				`${short(ours!.wall)} ms by the clock, ${iterations} sweeps`,
				againstR(survey, 'rake', survey?.raking)(ours!.cpu),
			],
		},
		lineOf(name, ours!.cpu, 'bare loop that collapses to cells first', ofCells!.cpu),
		lineOf(name, ours!.cpu, 'bare loop row by row', ofRows!.cpu),
	];
}

interface Sides {
	readonly row: Side;
	readonly column: Side;
}

interface CrosstabRivals {
	readonly pass: (design: Design) => Float64Array;
	readonly closed: (sums: Float64Array, design: Design) => Float64Array;
	readonly inR: (ours: number) => string;
}

function crosstabLine(sample: string, design: Design, sides: Sides, { pass, closed, inR }: CrosstabRivals): BenchLine {
	const sums = pass(design);
	const ours = estimatesOf(design, sides).flatMap(({ count, totalShare, rowShare, columnShare }) =>
		[count, totalShare, rowShare, columnShare].flatMap(valueAndError),
	);
	expectAlike(ours, closed(sums, design), 1e-9);
	const [all, onePass, barePass, bareClosed] = timed(
		[
			() => void estimatesOf(design, sides),
			() => void crosstab(design.weights, sides.row, sides.column),
			() => void pass(design),
			() => void closed(sums, design),
		],
		15,
	).map(({ cpu }) => cpu);
	return {
		...lineOf(
			`5 × 8 crosstab, 160 figures with standard errors, 1 million rows of ${sample}`,
			all!,
			'bare loop over the rows',
			barePass!,
		),
		goal: '≤ 3',
		notes: [
			`first pass over the rows ${short(onePass!)} ms, the rest ${short(all! - onePass!)} ms`,
			`bare figures from the sums ${short(bareClosed!)} ms; against loop and figures together ratio ${short(all! / (barePass! + bareClosed!))}`,
			inR(all!),
		],
	};
}

function estimatesOf(design: Design, { row, column }: Sides): readonly CrosstabCell[] {
	const result = crosstabEstimates(design, row, column);
	if (result.kind !== 'crosstab-estimates') throw new Error(result.kind);
	return result.cells;
}

/** Shares of the total, and their standard errors where given, in R's order: column by column. */
function expectAsInR(design: Design, sides: Sides, shares: Float64Array, errors: Float64Array | null): void {
	const ours = estimatesOf(design, sides)
		.toSorted((a, b) => a.column - b.column || a.row - b.row)
		.map(({ totalShare }) => valueAndError(totalShare));
	expectAlike(
		ours.map(([value]) => value),
		shares,
		1e-6,
	);
	if (errors)
		expectAlike(
			ours.map(([, se]) => se),
			errors,
			1e-9,
		);
}

function valueAndError(estimate: CellEstimate): [number, number] {
	if (estimate.kind !== 'estimate') throw new Error(estimate.kind);
	return [estimate.value, estimate.se];
}

function lineOf(name: string, ours: number, rival: string, rivals: number): BenchLine {
	return { name, unit: 'ms of CPU', ours, rival, rivals, ratio: ours / rivals };
}

function againstR(survey: SurveyRun | undefined, call: string, theirs: number | undefined): (ours: number) => string {
	if (survey === undefined) return () => 'R with its package survey: not installed';
	if (theirs === undefined) return () => `${survey.version}: takes minutes; npm run bench -- estimation-r`;
	return (ours) => `${survey.version}, ${call}: ${short(theirs)} ms, one run, ratio ${short(ours / theirs)}`;
}

function expectAlike(ours: ArrayLike<number>, theirs: ArrayLike<number>, tolerance: number): void {
	if (ours.length !== theirs.length) throw new Error(`${ours.length} numbers, not ${theirs.length}`);
	for (let k = 0; k < ours.length; k++) {
		const [a, b] = [ours[k]!, theirs[k]!];
		if (!(Math.abs(a - b) <= tolerance * Math.abs(b))) throw new Error(`they disagree at ${k}: ${a} and ${b}`);
	}
}
