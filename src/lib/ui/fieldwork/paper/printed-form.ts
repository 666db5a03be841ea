import {
	consentCodes,
	consentOptions,
	crosswiseOptions,
	declinesOffered,
	itemsShown,
	plainText,
	questionsOf,
	say,
	scalePoints,
} from '#core/instrument/index.ts';
import type { Arms, Condition, Instrument, Language, Question, Text } from '#core/instrument/index.ts';
import { declineCodes, routeOfArms } from '#core/paper/index.ts';
import { conditionWords } from '#ui/print/routing-words.ts';
import type { OnPaper } from '#ui/print/routing-words.ts';
import { wordsIn } from '#ui/words/index.ts';
import { formWordsIn } from './form-words.ts';
import type { FormWords } from './form-words.ts';

/** An answer to tick, with the code that is typed for it; `line` leaves room for own words, `then` says where it leads. */
interface FormChoice {
	readonly code: string;
	readonly label: string;
	readonly line: boolean;
	readonly then: string;
}

/** A question as whoever fills in the form reads it. */
export interface FormQuestion {
	readonly number: number;
	readonly text: string;
	/** Who answers it and where everybody else goes on; empty where all do. */
	readonly route: string;
	readonly body: string;
	readonly hint: string;
	/** How it is answered; empty for a page that is only read. */
	readonly how: string;
	readonly statements: readonly string[];
	readonly rows: readonly string[];
	readonly choices: readonly FormChoice[];
	readonly lines: number;
	readonly unit: string;
}

export interface FormSection {
	readonly title: string;
	readonly questions: readonly FormQuestion[];
}

/** The questionnaire as it is printed for these arms. Numbers are those of the whole, so that all letters have the same. */
export function printedForm(instrument: Instrument, language: Language, arms: Arms): readonly FormSection[] {
	const all = questionsOf(instrument);
	const questions = new Map(all.map((question, at) => [question.id, { number: at + 1, question }] as const));
	const paper: OnPaper = { language, name: formWordsIn(language).question, questions: questions };
	const shown = all.flatMap((question, at) => {
		const route = question.askIf === undefined ? true : routeOfArms(question.askIf, arms);
		return route === false ? [] : [{ question, number: at + 1, route }];
	});
	const words = formWordsIn(language);
	return instrument.sections
		.map((section, at) => ({
			title: plainText(say(section.title, language)) || words.section(at + 1),
			questions: shown
				.filter(({ question }) => section.questions.includes(question))
				.map((one) => formQuestion(one, { paper, arms, words, elsewhere: elsewhereOf(one, shown, words) })),
		}))
		.filter((section) => section.questions.length > 0);
}

interface Shown {
	readonly question: Question;
	readonly number: number;
	readonly route: Condition | true;
}

/** Where those go on whom a question does not ask: the next one that is not asked of the same people alone. */
function elsewhereOf({ number, route }: Shown, shown: readonly Shown[], words: FormWords): string {
	const same = JSON.stringify(route);
	const next = shown.find((other) => other.number > number && JSON.stringify(other.route) !== same);
	return next === undefined ? words.orEnd : words.orElse(next.number);
}

interface About {
	readonly paper: OnPaper;
	readonly arms: Arms;
	readonly words: FormWords;
	readonly elsewhere: string;
}

function formQuestion({ question, number, route }: Shown, { paper, arms, words, elsewhere }: About): FormQuestion {
	const { language } = paper;
	const pipe = (id: string) => `[${words.question(paper.questions.get(id)?.number ?? '?')}]`;
	const print = (text: Text | undefined) => (text === undefined ? '' : plainText(say(text, language), pipe));
	const codes = declineCodes(question);
	const shape = shapeOf(question, { print, words, arms });
	const declines = declinesOffered(question).map((way) => ({
		...{ code: codes[way], label: wordsIn(language).declines[way] },
		...{ line: false, then: '' },
	}));
	return {
		number,
		text: print(question.text),
		route: route === true ? '' : `${words.onlyIf(conditionWords(route, paper))} ${elsewhere}`,
		body: question.kind === 'information' ? print(question.body) : '',
		hint: print(question.hint),
		how: shape.how,
		statements: shape.statements ?? [],
		rows: shape.rows ?? [],
		choices: [...(shape.choices ?? []), ...declines],
		lines: shape.lines ?? 0,
		unit: question.kind === 'number' ? print(question.unit) : '',
	};
}

interface Shape extends Partial<Pick<FormQuestion, 'statements' | 'rows' | 'choices' | 'lines'>> {
	readonly how: string;
}

function shapeOf(
	question: Question,
	{ print, words, arms }: { print: (text: Text) => string; words: FormWords; arms: Arms },
): Shape {
	const choices = (options: readonly { code: number; label: Text; specify: boolean }[]) =>
		options.map(({ code, label, specify }) => ({ code: String(code), label: print(label), line: specify, then: '' }));
	switch (question.kind) {
		case 'single':
		case 'knowledge':
			return { how: words.one, choices: choices(question.options) };
		case 'scale':
			return { how: words.one, choices: choices(scalePoints(question)) };
		case 'multiple': {
			const alone = question.options.filter(({ exclusive }) => exclusive).map(({ label }) => words.alone(print(label)));
			const how = question.most === undefined ? words.any : words.upTo(question.most);
			return { how: [how, ...alone].join(' '), choices: choices(question.options) };
		}
		case 'ranking':
			return { how: words.places(question.places), choices: choices(question.options) };
		case 'grid':
			return {
				how: words.rows,
				rows: question.items.map(({ label }) => print(label)),
				choices: choices(question.options),
			};
		case 'number':
			return { how: words.writeNumber(question.least, question.most), lines: 1 };
		case 'text':
			return { how: words.write, lines: question.lines };
		case 'item-count': {
			const shown = itemsShown(question, arms);
			return { how: words.count(shown.length), statements: shown.map(({ label }) => print(label)), lines: 1 };
		}
		case 'crosswise':
			return {
				how: words.one,
				statements: [print(question.innocuous), print(question.sensitive)],
				choices: choices(crosswiseOptions(question)),
			};
		case 'consent':
			return {
				how: words.one,
				choices: choices(consentOptions(question)).map((choice) => ({
					...choice,
					then: choice.code === String(consentCodes.declines) ? words.stop : '',
				})),
			};
		case 'information':
			return { how: '' };
	}
}
