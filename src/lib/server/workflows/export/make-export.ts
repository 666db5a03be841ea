import { demand } from '../../accounts/demand.ts';
import type { Site } from '../../site.ts';
import type { Bundle, DataFormat } from './bundle.ts';
import { dataBundle } from './bundle.ts';
import { exportTables } from './export-tables.ts';
import { prepareExport } from './prepare.ts';
import type { ExportRequest, NotPrepared } from './request.ts';

/** A file that somebody wants: answers in one of the formats, or with `ods` the tables of the survey's measures. */
export type WantedFile = ExportRequest & {
	readonly format: DataFormat | 'ods';
	readonly show: 'codes' | 'labels';
	/** Told of the rows written so far, by formats that count them. */
	readonly progress?: ((rows: number) => void) | undefined;
};

/** The files of an export, not yet written; making them does not take long, writing them may. */
export async function makeExport(
	site: Site,
	wanted: WantedFile,
): Promise<{ readonly kind: 'bundle'; readonly bundle: Bundle } | NotPrepared> {
	demand(site, 'export', wanted.survey);
	if (wanted.format === 'ods') return exportTables(site, wanted);
	const { format, show, progress } = wanted;
	const prepared = await prepareExport(site, wanted);
	return prepared.kind === 'prepared'
		? { kind: 'bundle', bundle: dataBundle(prepared, { format, show, progress }) }
		: prepared;
}
