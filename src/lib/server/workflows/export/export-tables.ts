import { trendTables } from '#exchange/ods/trend-tables.ts';
import { isFigured } from '#core/trends/index.ts';
import type { Site } from '../../site.ts';
import { trendOf } from '../analysis/index.ts';
import type { Bundle } from './bundle.ts';
import { tablesBundle } from './bundle.ts';

/** The trend of a survey's measures over its waves as a spreadsheet of tables. */
export async function exportTables(
	site: Site,
	{ survey, by }: { survey: string; by: string },
): Promise<{ kind: 'bundle'; bundle: Bundle } | { kind: 'unknown-survey' } | { kind: 'no-answers' }> {
	const answer = await trendOf(site, { survey });
	if (answer.kind !== 'trend') return { kind: 'unknown-survey' };
	const { report } = answer;
	if (!report.waves.some(isFigured)) return { kind: 'no-answers' };
	const made = site.clock.now();
	return { kind: 'bundle', bundle: tablesBundle(trendTables(report, { by, made }), { survey, made }) };
}
