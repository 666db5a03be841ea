import type { Needed, PlanBasis, PlanReport, SizeRow } from '#core/trends/index.ts';
import { yesNo } from './csv-out/figure-cells.ts';
import type { CsvRecord } from './csv-out/records.ts';
import { recordsCsv } from './csv-out/records.ts';

/**
 * A plan as CSV: a row for each figure. `figure` is *basis* (what it rests on), *needed* (interviews that the change takes),
 * *detectable* (smallest change that a size shows) or *power* (of the change at that size), by technique; numbers as they
 * were computed, shares 0–1. An empty value means that there is none within 0–1, or that no size is enough.
 */
export function planCsv(report: PlanReport): string {
	const { plan, technique, basis } = report;
	const row = (figure: string, cells: CsvRecord): CsvRecord => ({
		survey: report.survey,
		figure,
		measure: report.measure?.id ?? '',
		measure_label: report.measure?.label ?? '',
		base: report.measure?.base ?? '',
		past_waves: report.waves,
		simulated: yesNo(report.simulated),
		intervals_indicative: yesNo(report.indicative),
		technique,
		direction: '',
		interviews: '',
		invitations: '',
		value: '',
		...cells,
	});
	const sized = (of: string, rows: readonly SizeRow[]) =>
		rows.flatMap(({ size, invitations, directions }) =>
			directions.flatMap(({ direction, detectable, power }) => {
				const at = { technique: of, direction, interviews: size, invitations: invitations ?? '' };
				return [row('detectable', { ...at, value: detectable ?? '' }), row('power', { ...at, value: power ?? '' })];
			}),
		);
	return recordsCsv([
		...Object.entries(basis).flatMap(([name, of]) =>
			of === null ? [] : [row('basis', { of: name, value: of.value, from: fromWords(of) })],
		),
		...plan.needed.map((needed) => row('needed', neededCells(technique, needed))),
		...sized(technique, plan.sizes),
		...plan.techniques.flatMap(({ technique: { kind }, cost, needed, atSize }) => [
			row('interviews, direct = 1', { technique: kind, value: cost }),
			...needed.map((one) => row('needed', neededCells(kind, one))),
			...sized(kind, [atSize]),
		]),
	]);
}

function neededCells(technique: string, { direction, to, size }: Needed): CsvRecord {
	const cells = { technique, direction, to };
	return size.kind === 'needed-size'
		? { ...cells, value: size.interviews, interviews: size.interviews, invitations: size.invitations ?? '' }
		: { ...cells, best_power: size.best };
}

function fromWords({ from }: PlanBasis): string {
	return from.kind === 'waves' ? `${from.rule}: ${from.waves.join('; ')}` : from.kind;
}
