import { plainText, say } from '#core/instrument/index.ts';
import type { Condition, Question } from '#core/instrument/index.ts';
import { wordsIn } from '#ui/words/index.ts';
import { paperWordsIn } from './paper-words.ts';

/** What an instruction on paper looks up: the questions by id, with their number, and the language of their words. */
export interface OnPaper {
	readonly language: string;
	readonly questions: ReadonlyMap<string, { readonly number: number; readonly question: Question | undefined }>;
	/** How a question is named by its number, where it is not as in the studio. */
	readonly name?: (number: number | '?') => string;
}

/** Who is asked, for whoever turns the pages, in the questionnaire's language: "Ask if Q3 is 1 (Yes) or 4 (Other)." */
export function routingWords(condition: Condition, paper: OnPaper): string {
	return paperWordsIn(paper.language).askIf(said(condition, paper));
}

/** The condition alone, for whoever fills in the paper: "Q3 is 1 (Yes) or 4 (Other)". */
export function conditionWords(condition: Condition, paper: OnPaper): string {
	return said(condition, paper);
}

function said(condition: Condition, paper: OnPaper): string {
	const words = paperWordsIn(paper.language);
	if ('all' in condition) return joined(condition.all, words.and, paper);
	if ('any' in condition) return joined(condition.any, words.or, paper);
	if ('not' in condition) return words.not(bracketed(condition.not, paper));
	if ('experiment' in condition) return words.arm(condition.experiment, condition.arm);
	if ('answered' in condition) return words.answered(numberOf(condition.answered, paper));
	const at = `${numberOf(condition.question, paper)}${condition.item === undefined ? '' : rowOf(condition, paper)}`;
	if ('is' in condition) return words.is(at, codeOf(condition.question, condition.is, paper));
	if ('in' in condition) {
		const answers = condition.in.map((choice) => codeOf(condition.question, choice, paper));
		return words.is(at, answers.join(` ${words.or} `));
	}
	return words.atLeast(at, condition.atLeast);
}

function joined(parts: readonly Condition[], word: string, paper: OnPaper): string {
	if (parts.length === 1 && parts[0] !== undefined) return said(parts[0], paper);
	return parts.map((part) => bracketed(part, paper)).join(` ${word} `);
}

function bracketed(condition: Condition, paper: OnPaper): string {
	const isGroup = 'all' in condition || 'any' in condition || 'not' in condition;
	return isGroup ? `(${said(condition, paper)})` : said(condition, paper);
}

function numberOf(id: string, { questions, language, name }: OnPaper): string {
	const words = paperWordsIn(language);
	const found = questions.get(id);
	return found === undefined ? words.notHere(id) : (name ?? words.question)(found.number);
}

function rowOf({ question, item }: { question: string; item?: string | undefined }, paper: OnPaper): string {
	const asked = paper.questions.get(question)?.question;
	const row = asked !== undefined && 'items' in asked ? asked.items.find(({ id }) => id === item) : undefined;
	const label = row === undefined ? item : shortened(plainText(say(row.label, paper.language)));
	return paperWordsIn(paper.language).row(label ?? '');
}

/** A code with what it means, as it stands beside the option. */
function codeOf(id: string, choice: number | 'dont-know' | 'refused', paper: OnPaper): string {
	if (typeof choice === 'string') return `“${wordsIn(paper.language).declined[choice]}”`;
	const asked = paper.questions.get(id)?.question;
	if (asked?.kind === 'consent') {
		return `${choice} (${plainText(say(choice === 1 ? asked.agreeLabel : asked.declineLabel, paper.language))})`;
	}
	const option =
		asked !== undefined && 'options' in asked ? asked.options.find(({ code }) => code === choice) : undefined;
	return option === undefined
		? String(choice)
		: `${choice} (${shortened(plainText(say(option.label, paper.language)))})`;
}

function shortened(words: string): string {
	return words.length <= 60 ? words : `${words.slice(0, 60).replace(/\s+\S*$/, '')}…`;
}
