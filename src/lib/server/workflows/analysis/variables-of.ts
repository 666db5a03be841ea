import type { SurveyColumn } from '#core/dataset/index.ts';
import { sentenceOf, surveyColumn } from '#core/dataset/index.ts';
import { say } from '#core/instrument/index.ts';
import { demand } from '../../accounts/demand.ts';
import type { Site } from '../../site.ts';
import type { StoredDerivedVariable } from '../../storage/index.ts';
import { madeVariables } from '../coding/coded-columns.ts';
import { listDerived } from '../derived-variables.ts';
import { askedVariables, derivedVariables } from './followed.ts';
import { versionsOf } from './loaded-waves.ts';

/** A derived variable with what it does in words. */
export interface DerivedEntry extends Pick<
	StoredDerivedVariable,
	'name' | 'version' | 'definition' | 'createdBy' | 'createdOn' | 'retiredOn'
> {
	readonly label: string;
	readonly sentence: string;
	/** False where a source is gone or a question has taken the name, so that no wave has the column. */
	readonly isMade: boolean;
}

/** A survey's variables: those asked, and those that analysts derived. */
export interface SurveyVariables {
	readonly kind: 'variables';
	readonly survey: string;
	readonly title: string;
	readonly inUse: readonly DerivedEntry[];
	readonly retired: readonly DerivedEntry[];
	/** All that something can be derived from, in the order of the codebook, those coded of open answers after them, derived ones last. */
	readonly columns: readonly SurveyColumn[];
}

const language = 'en';
/** Longer labels than this give way to the name of the column in a sentence. */
const longestInSentence = 70;

export async function variablesOf(
	site: Site,
	{ survey }: { survey: string },
): Promise<SurveyVariables | { readonly kind: 'unknown-survey' }> {
	demand(site, 'see', survey);
	const versions = await versionsOf(site, survey);
	const newest = versions.at(-1);
	if (newest === undefined) return { kind: 'unknown-survey' };
	const { inUse, retired } = await listDerived(site, { survey });
	const asked = askedVariables(versions.toReversed());
	const made = await madeVariables(site, { survey });
	const derived = derivedVariables(asked, made);
	const coded = new Set(made.filter(({ definition }) => definition.kind === 'coded').map(({ name }) => name));
	const columns = [
		...[...asked.values()].map((variable) => surveyColumn(variable, { language, isDerived: false })),
		...[...derived.values()].map((variable) =>
			surveyColumn(variable, { language, isDerived: !coded.has(variable.name) }),
		),
	];
	const labels = new Map(columns.map(({ name, label }) => [name, label]));
	const nameOf = (column: string) => {
		const label = labels.get(column);
		return label === undefined || label.length > longestInSentence ? column : `“${label}”`;
	};
	const entryOf = (one: StoredDerivedVariable): DerivedEntry => ({
		...one,
		label: say(one.definition.label, language),
		sentence: sentenceOf(one.definition, { language, nameOf }),
		isMade: derived.has(one.name),
	});
	return {
		kind: 'variables',
		survey,
		title: say(newest.title, language),
		inUse: inUse.map(entryOf),
		retired: retired.map(entryOf),
		columns: columns.filter(({ type, values }) => type === 'number' || values.length > 0),
	};
}
