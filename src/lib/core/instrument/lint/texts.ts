import type { Instrument } from '../instrument.ts';
import type { Question } from '../kinds/kinds.ts';
import type { Text } from '../text.ts';
import type { Placed } from './finding.ts';
import { placedQuestions } from './finding.ts';
import { optionsOf } from './identity.ts';

/** A text of the instrument: where it is, what it is in words, and whether respondents can meet it. */
export interface PlacedText {
	readonly text: Text;
	readonly path: string;
	/** The thing it belongs to, such as `question "harm" in section "Beliefs"`. */
	readonly place: string;
	/** Which text of that thing, such as `option 3`. With the place it names the text over versions. */
	readonly field: string;
	readonly shown: boolean;
	/** The question it belongs to, if any. */
	readonly of?: Placed;
}

/** Every text of the instrument, in the order of the file. */
export function textsOf(instrument: Instrument): PlacedText[] {
	const top = (field: string, text: Text, shown: boolean): PlacedText => ({
		text,
		path: field.replaceAll(' ', '/'),
		place: 'the instrument',
		field,
		shown,
	});
	return [
		top('title', instrument.title, true),
		top('summary', instrument.summary, false),
		top('population', instrument.population, false),
		top('introduction', instrument.introduction, true),
		top('closing', instrument.closing, true),
		top('privacy purpose', instrument.privacy.purpose, true),
		top('privacy collects', instrument.privacy.collects, true),
		top('privacy published', instrument.privacy.published, true),
		...instrument.sections.map(({ id, title }, index) => ({
			text: title,
			path: `sections/${index}/title`,
			place: `section "${id}"`,
			field: 'title',
			shown: true,
		})),
		...placedQuestions(instrument).flatMap(questionTexts),
		...instrument.measures.flatMap(({ id, label, base }, index) => [
			{ text: label, path: `measures/${index}/label`, place: `measure "${id}"`, field: 'label', shown: false },
			{ text: base, path: `measures/${index}/base`, place: `measure "${id}"`, field: 'base', shown: false },
		]),
		...(instrument.weighting?.margins ?? []).map(({ id, label }, index) => ({
			text: label,
			path: `weighting/margins/${index}/label`,
			place: `margin "${id}"`,
			field: 'label',
			shown: false,
		})),
		...instrument.support.map(({ id, text }, index) => ({
			text,
			path: `support/${index}/text`,
			place: `support contact "${id}"`,
			field: 'text',
			shown: true,
		})),
		...instrument.guidance.flatMap(({ id, title, text }, index) => [
			{ text: title, path: `guidance/${index}/title`, place: `guidance "${id}"`, field: 'title', shown: true },
			{ text, path: `guidance/${index}/text`, place: `guidance "${id}"`, field: 'text', shown: true },
		]),
	];
}

function questionTexts(placed: Placed): PlacedText[] {
	const { question, path, place } = placed;
	const at = (field: string, text: Text | undefined, shown = true, key = field): PlacedText[] =>
		text === undefined ? [] : [{ text, path: `${path}/${key}`, place, field, shown, of: placed }];
	return [
		...at('text', question.text),
		...at('hint', question.hint),
		...at('base', question.base, false),
		...optionsOf(question).flatMap(({ code, label }, index) =>
			at(`option ${code}`, label, true, `options/${index}/label`),
		),
		...ownTexts(question).flatMap(({ field, key, text }) => at(field, text, true, key)),
	];
}

function ownTexts(question: Question): { field: string; key: string; text: Text | undefined }[] {
	switch (question.kind) {
		case 'grid':
			return question.items.map(({ id, label }, index) => ({
				field: `row "${id}"`,
				key: `items/${index}/label`,
				text: label,
			}));
		case 'item-count':
			return [
				...question.items.map(({ id, label }, index) => ({
					field: `statement "${id}"`,
					key: `items/${index}/label`,
					text: label,
				})),
				{ field: 'sensitive statement', key: 'sensitive/label', text: question.sensitive.label },
			];
		case 'number':
			return [{ field: 'unit', key: 'unit', text: question.unit }];
		case 'scale':
			return [
				{ field: 'low label', key: 'lowLabel', text: question.lowLabel },
				{ field: 'high label', key: 'highLabel', text: question.highLabel },
			];
		case 'text':
			return [{ field: 'warning', key: 'warning', text: question.warning }];
		case 'crosswise':
			return [
				{ field: 'innocuous statement', key: 'innocuous', text: question.innocuous },
				{ field: 'sensitive statement', key: 'sensitive', text: question.sensitive },
				{ field: 'alike label', key: 'alikeLabel', text: question.alikeLabel },
				{ field: 'different label', key: 'differentLabel', text: question.differentLabel },
			];
		case 'consent':
			return [
				{ field: 'agree label', key: 'agreeLabel', text: question.agreeLabel },
				{ field: 'decline label', key: 'declineLabel', text: question.declineLabel },
			];
		case 'information':
			return [{ field: 'body', key: 'body', text: question.body }];
		case 'single':
		case 'multiple':
		case 'ranking':
		case 'knowledge':
			return [];
	}
}
