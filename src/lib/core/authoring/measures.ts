import type { Measure } from '../instrument/index.ts';
import type { Edit } from './edit.ts';
import type { Json, JsonObject } from './json.ts';
import { isList } from './json.ts';
import { freshId } from './new-question.ts';
import type { Place } from './place.ts';
import { valueAt } from './place.ts';
import type { DraftVariable } from './variables.ts';

export type Statistic = Measure['statistic'];

/** Whether a statistic can be taken of a column: shares of codes, means of numbers, scores of right answers. */
export function suits(statistic: Statistic, { variable, kind }: DraftVariable): boolean {
	switch (statistic) {
		case 'share':
			return variable.type === 'code';
		case 'mean':
			return variable.type !== 'text';
		case 'score':
			return kind === 'knowledge' && variable.name === `${variable.question}_right`;
		case 'item-count':
		case 'crosswise':
			return kind === statistic && variable.name === variable.question;
	}
}

/** A measure of a column, by the statistic that its question calls for, with an id that no measure has. */
export function newMeasure(
	of: DraftVariable,
	{ language, taken }: { language: string; taken: readonly string[] },
): JsonObject {
	const { variable } = of;
	const statistic = usualStatistic(of);
	const common = {
		id: freshId(variable.name, taken),
		label: { [language]: variable.label[language] ?? variable.name },
		base: { [language]: variable.base[language] ?? 'Everyone' },
		objective: null,
		statistic,
	};
	switch (statistic) {
		case 'share':
			return { ...common, variables: [variable.name], codes: firstCode(of) };
		case 'score':
			return { ...common, variables: [variable.name] };
		case 'mean':
		case 'item-count':
		case 'crosswise':
			return { ...common, variable: variable.name };
	}
}

/**
 * The edits that give a measure another statistic. It keeps the columns that the other one can be taken of, or else takes
 * the first that suits; none where the draft has no such column.
 */
export function statisticEdits(
	document: Json,
	place: Place,
	statistic: Statistic,
	columns: readonly DraftVariable[],
): Edit[] {
	const suitable = columns.filter((column) => suits(statistic, column));
	const had = variablesNamed(document, place);
	const kept = suitable.filter(({ variable }) => had.includes(variable.name));
	const [first] = kept.length > 0 ? kept : suitable;
	if (first === undefined) return [];
	const names = (kept.length > 0 ? kept : [first]).map(({ variable }) => variable.name);
	const many = statistic === 'share' || statistic === 'score';
	const put = (field: string, value: Json | undefined): Edit[] =>
		value === undefined && valueAt(document, `${place}/${field}`) === undefined
			? []
			: [{ kind: 'set', place: `${place}/${field}`, ...(value !== undefined && { value }) }];
	return [
		...put('statistic', statistic),
		...put('variables', many ? names : undefined),
		...put('variable', many ? undefined : first.variable.name),
		...put('codes', statistic === 'share' ? (valueAt(document, `${place}/codes`) ?? firstCode(first)) : undefined),
	];
}

/** The columns that a measure of a draft names. */
export function variablesNamed(document: Json, place: Place): string[] {
	const [many, one] = [valueAt(document, `${place}/variables`), valueAt(document, `${place}/variable`)];
	const named = many !== undefined && isList(many) ? many : one === undefined ? [] : [one];
	return named.filter((name) => typeof name === 'string');
}

/** Those that no question of the draft yields (any more), with those by which it keeps rows. */
export function variablesGone(document: Json, place: Place, columns: readonly DraftVariable[]): string[] {
	const among = valueAt(document, `${place}/among`);
	const kept = among !== undefined && isList(among) ? among.map((one) => valueAt(one, 'variable')) : [];
	const named = [...variablesNamed(document, place), ...kept.filter((name) => typeof name === 'string')];
	return named.filter((name) => !columns.some(({ variable }) => variable.name === name));
}

function usualStatistic(of: DraftVariable): Statistic {
	if (suits('item-count', of)) return 'item-count';
	if (suits('crosswise', of)) return 'crosswise';
	if (suits('score', of)) return 'score';
	return of.kind === 'scale' || of.variable.type === 'number' ? 'mean' : 'share';
}

/** Of a box that is ticked or not, ticked; else the first answer. */
function firstCode({ variable, kind }: DraftVariable): number[] {
	const code = kind === 'multiple' ? 1 : variable.values[0]?.code;
	return code === undefined ? [] : [code];
}
