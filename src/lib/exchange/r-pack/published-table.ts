import type { PublishedFigure, ReportedWave } from '#core/trends/index.ts';
import type { Packed } from './packed.ts';

/** What R calls the waves of a pack: 1, 2 … for those with answers, p1, p2 … for rounds with published figures only. */
export function placesIn({ report, waves }: Pick<Packed, 'report' | 'waves'>): Map<string, string> {
	const published = report.waves.filter((wave) => wave.published !== null);
	return new Map([
		...waves.map(({ id }, k): [string, string] => [id, `${k + 1}`]),
		...published.map(({ id }, k): [string, string] => [id, `p${k + 1}`]),
	]);
}

export const publishedHeader = [
	...[
		'wave',
		'label',
		'measure',
		'statistic',
		'share',
		'n',
		'deft_from',
		'deft',
		'neighbour_wave',
		'neighbour_measure',
	],
	...['rounding', 'smallest_change', 'source'],
];

/** The published figures of a report, with what R needs for their standard errors; none in groups. */
export function publishedRows(packed: Packed): (string | number)[][] {
	const places = placesIn(packed);
	if (packed.report.breakBy !== null) return [];
	return packed.report.waves.flatMap((wave) =>
		[...(wave.published ?? [])].map(([measure, figure]) => publishedRow(places, wave, measure, figure)),
	);
}

function publishedRow(
	places: ReadonlyMap<string, string>,
	{ id, label }: ReportedWave,
	measure: string,
	{ share, n, deft, rounding, smallestChange, source }: PublishedFigure,
): (string | number)[] {
	const neighbour = deft.kind === 'neighbour' ? [places.get(deft.wave) ?? '', deft.measure] : ['', ''];
	return [
		...[places.get(id) ?? '', label, measure, 'share', share, n],
		...[deft.kind, deft.kind === 'declared' ? deft.deft : '', ...neighbour],
		...[rounding, smallestChange ?? 0.03, source],
	];
}
