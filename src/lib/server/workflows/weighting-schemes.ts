import type { WeightingScheme } from '#core/weighting/index.ts';
import type { Site } from '../site.ts';
import type { StoredScheme } from '../storage/index.ts';
import {
	deleteScheme as deleteStored,
	findLatestVersion,
	insertScheme,
	listSchemes,
	lockScheme as lockStored,
} from '../storage/index.ts';
import { SurveySlug } from '#core/instrument/index.ts';

/** Which version of which of a survey's schemes. */
export interface SchemeVersion {
	readonly survey: string;
	readonly name: string;
	readonly version: number;
}

/** The longest name of a scheme, in characters. */
const longestName = 80;
const longestNote = 2000;

/** Every version of a survey's weighting schemes, by name and version. */
export async function listWeightingSchemes(site: Site, args: { survey: string }): Promise<StoredScheme[]> {
	return listSchemes(site.storage.reader, args);
}

/** One version of a scheme; undefined when it is not there. */
export async function findWeightingScheme(site: Site, args: SchemeVersion): Promise<StoredScheme | undefined> {
	const all = await listSchemes(site.storage.reader, args);
	return all.find(({ name, version }) => name === args.name && version === args.version);
}

/** Saves a scheme as the next version of its name. */
export async function saveWeightingScheme(
	site: Site,
	args: { survey: string; name: string; scheme: WeightingScheme; note: string; by: string },
): Promise<
	| { readonly kind: 'saved'; readonly name: string; readonly version: number }
	| { readonly kind: 'unknown-survey' }
	| { readonly kind: 'name-missing' }
	| { readonly kind: 'too-long'; readonly field: 'name' | 'note'; readonly most: number }
> {
	const [name, note] = [args.name.trim(), args.note.trim()];
	if (name === '') return { kind: 'name-missing' };
	if (name.length > longestName) return { kind: 'too-long', field: 'name', most: longestName };
	if (note.length > longestNote) return { kind: 'too-long', field: 'note', most: longestNote };
	if ((await findLatestVersion(site.storage.reader, args)) === undefined) return { kind: 'unknown-survey' };
	const { version } = await insertScheme(site.storage.writer, {
		survey: SurveySlug.parse(args.survey),
		name,
		scheme: args.scheme,
		note,
		createdBy: args.by,
		createdOn: site.clock.today(),
	});
	return { kind: 'saved', name, version };
}

/**
 * Locks a version, so that figures made with it can be made again; nothing unlocks it. The remark, such as who locked it and
 * why, is added to its note.
 */
export async function lockWeightingScheme(
	site: Site,
	args: SchemeVersion & { readonly remark?: string },
): Promise<{ readonly kind: 'locked' } | { readonly kind: 'unknown-scheme' }> {
	return (await lockStored(site.storage.writer, args)) ? { kind: 'locked' } : { kind: 'unknown-scheme' };
}

/** Deletes a version that nobody has locked. */
export async function deleteWeightingScheme(
	site: Site,
	args: SchemeVersion,
): Promise<
	| { readonly kind: 'deleted'; readonly scheme: StoredScheme }
	| { readonly kind: 'locked' }
	| { readonly kind: 'unknown-scheme' }
> {
	return deleteStored(site.storage.writer, args);
}
