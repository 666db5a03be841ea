import type { WeightingScheme } from '#core/weighting/index.ts';
import { demand } from '../accounts/demand.ts';
import { onRecord, type Actor } from '../on-record.ts';
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
	demand(site, 'see', args.survey);
	return listSchemes(site.storage.reader, args);
}

/** One version of a scheme; undefined when it is not there. */
export async function findWeightingScheme(site: Site, args: SchemeVersion): Promise<StoredScheme | undefined> {
	demand(site, 'see', args.survey);
	const all = await listSchemes(site.storage.reader, args);
	return all.find(({ name, version }) => name === args.name && version === args.version);
}

/** Saves a scheme as the next version of its name. */
export async function saveWeightingScheme(
	site: Site,
	args: { survey: string; name: string; scheme: WeightingScheme; note: string; actor: Actor },
): Promise<
	| { readonly kind: 'saved'; readonly name: string; readonly version: number }
	| { readonly kind: 'unknown-survey' }
	| { readonly kind: 'name-missing' }
	| { readonly kind: 'too-long'; readonly field: 'name' | 'note'; readonly most: number }
> {
	const { survey, scheme, actor } = args;
	demand(site, 'manage', survey);
	const [name, note] = [args.name.trim(), args.note.trim()];
	if (name === '') return { kind: 'name-missing' };
	if (name.length > longestName) return { kind: 'too-long', field: 'name', most: longestName };
	if (note.length > longestNote) return { kind: 'too-long', field: 'note', most: longestNote };
	if ((await findLatestVersion(site.storage.reader, args)) === undefined) return { kind: 'unknown-survey' };
	const doing = { action: 'scheme.saved', object: name, survey, after: { note, scheme } };
	const { version } = await insertScheme(onRecord(site, actor, doing), {
		...{ survey: SurveySlug.parse(survey), name, scheme, note },
		createdBy: actor.name,
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
	args: SchemeVersion & { readonly remark?: string; readonly actor: Actor },
): Promise<{ readonly kind: 'locked' } | { readonly kind: 'unknown-scheme' }> {
	const { actor, ...version } = args;
	demand(site, 'manage', version.survey);
	const doing = { ...about(version), action: 'scheme.locked', after: { remark: version.remark ?? '' } };
	return (await lockStored(onRecord(site, actor, doing), version)) ? { kind: 'locked' } : { kind: 'unknown-scheme' };
}

/** Deletes a version that nobody has locked. */
export async function deleteWeightingScheme(
	site: Site,
	args: SchemeVersion & { readonly actor: Actor },
): Promise<
	| { readonly kind: 'deleted'; readonly scheme: StoredScheme }
	| { readonly kind: 'locked' }
	| { readonly kind: 'unknown-scheme' }
> {
	const { actor, ...version } = args;
	demand(site, 'manage', version.survey);
	const was = await findWeightingScheme(site, version);
	const before = was === undefined ? undefined : { note: was.note, scheme: was.scheme };
	return deleteStored(onRecord(site, actor, { ...about(version), action: 'scheme.deleted', before }), version);
}

function about({ survey, name, version }: SchemeVersion) {
	return { object: `${name}, version ${version}`, survey };
}
