import type { Estimate } from '#core/estimation/index.ts';
import type { Change, JudgedChange, ReportedWave } from '#core/trends/index.ts';
import type { CsvRecord } from './records.ts';

/** What must be known of a wave to read a figure of it, in the columns of every file of figures. */
export function waveCells(wave: ReportedWave | undefined, id: string): CsvRecord {
	const decided = wave?.weighting?.decided;
	return {
		wave: wave?.label ?? id,
		origin: wave?.origin ?? '',
		wave_number: wave?.number ?? '',
		wave_date: wave?.date ?? '',
		opens_on: wave?.opensOn ?? '',
		closes_on: wave?.closesOn ?? '',
		wave_state: wave?.state ?? '',
		modes: wave?.modes.join('+') ?? '',
		sample_type: wave?.sampleType ?? '',
		intervals_indicative: yesNo(wave?.indicative === true),
		instrument_version: wave?.instrumentVersion ?? '',
		weighting: wave?.weighting?.kind ?? '',
		margins:
			wave?.weighting?.kind === 'raked'
				? wave.weighting.margins
						.map(({ id: margin, confidence }) => `${margin} (${confidence ?? 'not said'})`)
						.join('; ')
				: '',
		weighting_scheme: decided?.kind === 'applied' ? `${decided.name}, version ${decided.version}` : '',
		reweighted_on: decided?.on ?? '',
	};
}

/** An estimate with what stands beside it; empty cells where there is none. */
export function estimateCells(estimate: Estimate | null, prefix = ''): CsvRecord {
	const { truncated = null, interval } = estimate ?? {};
	const cells: CsvRecord = {
		estimate: estimate?.value ?? '',
		standard_error: estimate?.se ?? '',
		degrees_of_freedom: finite(estimate?.df),
		interval_lower: interval?.lower ?? '',
		interval_upper: interval?.upper ?? '',
		interval_level: interval?.level ?? '',
		truncated_estimate: truncated?.value ?? '',
		truncated_lower: truncated?.lower ?? '',
		truncated_upper: truncated?.upper ?? '',
		unweighted_base: estimate?.base.n ?? '',
		effective_base: estimate?.base.effectiveSize ?? '',
	};
	return Object.fromEntries(Object.entries(cells).map(([name, cell]) => [`${prefix}${name}`, cell]));
}

export function changeCells(change: Change | null): CsvRecord {
	return {
		difference: change?.difference ?? '',
		standard_error: change?.se ?? '',
		degrees_of_freedom: finite(change?.df),
		lower: change?.interval.lower ?? '',
		upper: change?.interval.upper ?? '',
		interval_level: change?.interval.level ?? '',
		p: change?.p ?? '',
	};
}

/** What changes of words were taken out of a change: their sum, and the waves that measured them. */
export function stepCells(change: Change | null, waveLabel: (id: string) => string): CsvRecord {
	const { steps } = change ?? {};
	return {
		steps_taken_out: steps?.reduce((sum, { value }) => sum + value, 0) ?? '',
		step_waves: steps?.map(({ wave }) => waveLabel(wave)).join('; ') ?? '',
	};
}

/** What a family made of a change; empty cells where it is in none. */
export function verdictCells(judged: JudgedChange | null): CsvRecord {
	return {
		p_adjusted: judged?.adjusted.p ?? '',
		adjusted_lower: judged?.adjusted.interval.lower ?? '',
		adjusted_upper: judged?.adjusted.interval.upper ?? '',
		family_size: judged?.familySize ?? '',
		verdict: judged?.verdict.kind ?? '',
		detectable_change: judged?.verdict.kind === 'cannot-tell' ? judged.verdict.detectable : '',
	};
}

/** Degrees of freedom of a published figure have no end; a file has no word for that. */
export function finite(value: number | undefined): string | number {
	return value !== undefined && Number.isFinite(value) ? value : '';
}

export function yesNo(value: boolean): 'yes' | 'no' {
	return value ? 'yes' : 'no';
}
