import type { Dataset } from '#core/dataset/index.ts';
import type {
	Codes,
	Design,
	DirectAnswer,
	Estimate,
	Estimator,
	ListQuestion,
	LonelyStratum,
	NoBase,
	TestResult,
	Untestable,
} from '#core/estimation/index.ts';
import {
	codesAsNumbers,
	estimateAll,
	floorAndCeiling,
	holm,
	independence,
	placeboOfCombined,
	studentTwoSided,
	testDesignEffect,
} from '#core/estimation/index.ts';
import type { Variable } from '#core/instrument/index.ts';
import { itemCountArms } from '#core/instrument/index.ts';
import type { ListSigns, PlaceboSign, Sign } from '#core/trends/index.ts';
import { variableLabel } from './followed.ts';

/**
 * Fewest people in an arm: a list needs about eight to ten times the interviews of a direct question, and below this its
 * interval is wider than most traits are common.
 */
const advisedPerArm = 500;
/** A share at an end of the list that is surely above this one leaves many people unprotected. A rule of thumb. */
const muchAtEnd = 0.1;
const level = 0.95;

/** A list question's columns; undefined where the wave did not ask it. */
export function listIn(dataset: Dataset, question: string, items: number): ListQuestion | undefined {
	const [count, arm] = [dataset.columns.get(question), dataset.columns.get(`${question}_arm`)];
	if (count?.kind !== 'code' || arm?.kind !== 'code') return undefined;
	return { count: codesAsNumbers(count.codes), arms: { codes: arm.codes, ...itemCountArms }, items };
}

/** What tells for or against a list question in one wave, each test at 5%. */
export function listSigns(args: {
	dataset: Dataset;
	design: Design;
	list: ListQuestion;
	/** What the survey is broken down by. */
	breaks: readonly Variable[];
	/** Null where nothing is combined with it. */
	direct: DirectAnswer | null;
}): ListSigns {
	const { dataset, design, list, breaks, direct } = args;
	const { count, arms } = list;
	const answeredRows = count.missing.map((reason) => (reason === 0 ? 1 : 0));
	const armSide = { codes: arms.codes, categories: [arms.control, arms.treatment] };
	const answering = pOf(independence(design, armSide, { codes: answeredRows, categories: [0, 1] }));
	const effect = testDesignEffect(design, list);
	const test = effect.kind === 'design-effect-test' ? effect : null;
	return {
		kind: 'item-count',
		arms: {
			control: armOf(arms.codes, arms.control, answeredRows),
			treatment: armOf(arms.codes, arms.treatment, answeredRows),
		},
		advised: advisedPerArm,
		answering: { p: answering, sign: signOf(answering === null ? [] : [answering]) },
		balance: balanceOf(dataset, design, armSide, breaks),
		ends: endsOf(design, list),
		muchAtEnd,
		designEffect: { test, sign: signOf(test === null ? [] : [test.p]) },
		placebos: direct === null ? null : placebosOf(design, list, direct),
	};
}

/** Estimates of statistics that a design yields together; null where one of them has nobody or too few behind it. */
export function estimatesOf(design: Design, estimator: Estimator): Estimate[] | null {
	const found = estimateAll(design, estimator, { level });
	if (found.kind !== 'estimates') return null;
	const estimates = found.estimates.filter((one) => one.kind === 'estimate');
	return estimates.length === found.estimates.length ? estimates : null;
}

function armOf(codes: Codes, arm: number, answered: Int8Array): ListSigns['arms']['control'] {
	let [asked, withAnswer] = [0, 0];
	for (let i = 0; i < codes.length; i++) {
		if (codes[i] !== arm) continue;
		asked++;
		withAnswer += answered[i] ?? 0;
	}
	return { asked, answered: withAnswer, declined: asked === 0 ? 0 : (asked - withAnswer) / asked };
}

function balanceOf(
	dataset: Dataset,
	design: Design,
	armSide: { codes: Codes; categories: readonly number[] },
	breaks: readonly Variable[],
): ListSigns['balance'] {
	const tested = breaks.flatMap((variable) => {
		const column = dataset.columns.get(variable.name);
		if (column?.kind !== 'code') return [];
		const categories = column.variable.values.map(({ code }) => code).filter((code) => code >= 0);
		const p = pOf(independence(design, armSide, { codes: column.codes, categories }));
		return p === null ? [] : [{ label: variableLabel(variable, 'en'), p }];
	});
	const adjusted = holm(tested.map(({ p }) => p));
	return { variables: tested.map(({ label }, k) => ({ label, p: adjusted[k] ?? 1 })), sign: signOf(adjusted) };
}

function endsOf(design: Design, list: ListQuestion): ListSigns['ends'] {
	const ends = floorAndCeiling(design.weights, list);
	if ('kind' in ends) return [];
	const estimates = estimatesOf(design, (weights) => {
		const again = floorAndCeiling(weights, list);
		return 'kind' in again ? again : again.map(({ share }) => share);
	});
	return ends.flatMap(({ end }, k) => {
		const share = estimates?.[k];
		return share ? [{ end, share, sign: share.interval.lower > muchAtEnd ? 'some-sign' : 'no-sign' }] : [];
	});
}

function placebosOf(design: Design, list: ListQuestion, direct: DirectAnswer): ListSigns['placebos'] {
	const estimateOf = (which: 'listAmongYes' | 'directByArm') => {
		const found = estimatesOf(design, (weights) => {
			const of = placeboOfCombined(weights, list, direct)[which];
			return of.kind === 'no-base' ? of : [of];
		});
		return found?.[0] ?? null;
	};
	const found = { listAmongYes: estimateOf('listAmongYes'), directByArm: estimateOf('directByArm') };
	const differences = [found.listAmongYes, found.directByArm].filter((one) => one !== null);
	const adjusted = holm(differences.map(pOfDifference));
	const signed = (difference: Estimate | null): PlaceboSign | null =>
		difference === null ? null : { difference, p: adjusted[differences.indexOf(difference)] ?? 1 };
	return {
		listAmongYes: signed(found.listAmongYes),
		directByArm: signed(found.directByArm),
		sign: signOf(adjusted),
	};
}

function pOfDifference({ value, se, df }: Estimate): number {
	if (se > 0) return studentTwoSided(value / se, df);
	return value === 0 ? 1 : 0;
}

function pOf(result: TestResult | Untestable | NoBase | LonelyStratum): number | null {
	return result.kind === 'test' ? result.p : null;
}

/** By p values that allow for each other. */
function signOf(adjusted: readonly number[]): Sign {
	if (adjusted.length === 0) return 'not-tested';
	return adjusted.some((p) => p < 1 - level) ? 'some-sign' : 'no-sign';
}
