import { Instrument } from './instrument.ts';
import type { Question } from './kinds/kinds.ts';

const words = { en: 'Questions' };
const neither = { offered: false, inBase: false };
const page = { id: 'page', kind: 'information', text: words, body: words, base: words, sensitivity: 'none' };

const around = Instrument.parse({
	...{ survey: 'alone', version: 1, unit: 'person', measures: [], weighting: null },
	...{ title: words, summary: words, population: words, introduction: words, closing: words },
	languages: [{ code: 'en', status: 'complete' }],
	privacy: { purpose: words, collects: words, published: words, retentionMonths: 12 },
	sections: [{ id: 'only', title: words, questions: [{ ...page, dontKnow: neither, preferNotToSay: neither }] }],
	support: [{ id: 'help', name: 'Help', text: words, checkedOn: null }],
});

/**
 * The smallest instrument that asks these questions, in one language: for what is to be said of questions that stand in
 * none, or of one apart from what is around it.
 */
export function askedAlone(questions: readonly Question[], language: string): Instrument {
	return {
		...around,
		languages: [{ code: language, status: 'complete' }],
		sections: around.sections.map((section) => ({ ...section, questions: [...questions] })),
	};
}
