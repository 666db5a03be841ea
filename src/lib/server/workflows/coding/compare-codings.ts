import type { Agreement, FrameCode } from '#core/coding/index.ts';
import { agreementOf, frameState, inSeededOrder, standingCodes } from '#core/coding/index.ts';
import type { Wave } from '#core/fieldwork/index.ts';
import { demand } from '../../accounts/demand.ts';
import { onRecord } from '../../on-record.ts';
import type { Site } from '../../site.ts';
import { putAgreedCoding } from '../../storage/index.ts';
import type { AnswersAsked, CodesSent } from './asked-coding.ts';
import { askedCoding, chosenCodes } from './asked-coding.ts';
import { sameWords, shownWords } from './open-answers.ts';
import { coderNames } from './questions.ts';
import type { CodingCounts, WaveCoding } from './wave-coding.ts';
import { codingCounts } from './wave-coding.ts';

/** What two coders gave an answer, side by side, and what was agreed where it was. */
export interface ComparedAnswer {
	readonly id: string;
	/** Personal details masked. */
	readonly words: string;
	readonly sides: readonly { readonly name: string; readonly codes: readonly number[]; readonly unread: boolean }[];
	/** How many others on which coders differ are the very same words. */
	readonly alike: number;
	/** `by`, on an ISO date. */
	readonly agreed: { readonly codes: readonly number[]; readonly by: string; readonly on: string } | null;
}

export interface ComparisonPage {
	readonly survey: string;
	readonly variable: string;
	readonly label: string;
	readonly wave: Pick<Wave, 'id' | 'label'>;
	readonly counts: CodingCounts;
	/** Those that answers can have; those in use can be agreed on. */
	readonly codes: readonly FrameCode[];
	readonly seen: number;
	/** Coders who coded the same answers, those with the most first. Answers to be read again are left out. */
	readonly pairs: readonly { readonly first: string; readonly second: string; readonly agreement: Agreement }[];
	readonly differences: readonly ComparedAnswer[];
	/** The answers that were agreed on, of which at most as many as are shown at once. */
	readonly agreed: readonly ComparedAnswer[];
	readonly agreedInAll: number;
}

/** As many differences as are shown at once; the next come up as they are settled. */
const shownAtOnce = 20;

/** How far coders of a wave agree and where they differ; undefined for what is not there or goes on. */
export async function comparisonOfCodings(site: Site, args: AnswersAsked): Promise<ComparisonPage | undefined> {
	const { survey, variable } = args;
	demand(site, 'manage', survey);
	const found = await askedCoding(site, args);
	if (found.kind !== 'asked') return undefined;
	const { wave, frame, coding, question } = found;
	const codes = standingCodes(frameState(frame));
	const nameOf = await coderNames(site);
	const all = differingIn(coding, frame.seed);
	const differing = all.slice(0, shownAtOnce);
	const wordsOf = (id: string) => coding.answers.words[coding.answers.rows.get(id) ?? -1];
	const agreed = [...coding.agreed.values()].toSorted((a, b) => (a.on === b.on ? 0 : a.on < b.on ? 1 : -1));
	const agreedIds = agreed.slice(0, shownAtOnce).map(({ response }) => response);
	const words = await shownWords(site, { wave, variable, ids: [...differing, ...agreedIds] });
	const compared = (id: string): ComparedAnswer => {
		const one = coding.agreed.get(id);
		return {
			...{ id, words: words.get(id) ?? '' },
			alike: all.filter((other) => other !== id && wordsOf(other) === wordsOf(id)).length,
			sides: (coding.codings.get(id) ?? []).map(({ coder, codes: given, unread }) => {
				return { name: nameOf(coder), codes: given, unread: unread.length > 0 };
			}),
			agreed: one === undefined ? null : { codes: one.now.codes, by: one.by, on: one.on },
		};
	};
	return {
		...{
			survey,
			variable,
			label: question.label,
			wave: { id: wave.id, label: wave.label },
			counts: codingCounts(coding),
			codes,
		},
		seen: frame.changes.length,
		pairs: pairsOf(coding, codes).map(({ first, second, agreement }) => {
			return { first: nameOf(first), second: nameOf(second), agreement };
		}),
		differences: differing.map(compared),
		agreed: agreedIds.map(compared),
		agreedInAll: agreed.length,
	};
}

export type AgreedOn = {
	readonly kind: 'agreed' | 'nothing-chosen' | 'none-and-codes' | 'frame-changed' | 'not-compared' | 'unknown';
};

/**
 * Puts down what holds for an answer that two have coded: what one of them gave, or other codes, or `none`; with `alike` also
 * for all others on which coders differ and that are the very same words.
 */
export async function agreeOn(site: Site, args: CodesSent): Promise<AgreedOn> {
	const { actor, survey, variable, response, seen } = args;
	demand(site, 'manage', survey);
	const found = await askedCoding(site, args);
	if (found.kind !== 'asked') return { kind: 'unknown' };
	const { wave, frame, coding } = found;
	const chosen = chosenCodes(frame, args);
	if (chosen.kind !== 'chosen') return chosen;
	const { codes } = chosen;
	if ((coding.codings.get(response)?.length ?? 0) < 2) return { kind: 'not-compared' };
	if (seen !== frame.changes.length) return { kind: 'frame-changed' };
	const { answers } = coding;
	const among = args.alike ? differingIn(coding, frame.seed) : [];
	const responses = [response, ...(await sameWords(site, { wave, variable, answers, id: response, among }))];
	const doing = { action: 'coding.agreed', object: `question ${variable}`, survey, after: { responses } };
	await putAgreedCoding(onRecord(site, actor, doing), {
		...{ wave: wave.id, variable, responses, coding: { codes, seen } },
		...{ by: actor.name, on: site.clock.today() },
	});
	return { kind: 'agreed' };
}

function differingIn({ codings, settledOf }: WaveCoding, seed: number): string[] {
	return inSeededOrder([...codings.keys()], seed).filter((id) => settledOf(id).kind === 'differs');
}

function pairsOf({ codings }: WaveCoding, codes: readonly FrameCode[]) {
	const pairs = new Map<
		string,
		{ first: string; second: string; both: { first: readonly number[]; second: readonly number[] }[] }
	>();
	for (const given of codings.values()) {
		const whole = given.filter(({ unread }) => unread.length === 0);
		for (const [at, one] of whole.entries()) {
			for (const other of whole.slice(at + 1)) {
				const key = `${one.coder} ${other.coder}`;
				const pair = pairs.get(key) ?? { first: one.coder, second: other.coder, both: [] };
				pair.both.push({ first: one.codes, second: other.codes });
				pairs.set(key, pair);
			}
		}
	}
	const numbers = codes.map(({ code }) => code);
	return [...pairs.values()]
		.toSorted((a, b) => b.both.length - a.both.length)
		.map(({ first, second, both }) => ({ first, second, agreement: agreementOf(both, numbers) }));
}
