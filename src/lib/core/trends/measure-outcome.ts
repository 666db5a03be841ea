import { type Dataset, anyOf, notAsked, scorePerRow } from '#core/dataset/index.ts';
import { type Numbers } from '#core/estimation/index.ts';
import { type Measure } from '#core/instrument/index.ts';
import { amongOf, countables, numbersOf } from './measure-columns.ts';

/**
 * What each row says of a measure. `codes` are 1 where it counts, 0 where it is in the base, else a missing reason; put
 * several waves one after the other with `stackedOutcome`.
 */
export type RowOutcome =
	| {
			readonly kind: 'share';
			readonly codes: Int8Array;
			readonly counted: readonly [1];
			readonly missingInBase: readonly [];
	  }
	| { readonly kind: 'mean'; readonly numbers: Numbers };

/**
 * Rows that the measure's `among` leaves out are not in its base. Undefined where the wave lacks a column, or where no row
 * says anything by itself, as with item counts and crosswise questions.
 */
export function outcomeOf(measure: Measure, dataset: Dataset): RowOutcome | undefined {
	const outcome = wholeOutcome(measure, dataset);
	const among = amongOf(measure, dataset);
	if (outcome === undefined || among === undefined) return undefined;
	if (among.length === 0) return outcome;
	const isIn = (row: number) => among.every((codes) => codes[row] === 1);
	if (outcome.kind === 'share') return shareOf(outcome.codes.map((code, row) => (isIn(row) ? code : notAsked)));
	const { values, missing } = outcome.numbers;
	return {
		kind: 'mean',
		numbers: { values, missing: missing.map((reason, row) => (isIn(row) || reason !== 0 ? reason : notAsked)) },
	};
}

/** Outcomes of several waves as one; undefined where one wave has shares and another numbers. */
export function stackedOutcome(parts: readonly RowOutcome[]): RowOutcome | undefined {
	const shares = parts.filter((part) => part.kind === 'share');
	if (shares.length === parts.length) {
		const codes = new Int8Array(shares.reduce((rows, part) => rows + part.codes.length, 0));
		shares.reduce((start, part) => {
			codes.set(part.codes, start);
			return start + part.codes.length;
		}, 0);
		return shareOf(codes);
	}
	const means = parts.filter((part) => part.kind === 'mean');
	if (means.length !== parts.length) return undefined;
	const rows = means.reduce((sum, { numbers }) => sum + numbers.values.length, 0);
	const numbers = { values: new Float64Array(rows), missing: new Int8Array(rows) };
	means.reduce((start, part) => {
		numbers.values.set(part.numbers.values, start);
		numbers.missing.set(part.numbers.missing, start);
		return start + part.numbers.values.length;
	}, 0);
	return { kind: 'mean', numbers };
}

function wholeOutcome(measure: Measure, dataset: Dataset): RowOutcome | undefined {
	switch (measure.statistic) {
		case 'share': {
			const columns = countables(dataset, measure.variables);
			return columns && shareOf(anyOf(columns, measure.codes));
		}
		case 'score': {
			const columns = countables(dataset, measure.variables);
			return columns && { kind: 'mean', numbers: scorePerRow(columns.map(({ codes }) => ({ codes, right: [1] }))) };
		}
		case 'mean': {
			const numbers = numbersOf(dataset, measure.variable);
			return numbers && { kind: 'mean', numbers };
		}
		case 'item-count':
		case 'crosswise':
			return undefined;
	}
}

function shareOf(codes: Int8Array): Extract<RowOutcome, { kind: 'share' }> {
	return { kind: 'share', codes, counted: [1], missingInBase: [] };
}
