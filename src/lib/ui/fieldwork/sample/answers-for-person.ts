import type { Wave } from '#core/fieldwork/index.ts';
import { plainText, say } from '#core/instrument/index.ts';
import type { Instrument, Language } from '#core/instrument/index.ts';
import type { AnswerLine, Step } from '#core/interview/index.ts';
import { answersInWords } from '#ui/questions/answers-in-words.ts';
import { wordsIn } from '#ui/words/index.ts';

interface Kept {
	readonly wave: Wave;
	readonly instrument: Instrument;
	readonly language: Language;
	readonly day: string | null;
	readonly counted: readonly Step[];
	readonly abandoned: readonly Step[];
}

/** One person's answers in the words and the language in which they were asked. */
export function answersForPerson({ wave, instrument, language, day, counted, abandoned }: Kept) {
	const { declined } = wordsIn(language);
	const inWords = (lines: readonly AnswerLine[]) =>
		lines.map(({ declined: how, words, ...row }) => ({ ...row, words: how === undefined ? words : declined[how] }));
	const wordsOf = (steps: readonly Step[]) =>
		answersInWords({ steps }, language).map(({ question, lines }) => ({ question, lines: inWords(lines) }));
	return {
		...{ survey: plainText(say(instrument.title, language)), wave: wave.label, day, language },
		...{ answers: wordsOf(counted), abandoned: wordsOf(abandoned) },
	};
}
