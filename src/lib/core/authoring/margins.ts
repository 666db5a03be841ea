import type { Edit } from './edit.ts';
import type { Json, JsonObject } from './json.ts';
import { isList, sameJson } from './json.ts';
import { freshId } from './new-question.ts';
import { keyOf, valueAt } from './place.ts';
import type { DraftVariable } from './variables.ts';

/** Figures for each combination of codes of some columns, as shares or as totals. */
export interface Figures {
	readonly id: string;
	readonly variables: readonly string[];
	readonly targets: readonly { readonly codes: readonly number[]; readonly target: number }[];
}

const unknownSource = 'Say where these figures come from';

/**
 * The edits that put figures into a draft as margins: new shares for a margin of the same columns, or else a new margin
 * whose source is still to be given. Shares are the figures over their sum; an answer of which there is nobody has no share.
 */
export function marginEdits(document: Json, figures: readonly Figures[], language: string): Edit[] {
	const before = marginsOf(document);
	const edits: Edit[] = [];
	const fresh: JsonObject[] = [];
	for (const one of figures) {
		const margin = before.find((earlier) => sameColumns(valueAt(earlier, 'variables'), one.variables));
		const key = margin === undefined ? undefined : keyOf(margin);
		if (key === undefined) {
			const taken = [...before, ...fresh].map((other) => (keyOf(other) ?? '#').slice(1));
			fresh.push(newMargin(one, { language, taken }));
			continue;
		}
		const place = `weighting/margins/${key}`;
		edits.push({ kind: 'set', place: `${place}/variables`, value: [...one.variables] });
		edits.push({ kind: 'set', place: `${place}/targets`, value: sharesOf(one) });
	}
	return [...edits, ...addMargins(document, fresh)];
}

/** The edits that add a margin of a column with the same share for every answer, as a start for figures to be typed. */
export function evenMargin(document: Json, { variable }: DraftVariable, language: string): Edit[] {
	const taken = marginsOf(document).map((other) => (keyOf(other) ?? '#').slice(1));
	const targets = variable.values.map(({ code }) => ({ codes: [code], target: 1 }));
	const figures = { id: variable.name, variables: [variable.name], targets };
	return addMargins(document, [newMargin(figures, { language, taken })]);
}

/** The edits that take a margin away; with the last one goes the weighting. */
export function removeMargin(document: Json, key: string): Edit[] {
	const isLast = marginsOf(document).length === 1;
	return isLast
		? [{ kind: 'set', place: 'weighting', value: null }]
		: [{ kind: 'remove', place: `weighting/margins/${key}` }];
}

function addMargins(document: Json, fresh: readonly JsonObject[]): Edit[] {
	if (fresh.length === 0) return [];
	return marginsOf(document).length === 0
		? [
				{
					kind: 'set',
					place: 'weighting',
					value: { margins: fresh, trim: valueAt(document, 'weighting/trim') ?? null },
				},
			]
		: fresh.map((value): Edit => ({ kind: 'insert', list: 'weighting/margins', value }));
}

function newMargin(figures: Figures, { language, taken }: { language: string; taken: readonly string[] }): JsonObject {
	return {
		id: freshId(figures.id, taken),
		label: { [language]: figures.id },
		variables: [...figures.variables],
		targets: sharesOf(figures),
		source: unknownSource,
		confidence: 'illustrative',
	};
}

function sharesOf({ targets }: Figures): JsonObject[] {
	const sum = targets.reduce((total, { target }) => total + target, 0);
	return targets
		.filter(({ target }) => target > 0)
		.map(({ codes, target }) => ({ codes: [...codes], share: Number((target / sum).toPrecision(12)) }));
}

function marginsOf(document: Json): readonly Json[] {
	const margins = valueAt(document, 'weighting/margins');
	return margins !== undefined && isList(margins) ? margins : [];
}

function sameColumns(one: Json | undefined, others: readonly string[]): boolean {
	return one !== undefined && isList(one) && sameJson(one.map(String).toSorted(), others.toSorted());
}
