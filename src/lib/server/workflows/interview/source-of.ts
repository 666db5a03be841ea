import { readSourceTag } from '#core/fieldwork/index.ts';
import type { Site } from '../../site.ts';
import { findSource } from '../../storage/index.ts';
import type { Where } from './find-fieldwork.ts';

/** The tag of the place that an open link says it was read at; undefined where the survey knows no such place. */
export async function sourceOf(
	site: Site,
	{ survey, pilot, invitation, from }: Where & { from?: string | null | undefined },
): Promise<string | undefined> {
	const tag = readSourceTag((from ?? '').slice(0, 100));
	if (tag === undefined || pilot !== undefined || invitation !== undefined) return undefined;
	return (await findSource(site.storage.reader, { survey, tag }))?.tag;
}
