import type { QualityReading } from '#core/fieldwork/index.ts';
import type { TrendReport } from '#core/trends/index.ts';
import { demand } from '../../accounts/demand.ts';
import type { Site } from '../../site.ts';
import { rulesInForce } from '../quality/rules-in-force.ts';
import { trendOf } from './trend-of.ts';

/** A survey's trend under each reading of its quality rules. */
export interface Readings {
	/** The version of the rules in force and the reading they declare; null without any. */
	readonly inForce: { readonly version: number; readonly reading: QualityReading } | null;
	readonly reports: Readonly<Record<QualityReading, TrendReport>>;
}

/** The three readings side by side; undefined for a survey that is not there. */
export async function readingsOf(site: Site, { survey }: { survey: string }): Promise<Readings | undefined> {
	demand(site, 'see', survey);
	const [none, standard, strict] = [
		await trendOf(site, { survey, reading: 'none' }),
		await trendOf(site, { survey, reading: 'standard' }),
		await trendOf(site, { survey, reading: 'strict' }),
	];
	if (none.kind !== 'trend' || standard.kind !== 'trend' || strict.kind !== 'trend') return undefined;
	const rules = await rulesInForce(site, { survey });
	return {
		inForce: rules === undefined ? null : { version: rules.version, reading: rules.rules.reading },
		reports: { none: none.report, standard: standard.report, strict: strict.report },
	};
}
