import { day, number } from '#ui/words/index.ts';

const en = {
	language: 'en',
	take: 'Take part',
	scan: 'Scan the code with your phone, or type this address:',
	minutes: (minutes: number): string =>
		minutes === 1 ? 'It takes about a minute.' : `It takes about ${number('en', minutes)} minutes.`,
	voluntary: 'Taking part is up to you. You can stop at any time.',
	until: (on: string): string => `Open until ${day('en', on)}.`,
	run: (organisation: string): string => `This survey is run by ${organisation}.`,
	questions: (contact: string): string => `Questions: ${contact}`,
	code: 'Code that leads to the survey',
};

/** What a poster says around the questionnaire's own words. */
export type PosterWords = typeof en;

/** In Gaelic: a draft, to be reviewed by a speaker before fieldwork. */
const gd: PosterWords = {
	language: 'gd',
	take: 'Gabh pàirt',
	scan: 'Sganaich an còd leis an fhòn agad, no taidhp an seòladh seo:',
	minutes: (minutes) => (minutes === 1 ? 'Bheir e mu mhionaid.' : `Bheir e mu ${number('gd', minutes)} mionaidean.`),
	voluntary: 'ʼS ann an urra riut fhèin a tha e. Faodaidh tu stad uair sam bith.',
	until: (on) => `Fosgailte gu ${day('gd', on)}.`,
	run: (organisation) => `Tha an suirbhidh seo ga ruith le ${organisation}.`,
	questions: (contact) => `Ceistean: ${contact}`,
	code: 'Còd a bheir gu an t-suirbhidh thu',
};

/** The words in a language, in English where there are none in it. */
export function posterWordsIn(language: string): PosterWords {
	return language === 'gd' ? gd : en;
}
