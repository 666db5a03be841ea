import type { QualityReading } from '#core/fieldwork/index.ts';
import type { Site } from '../../site.ts';
import type { RulesVersion } from '../../storage/index.ts';
import { listRulesVersions } from '../../storage/index.ts';

/** The newest version of a survey's rules, which holds for every wave alike; undefined where none was frozen. */
export async function rulesInForce(site: Site, args: { survey: string }): Promise<RulesVersion | undefined> {
	return (await listRulesVersions(site.storage.reader, args)).at(-1);
}

/** The reading that a survey's estimates take unless another is asked for: all responses where nothing is declared. */
export async function declaredReading(site: Site, args: { survey: string }): Promise<QualityReading> {
	return (await rulesInForce(site, args))?.rules.reading ?? 'none';
}
