import type { DifferenceKind, Option, Order, Question, Text } from '#core/instrument/index.ts';

/**
 * One thing that a respondent met or a rule that was applied to them: the part of the fingerprint that it belongs to, the
 * place within the question, in words, and what stands there: texts, a setting in words, or a list in its order.
 */
export type Facet = { readonly part: DifferenceKind; readonly place: string } & (
	{ readonly text: Text } | { readonly value: string } | { readonly sequence: readonly string[] }
);

/**
 * Everything about `question` that could move its answers, except what depends on the rest of the instrument. Where each
 * attribute belongs:
 * wording – question, hint, warning, the sensitive statement of indirect questions;
 * options – codes with their words, own-words fields, exclusiveness;
 * order – the order of options and rows, fixed or random, which options keep their place; the rows of a grid and the
 *   statements of an item count, since a row more or less changes what the other rows are compared with;
 * scale – kind of question, limits, unit, places, statements counted, probability, which answers are right;
 * base – who may decline and how, and who stays in the base (routing is added by the fingerprint).
 * Not in it, since no respondent meets them: construct, the item of the bank, sensitivity, base in words, source of a probability.
 */
export function questionFacets(question: Question): Facet[] {
	return [
		{ part: 'wording', place: 'question', text: question.text },
		...said('wording', 'hint', question.hint),
		{ part: 'scale', place: 'kind of question', value: question.kind },
		{ part: 'base', place: '“don’t know”', value: decliningWords(question.dontKnow) },
		{ part: 'base', place: '“prefer not to say”', value: decliningWords(question.preferNotToSay) },
		{ part: 'base', place: 'going on without an answer', value: question.required ? 'not allowed' : 'allowed' },
		...kindFacets(question),
	];
}

/** What belongs to one column of `question` and not to its others: the row, the option, the right answers. */
export function columnFacets(question: Question, variable: string): Facet[] {
	switch (question.kind) {
		case 'multiple': {
			const option = question.options.find(({ code }) => variable === `${question.id}_${code}`);
			return said('wording', 'the option itself', option?.label);
		}
		case 'grid': {
			const item = question.items.find(({ id }) => variable === `${question.id}_${id}`);
			return said('wording', 'row', item?.label);
		}
		case 'knowledge': {
			if (variable !== `${question.id}_right`) return [];
			const right = question.correct.toSorted((a, b) => a - b).join(', ');
			return [{ part: 'scale', place: 'right answers', value: right }];
		}
		case 'single':
		case 'number':
		case 'scale':
		case 'text':
		case 'ranking':
		case 'item-count':
		case 'crosswise':
		case 'consent':
		case 'information':
			return [];
	}
}

function kindFacets(question: Question): Facet[] {
	switch (question.kind) {
		case 'single':
			return optionFacets(question.options, question.order);
		case 'multiple':
			return [
				...optionFacets(question.options, question.order),
				{
					part: 'scale',
					place: 'most choices',
					value: question.most === undefined ? 'any number' : `${question.most}`,
				},
			];
		case 'grid': {
			const rows = question.items.map(({ id }) => id);
			return [
				...optionFacets(question.options, 'fixed'),
				{ part: 'order', place: 'rows', value: inOrder(rows, question.itemOrder).join(', ') },
				{ part: 'order', place: 'order of rows', value: question.itemOrder },
			];
		}
		case 'number':
			return [
				{ part: 'scale', place: 'least', value: String(question.least) },
				{ part: 'scale', place: 'most', value: String(question.most) },
				{ part: 'scale', place: 'decimals', value: String(question.decimals) },
				...said('scale', 'unit', question.unit),
			];
		case 'scale':
			return [
				{ part: 'scale', place: 'from', value: String(question.from) },
				{ part: 'scale', place: 'to', value: String(question.to) },
				{ part: 'options', place: 'words at the low end', text: question.lowLabel },
				{ part: 'options', place: 'words at the high end', text: question.highLabel },
			];
		case 'text':
			return [
				...said('wording', 'warning', question.warning),
				{ part: 'scale', place: 'most characters', value: String(question.most) },
				{ part: 'scale', place: 'lines', value: String(question.lines) },
			];
		case 'ranking':
			return [
				...optionFacets(question.options, question.order),
				{ part: 'scale', place: 'places to fill', value: String(question.places) },
			];
		case 'knowledge':
			return optionFacets(question.options, 'fixed');
		case 'item-count':
			return [
				...question.items.map(({ id, label }): Facet => ({ part: 'scale', place: `statement "${id}"`, text: label })),
				{ part: 'order', place: 'statements', value: question.items.map(({ id }) => id).join(', ') },
				{ part: 'wording', place: 'sensitive statement', text: question.sensitive.label },
			];
		case 'crosswise':
			return [
				{ part: 'wording', place: 'innocuous statement', text: question.innocuous },
				{ part: 'wording', place: 'sensitive statement', text: question.sensitive },
				{ part: 'options', place: 'both alike', text: question.alikeLabel },
				{ part: 'options', place: 'one of the two', text: question.differentLabel },
				{ part: 'scale', place: 'chance of the innocuous statement', value: String(question.probability) },
			];
		case 'consent':
			return [
				{ part: 'options', place: 'agreeing', text: question.agreeLabel },
				{ part: 'options', place: 'declining', text: question.declineLabel },
			];
		case 'information':
			return [{ part: 'wording', place: 'page', text: question.body }];
	}
}

function optionFacets(options: readonly Option[], order: Order): Facet[] {
	const facets: Facet[] = [
		{ part: 'order', place: 'options', sequence: optionOrder(options, order) },
		{ part: 'order', place: 'order of options', value: order },
	];
	for (const { code, label, exclusive, specify, anchored } of options) {
		const place = `option ${code}`;
		facets.push({ part: 'options', place, text: label });
		if (exclusive) facets.push({ part: 'options', place: `${place}, standing alone`, value: 'yes' });
		if (specify) facets.push({ part: 'options', place: `${place}, own words`, value: 'asked for' });
		if (order === 'random') {
			facets.push({ part: 'order', place: `${place} in random order`, value: anchored ? 'keeps its place' : 'moves' });
		}
	}
	return facets;
}

/** The printed order; where it is random, only anchored options have a place and the others stand in order of code. */
function optionOrder(options: readonly Option[], order: Order): string[] {
	if (order === 'fixed') return options.map(({ code }) => String(code));
	const moving = options
		.filter(({ anchored }) => !anchored)
		.map(({ code }) => code)
		.toSorted((a, b) => a - b);
	let next = 0;
	return options.map(({ code, anchored }) => String(anchored ? code : moving[next++]));
}

function inOrder(ids: readonly string[], order: Order): readonly string[] {
	return order === 'fixed' ? ids : ids.toSorted();
}

function said(part: DifferenceKind, place: string, text: Text | undefined): Facet[] {
	return text === undefined ? [] : [{ part, place, text }];
}

function decliningWords(declining: { offered: boolean; inBase: boolean }): string {
	if (!declining.offered) return 'not offered';
	return declining.inBase ? 'offered, in the base' : 'offered, not in the base';
}
