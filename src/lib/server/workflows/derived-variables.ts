import type { Definition } from '#core/dataset/index.ts';
import { SurveySlug } from '#core/instrument/index.ts';
import type { Site } from '../site.ts';
import type { StoredDerivedVariable } from '../storage/index.ts';
import {
	findLatestVersion,
	insertDerivedVariable,
	listDerivedVariables,
	retireDerivedVariable,
} from '../storage/index.ts';

/** The newest version of each of a survey's derived variables, by name: those in use and those out of use. */
export async function listDerived(
	site: Site,
	args: { survey: string },
): Promise<{ readonly inUse: readonly StoredDerivedVariable[]; readonly retired: readonly StoredDerivedVariable[] }> {
	const versions = await listDerivedVariables(site.storage.reader, args);
	const newest = [...new Map(versions.map((one) => [one.name, one])).values()];
	return {
		inUse: newest.filter(({ retiredOn }) => retiredOn === null),
		retired: newest.filter(({ retiredOn }) => retiredOn !== null),
	};
}

/** Saves a definition as the version after `basedOn`, 0 for a new variable; a retired one is thereby in use again. */
export async function saveDerived(
	site: Site,
	args: { survey: string; name: string; basedOn: number; definition: Definition; by: string },
): Promise<
	| { readonly kind: 'saved'; readonly version: number }
	| { readonly kind: 'changed-meanwhile'; readonly version: number }
	| { readonly kind: 'unknown-survey' }
> {
	if ((await findLatestVersion(site.storage.reader, args)) === undefined) return { kind: 'unknown-survey' };
	const { name, basedOn, definition } = args;
	const saved = await insertDerivedVariable(site.storage.writer, {
		...{ survey: SurveySlug.parse(args.survey), name, basedOn, definition },
		createdBy: args.by,
		createdOn: site.clock.today(),
	});
	return saved.kind === 'inserted' ? { kind: 'saved', version: saved.version } : saved;
}

/** Takes a variable out of use. Its definition stays, so that `restoreDerived` undoes it. */
export async function retireDerived(
	site: Site,
	args: { survey: string; name: string },
): Promise<{ readonly kind: 'retired' } | { readonly kind: 'unknown-variable' }> {
	const retired = await retireDerivedVariable(site.storage.writer, { ...args, retiredOn: site.clock.today() });
	return { kind: retired ? 'retired' : 'unknown-variable' };
}

/** Puts a retired variable into use again. */
export async function restoreDerived(
	site: Site,
	args: { survey: string; name: string },
): Promise<{ readonly kind: 'restored' } | { readonly kind: 'unknown-variable' }> {
	const restored = await retireDerivedVariable(site.storage.writer, { ...args, retiredOn: null });
	return { kind: restored ? 'restored' : 'unknown-variable' };
}
