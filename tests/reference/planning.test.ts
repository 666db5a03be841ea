import { describe, expect, it } from 'vitest';
import {
	type PlannedChange,
	approximateDetectableChange,
	detectableChange,
	marginOfError,
	powerOfChange,
	sizeForMarginOfError,
	sizesForChange,
} from '../../src/lib/core/trends/index.ts';
import { expectClose } from './close.ts';
import { type Case, casesOfKind } from './survey-data.ts';

const sentence = (c: Case) => [c.r_call, c] as const;

function sizesOf(planned: PlannedChange, to: number, power: number) {
	const sizes = sizesForChange(planned, to, power);
	if (sizes.kind !== 'planned-sizes') throw new Error(sizes.kind);
	return sizes;
}

describe('a change between two waves equals power.prop.test()', () => {
	it.each(casesOfKind('power_n').map(sentence))('interviews: %s', (_call, { params, result }) => {
		const { p1: from, p2: to, sig: level, power, deff } = params;
		const random = sizesOf({ from, level }, to, power);
		const planned = sizesOf({ from, level, deff }, to, power);
		expectClose(random.first.exact, result.n);
		expectClose(planned.first.exact, result.n_deff);
		expect(random.second.interviews).toBe(result.n_per_group_ceiling);
		expect(planned.second.interviews).toBe(result.n_deff_ceiling);
	});

	it.each(casesOfKind('power_n_onesided').map(sentence))('one-sided: %s', (_call, { params, result }) => {
		const { p1: from, p2: to, sig: level, power } = params;
		expectClose(sizesOf({ from, level, sides: 1 }, to, power).first.exact, result.n);
	});

	it.each(casesOfKind('power_power', 'power_power_strict').map(sentence))('power: %s', (call, { params, result }) => {
		const { p1: from, p2: to, sig: level, n, deff } = params;
		const strict = call.includes('strict=TRUE');
		expectClose(powerOfChange({ from, level, deff, strict }, to, { first: n, second: n }), result.power);
	});

	it.each(casesOfKind('power_mdd').map(sentence))('minimum detectable rise: %s', (_call, { params, result }) => {
		const { p1: from, sig: level, n, deff, power } = params;
		const found = detectableChange({ from, level, deff }, { first: n, second: n }, power, 'rise');
		expectClose(found.kind === 'detectable-change' ? found.change : 0, result.mdd_up);
	});

	it.each(casesOfKind('power_mdd_simple').map(sentence))('in one formula: %s', (_call, { params, result }) => {
		const { p1: from, sig: level, n, n2, deff, power } = params;
		expectClose(approximateDetectableChange({ from, level, deff }, { first: n, second: n2 }, power), result.mdd);
	});
});

describe('margin of error of a share', () => {
	it.each(casesOfKind('moe').map(sentence))('%s', (_call, { params, result }) => {
		const { p1: share, sig, n, deff, moe, N: population } = params;
		const planned = { share, deff, confidence: 1 - sig };
		expectClose(marginOfError(n, planned), result.moe);
		expectClose(sizeForMarginOfError(moe, planned).exact, result.n_for_moe);
		expectClose(sizeForMarginOfError(moe, { ...planned, population }).exact, result.n_for_moe_fpc);
	});
});
