import { parseInstrument, secondsFor } from '../instrument/index.ts';
import { questionsOf } from '../instrument/index.ts';
import { sourcesOf } from './askable.ts';
import type { Json } from './json.ts';
import { valueAt } from './place.ts';
import { routeLengths } from './route-lengths.ts';
import type { RouteLengths } from './route-lengths.ts';
import { ruleSentence } from './rule-words.ts';
import { leavesOf, readRule } from './rule.ts';

/** Who is asked one question. */
export interface RoutedQuestion {
	readonly id: string;
	/** In the order of asking, from 1. */
	readonly number: number;
	readonly text: string;
	/** Whether everyone is asked it: it has no rule. */
	readonly isForEveryone: boolean;
	readonly sentence: string;
	/** The questions whose answers decide, each once, in the order of asking. */
	readonly decidedBy: readonly string[];
	/** Whether a random arm decides, too. */
	readonly isRandom: boolean;
	/** Undefined while the draft is no whole instrument. */
	readonly seconds: number | undefined;
}

export interface RouteMap {
	readonly questions: readonly RoutedQuestion[];
	/** Undefined while the draft is no whole instrument, where no route can be followed. */
	readonly lengths: RouteLengths | undefined;
}

/** Who is asked what in a draft, and how long its routes are. */
export function routesOf(document: Json): RouteMap {
	const all = sourcesOf(document, '');
	const parsed = parseInstrument(document);
	const seconds = new Map<string, number>();
	if (parsed.kind === 'instrument') {
		const language = parsed.instrument.languages[0]?.code ?? '';
		for (const question of questionsOf(parsed.instrument)) seconds.set(question.id, secondsFor(question, language));
	}
	const questions = all.questions.map(({ id, number, text }, at): RoutedQuestion => {
		const askIf = valueAt(document, `questions/#${id}/askIf`);
		const rule = readRule(askIf);
		const looked = rule === undefined ? [] : leavesOf(rule);
		const ids = new Set(looked.flatMap((leaf) => (leaf.kind === 'arm' ? [] : [leaf.question])));
		return {
			id,
			number,
			text,
			isForEveryone: askIf === undefined,
			sentence:
				rule === undefined && askIf !== undefined
					? 'Its rule cannot be read.'
					: ruleSentence(rule, { ...all, questions: all.questions.slice(0, at) }, 'Asked of'),
			decidedBy: all.questions.flatMap((question) => (ids.has(question.id) ? [question.id] : [])),
			isRandom: looked.some((leaf) => leaf.kind === 'arm'),
			seconds: seconds.get(id),
		};
	});
	return { questions, lengths: parsed.kind === 'instrument' ? routeLengths(parsed.instrument) : undefined };
}
