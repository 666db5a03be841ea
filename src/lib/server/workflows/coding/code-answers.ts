import type { CodeFrame, FrameCode } from '#core/coding/index.ts';
import { codesInUse, frameState, inSeededOrder } from '#core/coding/index.ts';
import type { Wave } from '#core/fieldwork/index.ts';
import { demand } from '../../accounts/demand.ts';
import type { Actor } from '../../on-record.ts';
import type { Site } from '../../site.ts';
import { putCodings } from '../../storage/index.ts';
import type { AnswersAsked, CodesSent } from './asked-coding.ts';
import { askedCoding, chosenCodes } from './asked-coding.ts';
import { sameWords, shownWords } from './open-answers.ts';
import type { WaveCoding } from './wave-coding.ts';

/** The next answer for a coder, who sees nothing of what others gave. */
export interface CodingPage {
	readonly survey: string;
	readonly variable: string;
	readonly label: string;
	readonly wave: Pick<Wave, 'id' | 'label'>;
	/** Those in use. */
	readonly codes: readonly FrameCode[];
	/** How many changes of the frame the coder sees. */
	readonly seen: number;
	/** Answers that this coder has coded, and those that wait for them. */
	readonly done: number;
	readonly left: number;
	/** Null where none waits. */
	readonly answer: AnswerToCode | null;
	/** Codes that came after answers were coded which wait for nothing else, and how many answers those are. */
	readonly later: { readonly codes: readonly FrameCode[]; readonly answers: number } | null;
}

export interface AnswerToCode {
	readonly id: string;
	/** Personal details masked. */
	readonly words: string;
	/** What this coder gave it before, as far as it still holds; null where nothing. */
	readonly given: readonly number[] | null;
	/** Codes for which it has to be read again. */
	readonly unread: readonly number[];
	/** How many other answers that wait for this coder are the very same words. */
	readonly alike: number;
	/** What this coder gave an answer of the very same words; null where there is none. */
	readonly before: readonly number[] | null;
}

export type CodingPageAnswer =
	({ readonly kind: 'page' } & CodingPage) | { readonly kind: 'goes-on' | 'no-codes' | 'unknown' };

export async function codingPageOf(
	site: Site,
	args: AnswersAsked & { actor: Actor; response?: string | undefined },
): Promise<CodingPageAnswer> {
	const { actor, survey, variable } = args;
	demand(site, 'manage', survey);
	const found = await askedCoding(site, args);
	if (found.kind !== 'asked') return found;
	const { wave, frame, coding, question } = found;
	const codes = codesInUse(frameState(frame));
	if (codes.length === 0) return { kind: 'no-codes' };
	const waiting = waitingFor(coding, actor.id, frame.seed);
	const asked = args.response !== undefined && mayCode(coding, args.response, actor.id) ? args.response : undefined;
	const id = asked ?? waiting[0];
	const done = [...coding.codings.values()].filter((given) => given.some(({ coder }) => coder === actor.id)).length;
	const later = laterCodes(coding, actor.id, frame);
	return {
		kind: 'page',
		...{ survey, variable, label: question.label, wave: { id: wave.id, label: wave.label }, codes },
		...{ seen: frame.changes.length, done, left: waiting.length },
		answer:
			id === undefined ? null : await answerToCode(site, { wave, variable, coding, id, coder: actor.id, waiting }),
		later:
			later.answers.length === 0
				? null
				: { codes: codes.filter(({ code }) => later.codes.has(code)), answers: later.answers.length },
	};
}

export type SavedCoding =
	| { readonly kind: 'saved'; readonly answers: number }
	/** Neither a code nor that none fits, or both. */
	| { readonly kind: 'nothing-chosen' | 'none-and-codes' }
	/** The frame has changed so that these codes cannot be given any more. */
	| { readonly kind: 'frame-changed' }
	/** Two others have coded it, or it was compared with another's coding already. */
	| { readonly kind: 'not-waiting' }
	| { readonly kind: 'goes-on' | 'unknown' };

/**
 * Puts down what a coder gives an answer: codes, or `none` where no code fits; with `alike` also all other answers that wait
 * for them and are the very same words.
 */
export async function saveCoding(site: Site, args: CodesSent): Promise<SavedCoding> {
	const { actor, survey, variable, response, seen } = args;
	demand(site, 'manage', survey);
	const found = await askedCoding(site, args);
	if (found.kind !== 'asked') return found;
	const { wave, frame, coding } = found;
	const chosen = chosenCodes(frame, args);
	if (chosen.kind !== 'chosen') return chosen;
	if (!mayCode(coding, response, actor.id)) return { kind: 'not-waiting' };
	const { codes } = chosen;
	const waiting = args.alike ? waitingFor(coding, actor.id, frame.seed) : [];
	const others = await sameWords(site, { wave, variable, answers: coding.answers, id: response, among: waiting });
	const codings = [response, ...others].map((id) => ({ response: id, coding: { codes, seen } }));
	const by = { coder: actor.id, on: site.clock.today() };
	await putCodings(site.storage.writer, { wave: wave.id, variable, ...by, codings });
	return { kind: 'saved', answers: codings.length };
}

