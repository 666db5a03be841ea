import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Margin } from '#core/weighting/index.ts';

export interface SurveyRun {
	/** "R 4.2.2, survey 4.1.1" */
	readonly version: string;
	/** Milliseconds of CPU, one run each. */
	readonly raking: number;
	readonly crosstab: number;
	/** What it found, in the order of R: cells column by column. */
	readonly weights: Float64Array;
	readonly shares: Float64Array;
	readonly errors: Float64Array;
	/** Null unless all was asked for. */
	readonly raked: { readonly crosstab: number; readonly shares: Float64Array } | null;
}

export interface SurveyColumns {
	readonly weights: Float64Array;
	readonly row: Int8Array;
	readonly column: Int8Array;
	readonly margins: readonly Margin[];
}

/** Runs survey.R on the columns; undefined where Rscript or its package survey is not installed. */
export function surveyOfR({ weights, row, column, margins }: SurveyColumns, all: boolean): SurveyRun | undefined {
	if (spawnSync('Rscript', ['-e', 'library(survey)']).status !== 0) return undefined;
	const folder = mkdtempSync(join(tmpdir(), 'soundings-survey-'));
	try {
		writeFileSync(join(folder, 'weights'), weights);
		writeFileSync(join(folder, 'row'), row);
		writeFileSync(join(folder, 'column'), column);
		margins.forEach(({ cells }, m) => writeFileSync(join(folder, `margin${m + 1}`), Int8Array.from(cells)));
		const args = ['tests/bench/rivals/survey.R', folder, String(weights.length), all ? 'all' : 'quick'];
		const run = spawnSync('Rscript', args, { encoding: 'utf8' });
		if (run.status !== 0) throw new Error(`R failed: ${run.stderr}`);
		const [survey, version, ...times] = run.stdout.trim().split(' ');
		const [raking = NaN, crosstab = NaN, rakedCrosstab = NaN] = times.map(Number);
		const numbers = (name: string) => {
			const { buffer, byteOffset, byteLength } = readFileSync(join(folder, name));
			return new Float64Array(buffer.slice(byteOffset, byteOffset + byteLength));
		};
		return {
			version: `R ${version}, survey ${survey}`,
			raking,
			crosstab,
			weights: numbers('raked'),
			shares: numbers('shares'),
			errors: numbers('errors'),
			raked: all ? { crosstab: rakedCrosstab, shares: numbers('raked-shares') } : null,
		};
	} finally {
		rmSync(folder, { recursive: true });
	}
}
