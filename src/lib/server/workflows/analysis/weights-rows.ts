import { missingCodes, plainText, say } from '#core/instrument/index.ts';
import type { WeightingScheme } from '#core/weighting/index.ts';
import { weigh } from '#core/weighting/index.ts';
import { dataCsv } from '#exchange/csv-out/data-csv.ts';
import type { DataColumn, DataFile } from '#exchange/data-file/data-file.ts';
import { weightColumns, weightsScript } from '#exchange/weights/index.ts';
import { demand } from '../../accounts/demand.ts';
import type { Site } from '../../site.ts';
import { findWeightingScheme } from '../weighting-schemes.ts';
import type { LoadedWave } from './loaded-waves.ts';
import { loadWaves, versionsOf } from './loaded-waves.ts';
import { schemeVariables, suppliedVariable } from './scheme-in-use.ts';
import { weighingData } from './weigh-wave.ts';

interface RowsQuestion {
	readonly survey: string;
	/** The newest with answers unless given. */
	readonly wave?: string | undefined;
	/** A saved version, in place of what is in use. */
	readonly compare?: { readonly name: string; readonly version: number } | undefined;
}

/**
 * The rows that the R for a wave's weights reads: the variables of the scheme, the weights that it begins with and those that
 * come of it. Of the scheme in use, or of a saved one.
 */
export async function weightsRows(
	site: Site,
	{ survey, wave, compare }: RowsQuestion,
): Promise<
	| { readonly kind: 'rows'; readonly name: string; readonly chunks: AsyncIterable<Uint8Array> }
	| { readonly kind: 'unknown-wave' | 'unknown-scheme' | 'not-weighted' }
> {
	demand(site, 'export', survey);
	const loaded = (await loadWaves(site, { survey, versions: await versionsOf(site, survey) })).filter(
		({ answers }) => answers.dataset.rows > 0,
	);
	const found = wave === undefined ? loaded.at(-1) : loaded.find((one) => one.wave.id === wave);
	if (found === undefined) return { kind: 'unknown-wave' };
	const stored = compare === undefined ? undefined : await findWeightingScheme(site, { survey, ...compare });
	if (compare !== undefined && stored === undefined) return { kind: 'unknown-scheme' };
	const { dataset, supplied, ran } = found.answers;
	const scheme = stored?.scheme ?? ran.scheme;
	const result = weigh(scheme, weighingData(dataset, supplied));
	if (result.kind !== 'weighed') return { kind: 'not-weighted' };
	const base = (scheme.base.variable === suppliedVariable ? supplied : null) ?? new Float64Array(dataset.rows).fill(1);
	const columns = [
		...schemeVariables(scheme).flatMap((name) => codedColumn(found, name)),
		numbers(weightColumns.base, 'Weight that the scheme begins with', base),
		numbers(weightColumns.final, 'Weight that comes of the scheme', result.weights),
	];
	const file = { title: found.wave.label, notes: [], rows: dataset.rows, columns, weight: weightColumns.final };
	return { kind: 'rows', name: rowsName(found), chunks: chunksOf(file) };
}

/** The R that makes a scheme's weights on a wave; null where there is none. */
export function rForWeights(
	loaded: LoadedWave,
	{ name, scheme }: { readonly name: string; readonly scheme: WeightingScheme },
): string | null {
	const { wave, instrument } = loaded;
	const title = `Weights of ${plainText(say(instrument.title, 'en'))}, ${wave.label}: ${name}`;
	return weightsScript({ title, file: `${rowsName(loaded)}.csv`, scheme });
}

async function* chunksOf(file: DataFile): AsyncGenerator<Uint8Array> {
	yield* dataCsv(file, { show: 'codes' });
}

function rowsName({ wave }: LoadedWave): string {
	return `${wave.id.replaceAll(/[^A-Za-z0-9-]+/g, '-')}-weights`;
}

function codedColumn({ answers }: LoadedWave, name: string): DataColumn[] {
	const column = answers.dataset.columns.get(name);
	if (column?.kind !== 'code') return [];
	const labels = Object.entries(missingCodes).map(([reason, code]) => ({ code, label: reason }));
	const data = { kind: 'code' as const, codes: column.codes };
	return [{ name, label: name, level: 'nominal', values: [], missing: labels, data }];
}

function numbers(name: string, label: string, values: Float64Array): DataColumn {
	const data = { kind: 'number' as const, values, missing: new Int8Array(values.length) };
	return { name, label, level: 'scale', values: [], missing: [], data };
}
