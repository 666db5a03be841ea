import { describe, expect, it } from 'vitest';
import { responseRates } from '../../../src/lib/core/fieldwork/index.ts';

describe('response rates (AAPOR Standard Definitions)', () => {
	const counts = {
		complete: 400,
		partial: 50,
		refused: 200,
		notContacted: 100,
		other: 50,
		unknown: 200,
		notEligible: 200,
	};

	it('follow the definitions, with the eligible share of those known for e', () => {
		expect(responseRates(counts)).toEqual({
			rr1: 400 / 1000,
			rr2: 450 / 1000,
			rr3: 400 / 960,
			rr4: 450 / 960,
			rr5: 400 / 800,
			rr6: 450 / 800,
			cooperation1: 400 / 700,
			cooperation3: 400 / 650,
			refusal1: 200 / 1000,
			refusal3: 200 / 800,
			contact1: 700 / 1000,
			eligible: 0.8,
		});
	});

	it('have no value where nobody was asked', () => {
		const none = { complete: 0, partial: 0, refused: 0, notContacted: 0, other: 0, unknown: 0, notEligible: 0 };
		expect(new Set(Object.values(responseRates(none)))).toEqual(new Set([null]));
	});
});
