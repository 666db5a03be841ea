import type { Estimate } from '#core/estimation/index.ts';
import type { ReportedSeries, SensitiveQuestion, SensitiveReport, SensitiveWave } from '#core/trends/index.ts';
import { estimateCells, waveCells, yesNo } from './csv-out/figure-cells.ts';
import type { CsvRecord } from './csv-out/records.ts';
import { recordsCsv } from './csv-out/records.ts';

/**
 * Indirect questions beside direct ones as CSV: a row for each question, wave and figure (*indirect*, *direct*, *difference*,
 * *combined*), numbers as they were computed, shares 0–1. `sign_…` columns say whether something tells against the question.
 */
export function sensitiveCsv(report: SensitiveReport): string {
	return recordsCsv(
		report.questions.flatMap((question) => question.waves.flatMap((wave) => rowsOf(report, question, wave))),
	);
}

function rowsOf(report: SensitiveReport, question: SensitiveQuestion, of: SensitiveWave): CsvRecord[] {
	const { measure, direct, combined } = question;
	const wave = report.waves.find(({ id }) => id === of.wave);
	const row = (figure: string, id: string, estimate: Estimate | null, smallBase: boolean): CsvRecord => ({
		survey: report.survey,
		question: question.id,
		statement: question.statement,
		figure,
		measure: id,
		...waveCells(wave, of.wave),
		technique: question.asked.kind,
		...(question.asked.kind === 'crosswise' ? { innocuous_probability: question.asked.probability } : {}),
		base: measure.base,
		...estimateCells(estimate),
		small_base: yesNo(smallBase),
		...signCells(of),
	});
	const told = (figure: string, id: string, series: ReportedSeries | null | undefined): CsvRecord[] => {
		const point = series?.points.find((one) => one.wave === of.wave);
		if (point === undefined) return [];
		return [row(figure, id, point.estimate.kind === 'estimate' ? point.estimate : null, point.smallBase)];
	};
	return [
		...told('indirect', measure.id, measure.series[0]),
		...told('direct', direct?.id ?? '', direct?.series[0]),
		...(of.difference === null ? [] : [row('difference', measure.id, of.difference, false)]),
		...told('combined', measure.id, combined),
	];
}

function signCells({ signs, belowDirect }: SensitiveWave): CsvRecord {
	const list = signs?.kind === 'item-count' ? signs : undefined;
	return {
		sign_below_direct: belowDirect,
		sign_answering: list?.answering.sign ?? '',
		sign_balance: list?.balance.sign ?? '',
		sign_ends: list === undefined ? '' : list.ends.map(({ end, sign }) => `${end}: ${sign}`).join('; '),
		sign_design_effect: list?.designEffect.sign ?? '',
		sign_placebos: list?.placebos?.sign ?? '',
		sign_outside: signs?.kind === 'crosswise' ? signs.outside : '',
	};
}
