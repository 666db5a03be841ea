import type { Definition, SurveyColumn } from '#core/dataset/index.ts';
import { sourcesOf } from '#core/dataset/index.ts';
import type { DerivedEntry } from '#server/workflows/analysis/variables-of.ts';

export type DefinitionKind = Definition['kind'];

/** What somebody is about to define: of which kind, of which columns, and in place of which version, if of any. */
export interface Asked {
	readonly kind: DefinitionKind;
	/** Empty until they are chosen. */
	readonly sources: readonly SurveyColumn[];
	readonly changes: Pick<DerivedEntry, 'name' | 'version' | 'definition'> | null;
}

const kinds: readonly DefinitionKind[] = ['recode', 'net', 'band', 'index', 'knowledge'];

/**
 * Reads `?kind=` with `?source=`, once for each column, or `?of=` for all columns of a question that a net is of; or `?name=`
 * of a variable to change, of which `source` may replace the columns. Undefined when there is no such thing.
 */
export function askedOf(
	parameters: URLSearchParams,
	survey: { readonly columns: readonly SurveyColumn[]; readonly inUse: readonly DerivedEntry[] },
): Asked | undefined {
	const name = parameters.get('name');
	const changes = survey.inUse.find((one) => one.name === name) ?? null;
	const kind = changes?.definition.kind ?? kinds.find((one) => one === parameters.get('kind'));
	if (kind === undefined || (name !== null && changes === null)) return undefined;
	const question = parameters.get('of');
	const given = parameters.getAll('source').filter((source) => source !== '');
	const named = given.length > 0 || changes === null || question ? given : sourcesOf(changes.definition);
	const columns = named.map((source) => survey.columns.find((column) => column.name === source && fits(kind, column)));
	const chosen = columns.filter((column) => column !== undefined);
	// A net is of some columns of a question: the others can be chosen too.
	const questions = question ? [question] : kind === 'net' ? chosen.map((column) => column.question) : [];
	const ofQuestion = survey.columns.filter((column) => questions.includes(column.question) && fits(kind, column));
	const sources = kind === 'net' ? ofQuestion : chosen;
	if (columns.includes(undefined) || (question && ofQuestion.length === 0)) return undefined;
	if ((kind === 'recode' || kind === 'band') && sources.length > 1) return undefined;
	return { kind, sources, changes };
}

/** Whether something of that kind can be made of a column. */
export function fits(kind: DefinitionKind, { type }: Pick<SurveyColumn, 'type'>): boolean {
	return type === 'code' || (type === 'number' && (kind === 'band' || kind === 'index'));
}
