import type { Dataset, MadeVariable } from '#core/dataset/index.ts';
import { sourcesOf, withDerived } from '#core/dataset/index.ts';
import type { VariableSpread } from '#core/trends/index.ts';
import { variableSpread } from '#core/trends/index.ts';
import { demand } from '../../accounts/demand.ts';
import type { Site } from '../../site.ts';
import { madeVariables } from '../coding/coded-columns.ts';
import type { Proposal, Refused } from './define-variable.ts';
import { problemsOf, withProposal } from './define-variable.ts';
import type { Variables } from './followed.ts';
import { askedVariables, derivedVariables } from './followed.ts';
import { loadWaves, versionsOf } from './loaded-waves.ts';

export interface Preview {
	readonly kind: 'preview';
	/** Those with completed interviews. */
	readonly waves: readonly { readonly label: string; readonly completed: number }[];
	/** Each source as it is, and the result last. */
	readonly variables: readonly VariableSpread[];
}

/** What a proposal would make of every wave's answers, before it is saved. */
export async function previewVariable(
	site: Site,
	proposal: Proposal,
): Promise<Preview | Refused | { readonly kind: 'unknown-survey' }> {
	const { survey, name, definition } = proposal;
	demand(site, 'see', survey);
	const versions = await versionsOf(site, survey);
	if (versions.length === 0) return { kind: 'unknown-survey' };
	const problems = await problemsOf(site, proposal, versions);
	if (problems.length > 0) return { kind: 'refused', problems };
	const derived = withProposal(await madeVariables(site, { survey }), proposal);
	const asked = askedVariables(versions.toReversed());
	const described = new Map([...asked, ...derivedVariables(asked, derived)]);
	const loaded = (await loadWaves(site, { survey, versions })).filter(({ answers }) => answers.dataset.rows > 0);
	const waves = loaded.map(({ answers }) => ({
		dataset: rederived(answers.dataset, asked, derived),
		weights: answers.design.weights,
	}));
	return {
		kind: 'preview',
		waves: loaded.map(({ wave, answers }) => ({ label: wave.label, completed: answers.dataset.rows })),
		variables: [...sourcesOf(definition), name].flatMap((one) => {
			const variable = described.get(one);
			return variable === undefined ? [] : [variableSpread(variable, waves, 'en')];
		}),
	};
}

/** The dataset with other derived variables than those in use. */
function rederived({ rows, columns }: Dataset, asked: Variables, derived: readonly MadeVariable[]): Dataset {
	return withDerived({ rows, columns: new Map([...columns].filter(([name]) => asked.has(name))) }, derived);
}
