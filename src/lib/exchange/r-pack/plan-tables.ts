import type { BreakReason } from '#core/comparability/index.ts';
import type { Comparison } from '#core/trends/index.ts';
import { csvLine } from '../csv-out/csv-cell.ts';
import { earlierIn } from './bridges.ts';
import { seriesIn } from './expected.ts';
import type { Packed, PackedWave } from './packed.ts';
import { assumed } from './packed.ts';
import { placesIn, publishedHeader, publishedRows } from './published-table.ts';
import type { AskedMeasure } from './roles.ts';
import { askedIn } from './roles.ts';

/** Tables that say how the figures are computed: what R is told, in place of what it could not know. By their paths. */
export function planTables(packed: Packed, folder = 'plan'): Map<string, string> {
	return new Map([
		[`${folder}/settings.csv`, table(['setting', 'value'], settings(packed))],
		[
			`${folder}/waves.csv`,
			table(
				waveHeader,
				packed.waves.map((wave, k) => waveRow(packed, wave, k)),
			),
		],
		[`${folder}/margins.csv`, table(marginHeader, packed.waves.flatMap(marginRows))],
		[
			`${folder}/measures.csv`,
			table(
				measureHeader,
				packed.waves.flatMap((wave, k) => measureRows(packed, wave, k)),
			),
		],
		[
			`${folder}/columns.csv`,
			table(
				columnHeader,
				packed.waves.flatMap((wave, k) => columnRows(packed, wave, k)),
			),
		],
		[`${folder}/published.csv`, table(publishedHeader, publishedRows(packed))],
		[`${folder}/bridges.csv`, table(['wave', 'measure', 'group'], bridgeRows(packed))],
		[`${folder}/comparisons.csv`, table(comparisonHeader, comparisonRows(packed))],
	]);
}

type Row = readonly (string | number)[];

function table(header: readonly string[], rows: readonly Row[]): string {
	return [header, ...rows].map(csvLine).join('');
}

function settings({ report }: Packed): Row[] {
	return [
		['break_by', report.breakBy?.name ?? ''],
		['level', assumed.level],
		['minimum_base', assumed.minimumBase],
	];
}

const waveHeader = [
	'wave',
	'label',
	'rows',
	'origin',
	'weighting',
	'lower_bound',
	'upper_bound',
	'trim_lower',
	'trim_upper',
];

function waveRow({ report }: Packed, wave: PackedWave, k: number): Row {
	const about = report.waves.find(({ id }) => id === wave.id);
	return [
		...[k + 1, about?.label ?? wave.id, wave.dataset.rows, about?.origin ?? '', about?.weighting?.kind ?? ''],
		...[wave.bounds?.lower ?? '', wave.bounds?.upper ?? ''],
		...[wave.trimmedTo?.lower ?? '', wave.trimmedTo?.upper ?? ''],
	];
}

const marginHeader = ['wave', 'margin', 'variables', 'cell', 'share', 'source', 'confidence'];

/** `cell` has the codes of `variables`, in their order. */
function marginRows({ margins }: PackedWave, k: number): Row[] {
	return margins.flatMap(({ id, variables, targets, source, confidence }) =>
		targets.map(({ codes, share }) => [k + 1, id, variables.join(';'), codes.join(';'), share, source, confidence]),
	);
}

const measureHeader = ['wave', 'measure', 'label', 'statistic', 'smallest_change', 'probability'];

function measureRows(packed: Packed, wave: PackedWave, k: number): Row[] {
	const labels = new Map(packed.report.measures.map(({ id, label }) => [id, label]));
	const row = (name: string, { measure, probability }: AskedMeasure, words: string): Row => [
		...[k + 1, name, `${labels.get(measure.id) ?? ''}${words}`, measure.statistic, measure.smallestChange],
		probability ?? '',
	];
	return [
		...askedIn(wave, packed.waves).map((asked) => row(asked.measure.id, asked, '')),
		...earlierIn(wave, packed).map((asked) => row(asked.name, asked, ' (in the earlier words)')),
	];
}

const columnHeader = ['wave', 'measure', 'role', 'variable', 'code'];

function columnRows(packed: Packed, wave: PackedWave, k: number): Row[] {
	const rows = (name: string, { roles }: AskedMeasure) =>
		roles.map(({ role, variable, code }): Row => [k + 1, name, role, variable, code ?? '']);
	return [
		...askedIn(wave, packed.waves).flatMap((asked) => rows(asked.measure.id, asked)),
		...earlierIn(wave, packed).flatMap((asked) => rows(asked.name, asked)),
	];
}

/** Where the figures of a wave have those in the earlier words beside them. */
function bridgeRows(packed: Packed): Row[] {
	const places = placesIn(packed);
	return seriesIn(packed).flatMap(({ measure, group, points }) =>
		points.flatMap(({ wave, bridge }): Row[] =>
			bridge === undefined || bridge.step === null ? [] : [[places.get(wave) ?? '', measure, group ?? '']],
		),
	);
}

const comparisonHeader = ['wave', 'measure', 'group', 'against', 'from', 'family', 'comparable', 'why_not', 'steps'];

/**
 * What is compared with what, in which family, and whether the ledger lets it: two waves' questions are compared by their
 * words, which R has no part in.
 */
function comparisonRows(packed: Packed): Row[] {
	const places = placesIn(packed);
	const declared = new Map([
		...packed.waves.map(({ id, instrument }) => [id, instrument.measures.map((one) => String(one.id))] as const),
		...packed.report.waves.flatMap(({ id, published }) =>
			published === null ? [] : [[String(id), [...published.keys()]] as const],
		),
	]);
	return seriesIn(packed).flatMap(({ measure, group, points }) =>
		points.flatMap((point) => {
			const to = places.get(point.wave) ?? '';
			const kind = declared.get(point.wave)?.includes(measure) ? 'declared' : 'other';
			const family = `${to} ${kind} ${group === null ? 'whole' : 'groups'}`;
			return point.comparisons.map((comparison): Row => {
				const broken = breakOf(comparison);
				const from = places.get(comparison.from) ?? '';
				const why = broken?.map(({ words }) => words).join('; ') ?? '';
				const steps = (comparison.bridged ?? []).map(({ wave }) => places.get(wave) ?? '').join(';');
				return [to, measure, group ?? '', comparison.against, from, family, broken ? 'no' : 'yes', why, steps];
			});
		}),
	);
}

function breakOf({ outcome }: Comparison<BreakReason>): readonly BreakReason[] | undefined {
	return outcome.kind === 'no-verdict' && outcome.because.kind === 'break' ? outcome.because.reasons : undefined;
}
