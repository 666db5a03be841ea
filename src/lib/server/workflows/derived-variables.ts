import { sourcesOf } from '#core/dataset/index.ts';
import { demand } from '../accounts/demand.ts';
import { onRecord, type Actor } from '../on-record.ts';
import type { Site } from '../site.ts';
import type { StoredDerivedVariable } from '../storage/index.ts';
import { wavesWeightedBy } from './analysis/weighted-by.ts';
import { listDerivedVariables, retireDerivedVariable } from '../storage/index.ts';

/** The newest version of each of a survey's derived variables, by name: those in use and those out of use. */
export async function listDerived(
	site: Site,
	args: { survey: string },
): Promise<{ readonly inUse: readonly StoredDerivedVariable[]; readonly retired: readonly StoredDerivedVariable[] }> {
	demand(site, 'see', args.survey);
	const versions = await listDerivedVariables(site.storage.reader, args);
	const newest = [...new Map(versions.map((one) => [one.name, one])).values()];
	return {
		inUse: newest.filter(({ retiredOn }) => retiredOn === null),
		retired: newest.filter(({ retiredOn }) => retiredOn !== null),
	};
}

/**
 * Takes a variable out of use; its definition stays, so that `restoreDerived` undoes it. Refused while others are made of
 * it, or waves are weighted by it.
 */
export async function retireDerived(
	site: Site,
	args: { survey: string; name: string; actor: Actor },
): Promise<
	| { readonly kind: 'retired' }
	| { readonly kind: 'unknown-variable' }
	| { readonly kind: 'in-use-by'; readonly names: readonly string[] }
	| { readonly kind: 'weights-rest-on'; readonly waves: readonly string[] }
> {
	const { survey, name, actor } = args;
	demand(site, 'manage', survey);
	const { inUse } = await listDerived(site, args);
	const names = inUse.filter(({ definition }) => sourcesOf(definition).includes(name)).map((one) => one.name);
	if (names.length > 0) return { kind: 'in-use-by', names };
	const waves = await wavesWeightedBy(site, { survey, variable: name, derived: inUse });
	if (waves.length > 0) return { kind: 'weights-rest-on', waves };
	const before = inUse.find((one) => one.name === name)?.definition;
	const writer = onRecord(site, actor, { action: 'variable.retired', object: name, survey, before });
	const retired = await retireDerivedVariable(writer, { survey, name, retiredOn: site.clock.today() });
	return { kind: retired ? 'retired' : 'unknown-variable' };
}

/** Puts a retired variable into use again. */
export async function restoreDerived(
	site: Site,
	args: { survey: string; name: string; actor: Actor },
): Promise<{ readonly kind: 'restored' } | { readonly kind: 'unknown-variable' }> {
	const { survey, name, actor } = args;
	demand(site, 'manage', survey);
	const after = (await listDerived(site, args)).retired.find((one) => one.name === name)?.definition;
	const writer = onRecord(site, actor, { action: 'variable.restored', object: name, survey, after });
	const restored = await retireDerivedVariable(writer, { survey, name, retiredOn: null });
	return { kind: restored ? 'restored' : 'unknown-variable' };
}
