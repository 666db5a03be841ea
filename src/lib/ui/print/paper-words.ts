import type { Language } from '#core/instrument/index.ts';

const en = {
	/** The language of these words, which is English where there is no catalogue for a questionnaire's. */
	language: 'en',
	/** How a question is named by its number. */
	question: (number: number | '?'): string => `Q${number}`,
	section: (number: number): string => `Section ${number}`,
	answersTo: (question: string): string => `Answers to ${question}`,
	codes: 'Numbers in front of answers are the codes by which they are entered.',
	italics: 'Words in italics are for whoever asks.',
	brackets: 'Words in square brackets are for whoever asks.',
	earlierAnswer: (question: string): string => `[answer to ${question}]`,
	putIn: 'Put in the words of the earlier answer.',
	oneAnswer: 'One answer.',
	oneInEachRow: 'One answer in each row.',
	alone: (codes: string): string => `Chosen alone: ${codes}.`,
	places: (most: number): string => `Write 1 to ${most} beside the answers.`,
	shuffledAnswers: 'Read the answers in another order for each person.',
	shuffledRows: 'Read the rows in another order for each person.',
	howMany: 'Ask how many, never which.',
	halfOnly: (letter: string): string => `Only a random half of people is shown ${letter}: print one paper without it.`,
	stopIf: (code: number): string => `Stop here if the answer is ${code}.`,
	askIf: (condition: string): string => `Ask if ${condition}.`,
	and: 'and',
	or: 'or',
	not: (condition: string): string => `it is not so that ${condition}`,
	answered: (question: string): string => `${question} was answered`,
	is: (question: string, answer: string): string => `${question} is ${answer}`,
	atLeast: (question: string, least: number): string => `${question} is ${least} or higher`,
	arm: (experiment: string, arm: string): string => `the random group of “${experiment}” is “${arm}”`,
	row: (row: string): string => `, row “${row}”,`,
	notHere: (id: string): string => `“${id}” (which is not in this questionnaire)`,
};

/** What a printed questionnaire says around its own words, in one language. */
export type PaperWords = typeof en;

/** In Gaelic: a draft, to be reviewed by a speaker before fieldwork. */
const gd: PaperWords = {
	language: 'gd',
	question: (number) => `C${number}`,
	section: (number) => `Earrann ${number}`,
	answersTo: (question) => `Freagairtean air ${question}`,
	codes: 'ʼS e na h-àireamhan ro na freagairtean na còdan leis an tèid an cur a-steach.',
	italics: 'Tha faclan ann an clò eadailteach airson an neach a tha a’ faighneachd.',
	brackets: 'Tha faclan ann an camagan ceàrnagach airson an neach a tha a’ faighneachd.',
	earlierAnswer: (question) => `[an fhreagairt air ${question}]`,
	putIn: 'Cuir a-steach faclan na freagairt roimhe.',
	oneAnswer: 'Aon fhreagairt.',
	oneInEachRow: 'Aon fhreagairt anns gach sreath.',
	alone: (codes) => `Taghte leotha fhèin: ${codes}.`,
	places: (most) => `Sgrìobh 1 gu ${most} ri taobh nam freagairtean.`,
	shuffledAnswers: 'Leugh na freagairtean ann an òrdugh eile do gach neach.',
	shuffledRows: 'Leugh na sreathan ann an òrdugh eile do gach neach.',
	howMany: 'Faighnich cia mheud, chan ann dè an fheadhainn.',
	halfOnly: (letter) => `Chan fhaic ach leth dhaoine, air thuaiream, ${letter}: clò-bhuail pàipear às aonais.`,
	stopIf: (code) => `Stad an seo mas e ${code} an fhreagairt.`,
	askIf: (condition) => `Faighnich seo ma tha seo fìor: ${condition}.`,
	and: 'agus',
	or: 'no',
	not: (condition) => `chan eil seo fìor: ${condition}`,
	answered: (question) => `chaidh ${question} a fhreagairt`,
	is: (question, answer) => `${question} = ${answer}`,
	atLeast: (question, least) => `${question} = ${least} no nas àirde`,
	arm: (experiment, arm) => `buidheann air thuaiream “${experiment}” = “${arm}”`,
	row: (row) => `, sreath “${row}”,`,
	notHere: (id) => `“${id}” (nach eil sa cheisteachan seo)`,
};

const catalogues: Readonly<Record<string, PaperWords>> = { en, gd };

/** The words around a printed questionnaire in its language, or in English where there is no catalogue for it. */
export function paperWordsIn(language: Language): PaperWords {
	return catalogues[language] ?? en;
}
