import type { TrendReport } from '#core/trends/index.ts';
import type { Site } from '../../site.ts';
import type { Storage } from '../../storage/index.ts';

interface Remembered {
	readonly stamp: string;
	readonly report: TrendReport;
}

const mostReports = 64;
const bySite = new WeakMap<Storage, Map<string, Remembered>>();

/** The report under `key` if it was made under the same `stamp`, or a new one; the longest unused are forgotten. */
export function rememberReport(
	site: Site,
	{ key, stamp }: { key: string; stamp: string },
	make: () => TrendReport,
): TrendReport {
	const reports = bySite.get(site.storage) ?? new Map<string, Remembered>();
	bySite.set(site.storage, reports);
	const before = reports.get(key);
	const remembered = before?.stamp === stamp ? before : { stamp, report: make() };
	reports.delete(key);
	reports.set(key, remembered);
	for (const oldest of reports.keys()) {
		if (reports.size <= mostReports) break;
		reports.delete(oldest);
	}
	return remembered.report;
}
