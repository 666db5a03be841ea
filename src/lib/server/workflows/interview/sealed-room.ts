import { questionsOf, specifyLimit } from '#core/instrument/index.ts';
import type { Instrument, Question } from '#core/instrument/index.ts';

/** The least size of a sealed ballot, and of the sealed state of an interview that was begun with a token. */
const least = { ballot: 16_384, state: 4096 } as const;

/** What a state or a ballot holds beside answers: version, language, seed, arms, clock, codes of a panel. */
const beside = 2048;

/**
 * The bytes to which everything sealed in a wave is padded, so that nothing but a person's token is told by how much there
 * is: a power of two into which the longest possible answers to all questions fit.
 */
export function sealedRoom(instrument: Instrument, what: keyof typeof least): number {
	const answers = questionsOf(instrument).reduce((sum, question) => sum + longestAnswer(question), 0);
	return roomFor(Math.max(least[what], answers + beside));
}

/** JSON in at least `room` bytes, the rest of them spaces; in the next power of two should it not fit. */
export function padded(json: string, room: number): Buffer {
	const bytes = Buffer.byteLength(json);
	return Buffer.from(json + ' '.repeat(roomFor(Math.max(room, bytes)) - bytes));
}

function roomFor(bytes: number): number {
	return 2 ** Math.ceil(Math.log2(bytes));
}

/** A UTF-16 unit of typed words takes three bytes of JSON at most. */
function longestAnswer(question: Question): number {
	const around = 60 + question.id.length;
	const options = 'options' in question ? question.options.length * 12 : 0;
	const other = 'options' in question && question.options.some(({ specify }) => specify) ? specifyLimit * 3 : 0;
	const items = 'items' in question ? question.items.reduce((sum, { id }) => sum + id.length + 20, 0) : 0;
	return around + options + other + items + (question.kind === 'text' ? question.most * 3 : 0);
}
