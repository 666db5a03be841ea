import type { BeforeAfterReport, Intervention, MatchedPeople, Placebo } from '#core/trends/index.ts';
import { changeCells, estimateCells, verdictCells, waveCells } from './csv-out/figure-cells.ts';
import type { CsvRecord } from './csv-out/records.ts';
import { recordsCsv } from './csv-out/records.ts';

/**
 * What the page of before and after shows as CSV, numbers as they were computed, shares 0–1; undefined where it has no
 * figures. Of matched people a row for each measure and group; of an intervention one for each figure: the effect, the mean
 * of both sides in each wave, their gaps, and the placebos.
 */
export function beforeAfterCsv(report: BeforeAfterReport): string | undefined {
	const { found } = report.view;
	if (found.kind === 'intervention-effect') return recordsCsv(interventionRows(report, found));
	const hasFigures = found.kind === 'matched-people' && found.people.matched >= found.least.all;
	return hasFigures ? recordsCsv(matchedRows(report, found)) : undefined;
}

function matchedRows({ survey, waves }: BeforeAfterReport, found: MatchedPeople): CsvRecord[] {
	const used = waves.filter(({ id }) => found.waves.includes(id));
	const origins = [...new Set(used.map(({ origin }) => origin))].join('+');
	return found.measures.flatMap(({ id, label, statistic, smallestChange, figures, breaks }) =>
		figures.map(({ group, pairs, change }): CsvRecord => {
			const { judged = null, mcnemar = null, wilcoxon = null, effect = null } = change ?? {};
			return {
				survey,
				before: found.before.label,
				after: found.after.label,
				origin: origins,
				waves: used.map(({ label: wave }) => wave).join('; '),
				weighted: found.weighted ? 'by the interview before' : 'no',
				intervals_indicative: used.some(({ indicative }) => indicative) ? 'yes' : 'no',
				measure: id,
				measure_label: label,
				statistic,
				break_by: found.breakBy?.name ?? '',
				group_code: group?.code ?? '',
				group: group?.label ?? '',
				pairs,
				...estimateCells(change?.before ?? null, 'before_'),
				...estimateCells(change?.after ?? null, 'after_'),
				...estimateCells(change?.difference ?? null, 'difference_'),
				smallest_change: smallestChange,
				p: judged?.change.p ?? '',
				...verdictCells(judged),
				effect_size_d: effect?.value ?? '',
				gained: change?.pairs?.gained ?? '',
				lost: change?.pairs?.lost ?? '',
				mcnemar_chi_square: mcnemar?.chiSquare.statistic ?? '',
				mcnemar_p: mcnemar?.chiSquare.p ?? '',
				mcnemar_exact_p: mcnemar?.exactP ?? '',
				wilcoxon_p: wilcoxon?.p ?? '',
				left_out_because: breaks.map(({ words }) => words).join('; '),
			};
		}),
	);
}

function interventionRows({ survey }: BeforeAfterReport, found: Intervention): CsvRecord[] {
	const { effect, measure, groups, waves } = found;
	const row = (figure: string, wave: number | null, cells: CsvRecord): CsvRecord => ({
		survey,
		figure,
		measure: measure.id,
		measure_label: measure.label,
		statistic: measure.statistic,
		base: measure.base,
		treated: groups.treated.join('; '),
		control: groups.control.join('; '),
		...waveCells(wave === null ? undefined : waves[wave], ''),
		...(wave === null ? { origin: [...new Set(waves.map(({ origin }) => origin))].join('+') } : {}),
		time: wave === null ? '' : wave > effect.reference ? 'after' : 'before',
		estimate: '',
		...changeCells(null),
		...verdictCells(null),
		unweighted_base: '',
		...cells,
	});
	return [
		row('effect', null, {
			...changeCells(effect.effect.change),
			...verdictCells(effect.effect),
			smallest_change: measure.smallestChange,
		}),
		...effect.cells.map(({ wave, side, value, se, n }) =>
			row(`mean of ${side}`, wave, { estimate: value, standard_error: se, unweighted_base: n }),
		),
		...effect.gaps.flatMap(({ wave, change }) =>
			change === null ? [] : [row('gap less that of the last wave before', wave, changeCells(change))],
		),
		...effect.placebos.map((placebo) => row(`placebo: ${placebo.kind}`, placeboWave(placebo), placeboCells(placebo))),
	];
}

function placeboWave(placebo: Placebo): number | null {
	return placebo.kind === 'earlier-start' ? placebo.from : null;
}

function placeboCells({ outcome }: Placebo): CsvRecord {
	if (!('difference' in outcome)) return {};
	return { ...changeCells(outcome), p_adjusted: outcome.adjustedP };
}
