import { cohenKappa } from './kappa.ts';

/** The codes that two coders gave one answer, each in ascending order. */
export interface CodedTwice {
	readonly first: readonly number[];
	readonly second: readonly number[];
}

export interface Agreement {
	/** Answers that both coded. */
	readonly n: number;
	/** Share of them to which both gave the very same codes; 0 where there are none. */
	readonly alike: number;
	/** Kappa of whole sets of codes. */
	readonly sets: ReturnType<typeof cohenKappa>;
	readonly codes: readonly CodeAgreement[];
}

/** How far two coders agree on one code. */
export interface CodeAgreement {
	readonly code: number;
	/** Answers to which the first, the second and both gave it. */
	readonly first: number;
	readonly second: number;
	readonly both: number;
	/** Share of answers that both gave it or neither did. */
	readonly alike: number;
	readonly kappa: ReturnType<typeof cohenKappa>;
}

/** Agreement of two coders on the answers that both have coded, over all and on each of `codes`. */
export function agreementOf(pairs: readonly CodedTwice[], codes: readonly number[]): Agreement {
	const n = pairs.length;
	const setsOf = (side: keyof CodedTwice) => pairs.map((pair) => pair[side].join());
	const [first, second] = [setsOf('first'), setsOf('second')];
	return {
		n,
		alike: shareAlike(first, second),
		sets: cohenKappa(first, second),
		codes: codes.map((code): CodeAgreement => {
			const has = (side: keyof CodedTwice) => pairs.map((pair) => (pair[side].includes(code) ? '1' : '0'));
			const [one, other] = [has('first'), has('second')];
			return {
				code,
				first: one.filter((given) => given === '1').length,
				second: other.filter((given) => given === '1').length,
				both: one.filter((given, unit) => given === '1' && other[unit] === '1').length,
				alike: shareAlike(one, other),
				kappa: cohenKappa(one, other),
			};
		}),
	};
}

function shareAlike(first: readonly string[], second: readonly string[]): number {
	if (first.length === 0) return 0;
	return first.filter((category, unit) => category === second[unit]).length / first.length;
}