/**
 * Puts down that none of the answers that a coder coded before later codes came is about those codes. What was split, or got
 * another meaning, has to be read.
 */
export async function confirmLater(
	site: Site,
	args: AnswersAsked & { actor: Actor; seen: number },
): Promise<
	{ readonly kind: 'confirmed'; readonly answers: number } | { readonly kind: 'frame-changed' | 'goes-on' | 'unknown' }
> {
	const { actor, survey, variable, seen } = args;
	demand(site, 'manage', survey);
	const found = await askedCoding(site, args);
	if (found.kind !== 'asked') return found;
	const { wave, frame, coding } = found;
	if (seen !== frame.changes.length) return { kind: 'frame-changed' };
	const inUse = new Set(codesInUse(frameState(frame)).map(({ code }) => code));
	const codings = laterCodes(coding, actor.id, frame).answers.map(({ id, codes }) => {
		return { response: id, coding: { codes: codes.filter((code) => inUse.has(code)), seen } };
	});
	const by = { coder: actor.id, on: site.clock.today() };
	await putCodings(site.storage.writer, { wave: wave.id, variable, ...by, codings });
	return { kind: 'confirmed', answers: codings.length };
}

/** The answers that wait for a coder: first those to be read again, then in the order of the seed those that lack a coder. */
function waitingFor(coding: WaveCoding, coder: string, seed: number): string[] {
	const ids = inSeededOrder([...coding.answers.rows.keys()], seed);
	const own = (id: string) => coding.codings.get(id)?.find((one) => one.coder === coder);
	const again = ids.filter((id) => (own(id)?.unread.length ?? 0) > 0);
	return [...again, ...ids.filter((id) => own(id) === undefined && mayCode(coding, id, coder))];
}

/** A coder may change what they gave an answer until somebody else has coded it too: then it can be compared. */
function mayCode({ answers, codings, agreed, byTwo }: WaveCoding, id: string, coder: string): boolean {
	if (!answers.rows.has(id)) return false;
	const given = codings.get(id) ?? [];
	const own = given.find((one) => one.coder === coder);
	const others = given.length - (own === undefined ? 0 : 1);
	if (own !== undefined) return own.unread.length > 0 || (others === 0 && !agreed.has(id));
	return !agreed.has(id) && others < (byTwo(id) ? 2 : 1);
}

/** The codes that were added after a coder coded answers, and the answers that have to be read again for nothing else. */
function laterCodes({ codings }: WaveCoding, coder: string, frame: CodeFrame) {
	const touched = new Set(
		frame.changes.flatMap(({ change }) => {
			if (change.kind === 'split') return change.into.map(({ code }) => code);
			if (change.kind === 'merged') return [change.into];
			return change.kind === 'described' && change.meaning === 'new' ? [change.code] : [];
		}),
	);
	const codes = new Set<number>();
	const answers: { readonly id: string; readonly codes: readonly number[] }[] = [];
	for (const [id, given] of codings) {
		const own = given.find((one) => one.coder === coder);
		if (own === undefined || own.unread.length === 0 || own.unread.some((code) => touched.has(code))) continue;
		for (const code of own.unread) codes.add(code);
		answers.push({ id, codes: own.codes });
	}
	return { codes, answers };
}

async function answerToCode(
	site: Site,
	args: { wave: Wave; variable: string; coding: WaveCoding; id: string; coder: string; waiting: readonly string[] },
): Promise<AnswerToCode | null> {
	const { wave, variable, coding, id, coder, waiting } = args;
	const ownOf = (of: string) => coding.codings.get(of)?.find((one) => one.coder === coder);
	const own = ownOf(id);
	const coded = [...coding.codings.keys()].filter((other) => (ownOf(other)?.unread.length ?? 1) === 0);
	const same = await sameWords(site, { wave, variable, answers: coding.answers, id, among: [...waiting, ...coded] });
	const waits = new Set(waiting);
	const [before] = same.flatMap((other) => (waits.has(other) ? [] : [ownOf(other)?.codes ?? []]));
	const words = (await shownWords(site, { wave, variable, ids: [id] })).get(id);
	if (words === undefined) return null;
	return {
		...{ id, words, given: own?.codes ?? null, unread: own?.unread ?? [], before: before ?? null },
		alike: same.filter((other) => waits.has(other)).length,
	};
}
