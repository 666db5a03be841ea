import { Instrument } from '../../../src/lib/core/instrument/index.ts';

/** A question with what every question has to say filled in: nothing sensitive, no way to decline, asked of all. */
export function asks(question: { id: string; kind: string } & Record<string, unknown>): Record<string, unknown> {
	return {
		text: { en: `Question ${question.id}`, gd: `Ceist ${question.id}` },
		base: { en: 'All', gd: 'Na h-uile' },
		sensitivity: 'none',
		dontKnow: { offered: false, inBase: false },
		preferNotToSay: { offered: false, inBase: false },
		...question,
	};
}

/** A single choice of the codes 1 to `count`. */
export function choice(id: string, count = 3, more: Record<string, unknown> = {}): Record<string, unknown> {
	const options = Array.from({ length: count }, (_, index) => ({
		code: index + 1,
		label: { en: `Option ${index + 1}`, gd: `Roghainn ${index + 1}` },
	}));
	return asks({ id, kind: 'single', options, ...more });
}

/** The smallest instrument that asks these questions, through the same schema as the real ones. */
export function tiny(
	survey: string,
	questions: readonly Record<string, unknown>[],
	more: Record<string, unknown> = {},
): Instrument {
	const words = { en: `The survey ${survey}`, gd: `An t-suirbhidh ${survey}` };
	return Instrument.parse({
		survey,
		version: 1,
		title: words,
		summary: words,
		population: words,
		unit: 'person',
		languages: [
			{ code: 'en', status: 'complete' },
			{ code: 'gd', status: 'complete' },
		],
		introduction: words,
		closing: words,
		privacy: { purpose: words, collects: words, published: words, retentionMonths: 12 },
		sections: [{ id: 'only', title: words, questions }],
		measures: [],
		weighting: null,
		support: [],
		...more,
	});
}
