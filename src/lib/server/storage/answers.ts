import { z } from 'zod';
import type { Answer, Arms } from '#core/instrument/index.ts';
import { InterviewState } from '#core/interview/index.ts';

/** Answers by question id. */
export type Answers = Readonly<Record<string, Answer>>;

/**
 * Whether a value from JSON holds answers by question. It accepts just what the schema of `Answer` accepts, twenty times as
 * fast: a wave of 100,000 responses holds millions of answers. tests/property/stored-answers.test.ts holds the two
 * together.
 */
export function isAnswers(value: unknown): value is Record<string, Answer> {
	return typeof value === 'object' && value !== null && !Array.isArray(value) && Object.values(value).every(isAnswer);
}

const StoredState = InterviewState.extend({ answers: z.custom<Record<string, Answer>>(isAnswers) });
const StoredArms = z.record(z.string(), z.string());

/** Reads the JSON of answers by question. Throws on what we never write. */
export function readAnswers(json: string): Answers {
	const value: unknown = JSON.parse(json);
	if (!isAnswers(value)) throw new Error('what is stored as answers is none');
	return value;
}

/** Reads the JSON of the arms that an interview was allocated. */
export function readArms(json: string): Arms {
	return json === '{}' ? {} : StoredArms.parse(JSON.parse(json));
}

/** Reads the JSON of what spoke against a person having answered. */
export function readSignals(json: string): readonly string[] {
	return json === '[]' ? [] : z.array(z.string()).parse(JSON.parse(json));
}

/** Reads the JSON of an interview's state. Throws on what we never write. */
export function readState(json: string): InterviewState {
	return StoredState.parse(JSON.parse(json));
}

function isAnswer(value: unknown): value is Answer {
	if (typeof value !== 'object' || value === null) return false;
	const parts = Object.keys(value).length;
	const alone = parts === 1;
	const withOther = parts === 2 && 'other' in value && typeof value.other === 'string';
	if ('code' in value) return Number.isSafeInteger(value.code) && (alone || withOther);
	if ('codes' in value) return isCodes(value.codes) && (alone || withOther);
	if (!alone) return false;
	if ('missing' in value) return isDeclined(value.missing);
	if ('items' in value) return isRatings(value.items);
	if ('number' in value) return Number.isFinite(value.number);
	if ('text' in value) return typeof value.text === 'string';
	if ('ranks' in value) return isCodes(value.ranks);
	return 'seen' in value && value.seen === true;
}

function isCodes(value: unknown): boolean {
	return Array.isArray(value) && value.length > 0 && value.every(Number.isSafeInteger);
}

function isRatings(value: unknown): boolean {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
	return Object.values(value).every((rating) => Number.isSafeInteger(rating) || isDeclined(rating));
}

function isDeclined(value: unknown): boolean {
	return value === 'dont-know' || value === 'refused';
}
