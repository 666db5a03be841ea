import { checkAnswer, declineField, itemField, placeField, specifyField } from '../instrument/index.ts';
import type { Answer, Arms, Posted, Problem, Question } from '../instrument/index.ts';
import { declineCodes } from './decline-codes.ts';

/** What was typed of a form, by field; a field that is left out is blank. */
export type Typed = Readonly<Record<string, string>>;

export type ReadTyped =
	| { readonly kind: 'blank' }
	| { readonly kind: 'answer'; readonly answer: Answer }
	/** Each problem at the field in which it was typed. */
	| { readonly kind: 'unreadable'; readonly problems: readonly Problem[] };

/** The fields that a question's answer is typed in: one, a grid's one a row, none for a page that is only read. */
export function typedFields(question: Question): readonly string[] {
	if (question.kind === 'information') return [];
	if (question.kind === 'grid') return question.items.map(({ id }) => itemField(question.id, id));
	return [question.id];
}

/**
 * Reads the codes that were typed for a question as the answer that the same ticks on a screen give. Codes of several
 * answers are parted by spaces, the places of a ranking are typed from the first on; own words follow a colon: `7: a
 * neighbour`. A row that is left blank among others counts as not answered.
 */
export function readTyped(question: Question, typed: Typed, arms: Arms): ReadTyped {
	const fields = typedFields(question);
	if (fields.every((field) => tidy(typed[field]) === '')) return { kind: 'blank' };
	const posted = postedFrom(question, typed);
	if (posted === undefined) return unreadable([{ field: question.id, kind: 'not-offered' }]);
	// On paper anything may be left blank.
	const checked = checkAnswer({ ...question, required: false }, posted, arms);
	if (checked.kind === 'accepted') return { kind: 'answer', answer: checked.answer };
	const at = ({ field }: Problem) => (fields.includes(field) ? field : question.id);
	return unreadable(checked.problems.map((problem) => ({ ...problem, field: at(problem) })));
}

/** One problem a field: the first says enough to look at the form again. */
function unreadable(problems: readonly Problem[]): ReadTyped {
	const isFirst = ({ field }: Problem, at: number) => problems.findIndex((other) => other.field === field) === at;
	return { kind: 'unreadable', problems: problems.filter(isFirst) };
}

/** The form on the screen that says the same; undefined where there is none. */
function postedFrom(question: Question, typed: Typed): Posted | undefined {
	const { id } = question;
	const one = tidy(typed[id]);
	const declined = declinedBy(question, one);
	switch (question.kind) {
		case 'single':
		case 'knowledge':
		case 'multiple':
			return withOwnWords(question, one);
		case 'scale':
		case 'crosswise':
		case 'consent':
		case 'item-count':
			return new Map([[id, [declined ?? code(one)]]]);
		case 'grid':
			return new Map(
				typedFields(question).map((field) => {
					const row = tidy(typed[field]);
					return [field, [declinedBy(question, row) ?? code(row)]];
				}),
			);
		case 'number':
			return new Map([declined === undefined ? [id, [one.replace('−', '-')]] : [declineField(id), [declined]]]);
		case 'text':
			return new Map([declined === undefined ? [id, [typed[id] ?? '']] : [declineField(id), [declined]]]);
		case 'ranking': {
			if (declined !== undefined) return new Map([[declineField(id), [declined]]]);
			const ranked = parted(one);
			if (ranked.length > question.places) return undefined;
			return new Map(ranked.map((option, at) => [placeField(id, at + 1), [option]]));
		}
		case 'information':
			return new Map();
	}
}

/** Codes and, after a colon, the words of whoever answered; undefined for words beside codes that have no room for any. */
function withOwnWords(
	question: Extract<Question, { kind: 'single' | 'knowledge' | 'multiple' }>,
	typed: string,
): Posted | undefined {
	const colon = typed.indexOf(':');
	const codes = parted(colon === -1 ? typed : typed.slice(0, colon)).map((one) => declinedBy(question, one) ?? one);
	const words = colon === -1 ? '' : typed.slice(colon + 1).trim();
	if (words === '') return new Map([[question.id, codes]]);
	const option = question.options.find(({ code, specify }) => specify && codes.includes(String(code)));
	if (option === undefined) return undefined;
	return new Map([
		[question.id, codes],
		[specifyField(question.id, option.code), [words]],
	]);
}

function declinedBy(question: Question, typed: string): 'dk' | 'pnts' | undefined {
	const codes = declineCodes(question);
	const said = typed.replace('−', '-').toUpperCase();
	return said === codes.dk ? 'dk' : said === codes.pnts ? 'pnts' : undefined;
}

/** Codes parted by spaces, commas or semicolons. */
function parted(typed: string): string[] {
	return typed
		.split(/[\s,;]+/)
		.filter((part) => part !== '')
		.map(code);
}

/** A code as the instrument writes it: `07` is 7. */
function code(typed: string): string {
	return /^\d{1,6}$/.test(typed) ? String(Number(typed)) : typed;
}

function tidy(typed: string | undefined): string {
	return (typed ?? '').trim();
}
