import type { ReportedWave } from '#core/trends/index.ts';
import type { WeightingEffectOnMeasure, WeightingSide } from '#core/weighting/index.ts';
import { waveCells } from '../csv-out/figure-cells.ts';
import type { CsvRecord } from '../csv-out/records.ts';
import { recordsCsv } from '../csv-out/records.ts';

/**
 * A wave's weights as CSV, nothing rounded: `part` says what a row tells of. *margin*: a cell of a population margin, with
 * the sample's shares before and after. *non-response*: a cell of the sample. *weights*: a figure on all weights. *measure*:
 * a measure as it is, and as the second scheme would have it.
 */
export function weightsCsv({
	survey,
	wave,
	sides,
	effects,
}: {
	readonly survey: string;
	readonly wave: ReportedWave;
	/** The scheme in use, and perhaps another. */
	readonly sides: readonly WeightingSide[];
	readonly effects: readonly WeightingEffectOnMeasure[];
}): string {
	const about = { survey, ...waveCells(wave, wave.id) };
	const second = sides[1]?.name ?? '';
	const rows = [
		...sides.flatMap((side) => [...marginRows(side), ...nonresponseRows(side), ...figureRows(side)]),
		...effects.map((effect) => measureRow(effect, second)),
	];
	return recordsCsv(rows.map((row) => ({ ...about, ...row })));
}

function marginRows({ name, margins }: WeightingSide): CsvRecord[] {
	return margins.flatMap(({ id, source, confidence, cells }) =>
		cells.map(({ label, rows, target, before, after }) => ({
			...{ part: 'margin', scheme: name, item: id, cell: label, interviews: rows ?? '', population_share: target },
			...{ share_before: before ?? '', share_after: after ?? '' },
			...{ source: source ?? '', confidence: confidence ?? '' },
		})),
	);
}

function nonresponseRows({ name, nonresponse }: WeightingSide): CsvRecord[] {
	return (nonresponse ?? []).map(({ label, sampled, respondents, factor, before, after }) => ({
		...{ part: 'non-response', scheme: name, item: 'sample', cell: label, interviews: respondents },
		...{ share_before: before ?? '', share_after: after ?? '', people_in_sample: sampled, value: factor ?? '' },
	}));
}

function figureRows({ name, run }: WeightingSide): CsvRecord[] {
	if (run.kind === 'failed') return [{ part: 'weights', scheme: name, item: 'could not be run', cell: run.words }];
	const { effect, distribution, raking, trimmed } = run;
	const figures: Readonly<Record<string, number>> = {
		...{ interviews: effect.n, effective_base: effect.effectiveSize, deff: effect.deff, deft: effect.deft },
		...{ least: distribution.least, median: distribution.median, greatest: distribution.greatest },
		...(raking === null ? {} : { raking_rounds: raking.iterations, largest_distance: raking.distance }),
		...(trimmed === null ? {} : { trimmed: trimmed.rows, weight_taken: trimmed.taken, weight_given: trimmed.given }),
	};
	return Object.entries(figures).map(([item, value]) => ({ part: 'weights', scheme: name, item, value }));
}

function measureRow({ id, label, first, second, difference }: WeightingEffectOnMeasure, scheme: string): CsvRecord {
	return {
		...{ part: 'measure', scheme, item: id, cell: label },
		...{ estimate_in_use: first?.value ?? '', lower_in_use: first?.lower ?? '', upper_in_use: first?.upper ?? '' },
		...{ estimate: second?.value ?? '', lower: second?.lower ?? '', upper: second?.upper ?? '' },
		difference: difference ?? '',
	};
}
