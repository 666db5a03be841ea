/**
 * How many units of a sample ended in which group of final dispositions, as AAPOR's Standard Definitions group them.
 * Surveys of named persons by e-mail or letter: an invitation that nobody reacted to is *unknown*, one that came back
 * undelivered too; who opted out, declined or broke off has refused; a full quota makes somebody not eligible.
 */
export interface Dispositions {
	/** I: completed interviews. */
	readonly complete: number;
	/** P: partial interviews that count as interviews; 0 where a survey counts none. */
	readonly partial: number;
	/** R: refused or broken off. */
	readonly refused: number;
	/** NC: known to be eligible, never reached. */
	readonly notContacted: number;
	/** O: other eligible ones, such as who was too ill to answer. */
	readonly other: number;
	/** UH and UO: nobody knows whether they are eligible. */
	readonly unknown: number;
	/** Not eligible: not in the population, or their quota was full. They count in no rate. */
	readonly notEligible: number;
}

/** Rates of 0–1, null where the denominator is 0. */
export interface ResponseRates {
	readonly rr1: number | null;
	readonly rr2: number | null;
	readonly rr3: number | null;
	readonly rr4: number | null;
	readonly rr5: number | null;
	readonly rr6: number | null;
	readonly cooperation1: number | null;
	readonly cooperation3: number | null;
	readonly refusal1: number | null;
	readonly refusal3: number | null;
	readonly contact1: number | null;
	/** e: the share of the unknown that is taken to be eligible, the one found among those whose eligibility is known. */
	readonly eligible: number | null;
}

/**
 * Response, cooperation, refusal and contact rates of a sample.
 *
 * @source AAPOR (2023), Standard Definitions: Final Dispositions of Case Codes and Outcome Rates for Surveys, 10th edition
 */
export function responseRates(counts: Dispositions): ResponseRates {
	const { complete, partial, refused, notContacted, other, unknown, notEligible } = counts;
	const interviews = complete + partial;
	const eligibleKnown = interviews + refused + notContacted + other;
	const eligible = ratio(eligibleKnown, eligibleKnown + notEligible);
	const all = eligibleKnown + unknown;
	const likely = eligibleKnown + (eligible ?? 1) * unknown;
	return {
		rr1: ratio(complete, all),
		rr2: ratio(interviews, all),
		rr3: ratio(complete, likely),
		rr4: ratio(interviews, likely),
		rr5: ratio(complete, eligibleKnown),
		rr6: ratio(interviews, eligibleKnown),
		cooperation1: ratio(complete, interviews + refused + other),
		cooperation3: ratio(complete, interviews + refused),
		refusal1: ratio(refused, all),
		refusal3: ratio(refused, eligibleKnown),
		contact1: ratio(interviews + refused + other, all),
		eligible,
	};
}

function ratio(part: number, whole: number): number | null {
	return whole === 0 ? null : part / whole;
}
