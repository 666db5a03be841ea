import type { CodeFrame } from '#core/coding/index.ts';
import { codesInUse, frameState } from '#core/coding/index.ts';
import type { Wave, WaveId } from '#core/fieldwork/index.ts';
import type { Actor } from '../../on-record.ts';
import type { Site } from '../../site.ts';
import type { OpenQuestion } from './questions.ts';
import { codedQuestion } from './questions.ts';
import type { WaveCoding } from './wave-coding.ts';
import { waveCoding } from './wave-coding.ts';

/** Which answers are to be coded: a wave's, to an open question. */
export interface AnswersAsked {
	readonly survey: string;
	readonly variable: string;
	readonly wave: WaveId | string;
}

/**
 * What somebody gives an answer: codes, or `none` where no code fits, chosen when they saw `seen` changes of the frame; with
 * `alike` also others of the very same words.
 */
export interface CodesSent extends AnswersAsked {
	readonly actor: Actor;
	readonly response: string;
	readonly codes: readonly number[];
	readonly none: boolean;
	readonly seen: number;
	readonly alike: boolean;
}

/** `goes-on`: nobody reads answers of a wave that takes more. */
export type AskedCoding =
	| {
			readonly kind: 'asked';
			readonly wave: Wave;
			readonly question: OpenQuestion;
			readonly frame: CodeFrame;
			readonly coding: WaveCoding;
	  }
	| { readonly kind: 'unknown' | 'goes-on' };

export async function askedCoding(site: Site, { survey, variable, wave: id }: AnswersAsked): Promise<AskedCoding> {
	const found = await codedQuestion(site, { survey, variable });
	const at = found?.question.waves.find((one) => one.id === id);
	if (found === undefined || at === undefined) return { kind: 'unknown' };
	if (!at.isOver) return { kind: 'goes-on' };
	const { question, frame } = found;
	const coding = await waveCoding(site, { wave: at.wave, variable, frame });
	return coding === undefined ? { kind: 'unknown' } : { kind: 'asked', wave: at.wave, question, frame, coding };
}

/** The codes that somebody chose, in ascending order, or what is wrong with them; `none` says that no code fits. */
export function chosenCodes(
	frame: CodeFrame,
	{ codes: sent, none, seen }: { codes: readonly number[]; none: boolean; seen: number },
):
	| { readonly kind: 'chosen'; readonly codes: number[] }
	/** Neither a code nor that none fits, or both; or the frame that was seen does not offer such a code. */
	| { readonly kind: 'nothing-chosen' | 'none-and-codes' | 'frame-changed' } {
	const codes = [...new Set(sent)].toSorted((a, b) => a - b);
	if (codes.length === 0 && !none) return { kind: 'nothing-chosen' };
	if (codes.length > 0 && none) return { kind: 'none-and-codes' };
	const offered = new Set(codesInUse(frameState(frame, seen)).map(({ code }) => code));
	const fits = seen <= frame.changes.length && codes.every((code) => offered.has(code));
	return fits ? { kind: 'chosen', codes } : { kind: 'frame-changed' };
}
