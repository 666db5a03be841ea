import type { CodingNow } from './coding.ts';

/** What is known of an answer's codes by one person. */
export interface CodedBy extends CodingNow {
	readonly coder: string;
}

/**
 * What holds for an answer. `one-of-two`: the other coder has not come to it. `differs`: the coders gave other codes and
 * nobody has agreed yet. `coded`: it counts, because one person codes it, because both gave the same, or by agreement.
 */
export type Settled =
	| { readonly kind: 'uncoded' | 'one-of-two' | 'differs' }
	| ({ readonly kind: 'coded'; readonly by: 'one' | 'two' | 'agreement' } & CodingNow);

/**
 * Puts together what coders gave an answer and what was agreed on it. What was agreed holds over what coders say until the
 * frame changes so that it must be read again; then coders' newer word counts where they have read it again.
 */
export function settled(
	codings: readonly CodedBy[],
	agreed: CodingNow | undefined,
	{ byTwo }: { readonly byTwo: boolean },
): Settled {
	const [first, ...others] = codings;
	const isAgreed = (now: CodingNow): Settled => ({ kind: 'coded', by: 'agreement', ...now });
	if (agreed !== undefined && (agreed.unread.length === 0 || codings.some(({ unread }) => unread.length > 0)))
		return isAgreed(agreed);
	if (first === undefined) return agreed === undefined ? { kind: 'uncoded' } : isAgreed(agreed);
	if (byTwo && others.length === 0) return agreed === undefined ? { kind: 'one-of-two' } : isAgreed(agreed);
	if (others.some((other) => !sameCodes(other.codes, first.codes))) return { kind: 'differs' };
	const unread = [...new Set(codings.flatMap((one) => one.unread))];
	return { kind: 'coded', by: others.length === 0 ? 'one' : 'two', codes: first.codes, unread };
}

/** Whether two lists in ascending order are the same. */
export function sameCodes(one: readonly number[], other: readonly number[]): boolean {
	return one.length === other.length && one.every((code, at) => code === other[at]);
}
