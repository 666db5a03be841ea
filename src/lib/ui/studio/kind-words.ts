import type { Question } from '#core/instrument/index.ts';

/** The kinds of question as an author picks them. */
export const kindWords: Readonly<Record<Question['kind'], { readonly name: string; readonly what: string }>> = {
	single: { name: 'One answer', what: 'one out of a list' },
	multiple: { name: 'Several answers', what: 'as many of a list as apply' },
	grid: { name: 'Grid', what: 'several statements on one scale' },
	scale: { name: 'Scale', what: 'a point between two ends' },
	number: { name: 'Number', what: 'an amount or a count' },
	text: { name: 'Own words', what: 'open text' },
	ranking: { name: 'Ranking', what: 'the first few of a list, in order' },
	knowledge: { name: 'Knowledge', what: 'one answer that is right' },
	'item-count': { name: 'Item count', what: 'how many of a list; half of people have the sensitive one too' },
	crosswise: { name: 'Crosswise', what: 'whether two things are alike; nobody learns which' },
	consent: { name: 'Consent', what: 'whether to take part' },
	information: { name: 'Information', what: 'a page to read' },
};
