import { Json } from '#core/authoring/index.ts';
import { demand } from '../../accounts/demand.ts';
import type { Site } from '../../site.ts';
import { findStoredVersion } from '../../storage/index.ts';

/** A published version as it was published, word for word; undefined where there is none. */
export async function readVersion(site: Site, args: { survey: string; version: number }): Promise<Json | undefined> {
	demand(site, 'see', args.survey);
	const stored = await findStoredVersion(site.storage.reader, args);
	return stored === undefined ? undefined : Json.parse(JSON.parse(stored.document));
}
