import type { JsonObject } from './json.ts';

/**
 * The least that can be asked, as a start: a title, the consent question and a first question of one's own, in English.
 * Nobody has decided yet what is empty here, and the checker says so.
 */
export function blankInstrument({ survey, title }: { survey: string; title: string }): JsonObject {
	const neither = { offered: false, inBase: false };
	const declined = { offered: true, inBase: false };
	return {
		survey,
		version: 1,
		title: { en: title },
		summary: { en: 'What this survey is for, in one sentence.' },
		population: { en: 'People aged 16 and over' },
		unit: 'person',
		languages: [{ code: 'en', status: 'complete' }],
		introduction: { en: 'What this survey is about, who it is for, and how long it takes.' },
		closing: { en: 'Thank you for taking part.' },
		privacy: {
			purpose: { en: 'What the answers are for.' },
			collects: { en: 'What is collected.' },
			published: { en: 'What is published, and where.' },
			retentionMonths: 24,
		},
		experiments: [],
		sections: [
			{
				id: 'start',
				title: { en: 'Before we start' },
				questions: [
					{
						id: 'consent',
						kind: 'consent',
						text: { en: 'Do you agree to take part?' },
						base: { en: 'Everyone' },
						sensitivity: 'none',
						dontKnow: neither,
						preferNotToSay: neither,
						required: true,
						agreeLabel: { en: 'Yes, I agree to take part' },
						declineLabel: { en: 'No, I do not agree' },
					},
				],
			},
			{
				id: 'questions',
				title: { en: 'Questions' },
				questions: [
					{
						id: 'first_question',
						kind: 'single',
						text: { en: 'Your first question' },
						base: { en: 'Everyone' },
						sensitivity: 'none',
						dontKnow: declined,
						preferNotToSay: declined,
						required: true,
						order: 'fixed',
						options: [
							{ code: 1, label: { en: 'Yes' }, exclusive: false, specify: false, anchored: false },
							{ code: 2, label: { en: 'No' }, exclusive: false, specify: false, anchored: false },
						],
					},
				],
			},
		],
		measures: [],
		breaks: [],
		weighting: null,
		support: [],
		guidance: [],
		equivalences: [],
	};
}
