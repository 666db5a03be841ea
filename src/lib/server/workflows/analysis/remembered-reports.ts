import type { TrendReport } from '#core/trends/index.ts';
import type { Site } from '../../site.ts';

interface Remembered {
	readonly stamp: string;
	readonly report: TrendReport;
}

const mostReports = 64;
const bySite = new WeakMap<Site, Map<string, Remembered>>();

/** The report under `key` if it was made under the same `stamp`, or a new one; the longest unused are forgotten. */
export function rememberReport(
	site: Site,
	{ key, stamp }: { key: string; stamp: string },
	make: () => TrendReport,
): TrendReport {
	const reports = bySite.get(site) ?? new Map<string, Remembered>();
	bySite.set(site, reports);
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
