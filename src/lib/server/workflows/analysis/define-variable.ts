import type { Definition, DefinitionProblem, MadeVariable } from '#core/dataset/index.ts';
import { DerivedVariable, problemsWith } from '#core/dataset/index.ts';
import type { Instrument } from '#core/instrument/index.ts';
import { demand } from '../../accounts/demand.ts';
import { onRecord, type Actor } from '../../on-record.ts';
import type { Site } from '../../site.ts';
import { insertDerivedVariable } from '../../storage/index.ts';
import { madeVariables } from '../coding/coded-columns.ts';
import { listDerived } from '../derived-variables.ts';
import { askedVariables, derivedVariables } from './followed.ts';
import { versionsOf } from './loaded-waves.ts';
import { wavesWeightedBy } from './weighted-by.ts';

/** A definition that somebody proposes for a column of a survey. `basedOn` is the version it replaces, 0 for none. */
export interface Proposal {
	readonly survey: string;
	readonly name: string;
	readonly basedOn: number;
	readonly definition: Definition;
}

export type Refused = { readonly kind: 'refused'; readonly problems: readonly DefinitionProblem[] };

/**
 * Saves a proposal as the next version of its variable, which counts for all waves from then on; a retired variable is
 * thereby in use again. Refused where something stands against it, waves are weighted by the version in use, or somebody
 * saved another meanwhile.
 */
export async function defineVariable(
	site: Site,
	args: Proposal & { actor: Actor },
): Promise<
	| { readonly kind: 'saved'; readonly version: number }
	| { readonly kind: 'changed-meanwhile'; readonly version: number }
	| { readonly kind: 'weights-rest-on'; readonly waves: readonly string[] }
	| { readonly kind: 'unknown-survey' }
	| Refused
> {
	const { survey, name, basedOn, definition, actor } = args;
	demand(site, 'manage', survey);
	const versions = await versionsOf(site, survey);
	const [version] = versions;
	if (version === undefined) return { kind: 'unknown-survey' };
	const problems = await problemsOf(site, args, versions);
	if (problems.length > 0) return { kind: 'refused', problems };
	const { inUse: derived, retired } = await listDerived(site, { survey });
	const waves = await wavesWeightedBy(site, { survey, variable: name, derived });
	if (waves.length > 0) return { kind: 'weights-rest-on', waves };
	const before = [...derived, ...retired].find((one) => one.name === name)?.definition;
	const doing = { action: 'variable.defined', object: name, survey, before, after: definition };
	const saved = await insertDerivedVariable(onRecord(site, actor, doing), {
		...{ survey: version.survey, name, basedOn, definition },
		createdBy: actor.name,
		createdOn: site.clock.today(),
	});
	return saved.kind === 'inserted' ? { kind: 'saved', version: saved.version } : saved;
}

/** What stands against a proposal. A retired variable still has its name. */
export async function problemsOf(
	site: Site,
	{ survey, name, basedOn, definition }: Proposal,
	versions: readonly Instrument[],
): Promise<DefinitionProblem[]> {
	const { retired } = await listDerived(site, { survey });
	const made = await madeVariables(site, { survey });
	const asked = askedVariables(versions.toReversed());
	return problemsWith(
		{ name, definition },
		{ asked, described: derivedVariables(asked, made), derived: [...made, ...retired], isNew: basedOn === 0 },
	);
}

/** The derived variables as they would be with a proposal among them. */
export function withProposal(inUse: readonly MadeVariable[], { name, basedOn, definition }: Proposal): MadeVariable[] {
	const proposed = DerivedVariable.parse({ name, version: basedOn + 1, definition });
	return [...inUse.filter((one) => one.name !== name), proposed];
}
