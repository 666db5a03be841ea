import {
	type MainPredictor,
	type Numbers,
	type Predictor,
	type RegressionFailure,
	codesAsNumbers,
	regression,
} from '#core/estimation/index.ts';
import { type AnsweredEstimate, rowOf } from './answer.ts';
import { type Context, lonelyWords } from './context.ts';
import { type Failure, failure } from './failure.ts';
import { type Requested } from './request.ts';
import { type Table, categoriesOf, columnOf, isNumeric, numbersOf } from './table.ts';

/** A row for each coefficient, under the name that R gives it. */
export function regressionRows(
	context: Context,
	{ family, outcome, terms, level }: Requested<'regression'>,
): Omit<AnsweredEstimate, 'id'> | Failure {
	const numbers = outcomeOf(context.table, outcome, family);
	if ('kind' in numbers) return numbers;
	const predictors: Predictor[] = [];
	for (const term of terms) {
		const predictor = predictorOf(context.table, term);
		if (predictor.kind === 'failure') return predictor;
		predictors.push(predictor);
	}
	const { design, domain, lonelyPsu } = context;
	const found = regression(design, { family, outcome: numbers, predictors, domain }, { lonelyPsu, level });
	switch (found.kind) {
		case 'regression': {
			const { length } = found.coefficients;
			return {
				rows: found.coefficients.map((coefficient) => rowOf(coefficient, {}, coefficient.name)),
				covariance: found.coefficients.map((_, j) =>
					found.coefficients.map((_, k) => found.covariance[j * length + k] ?? 0),
				),
			};
		}
		case 'no-base':
			return failure(`the domain is empty: no row has “${outcome}” and every term`);
		case 'too-few-units':
			return failure('there are too few sampling units for so many coefficients');
		case 'lonely-psu':
			return failure(lonelyWords(context, found));
		case 'one-level':
		case 'outcome-not-binary':
		case 'aliased':
		case 'separation':
		case 'not-converged':
			return failure(regressionWords(found, outcome));
	}
}

/** Numbers; of a binomial outcome also words, the second of two counting as 1, as R takes a factor. */
function outcomeOf(table: Table, name: string, family: 'binomial' | 'gaussian'): Numbers | Failure {
	const column = columnOf(table, name);
	if ('kind' in column) return column;
	if (family === 'gaussian' || isNumeric(column)) return numbersOf(table, name);
	const words = categoriesOf(table, name);
	if (words.kind === 'failure') return words;
	if (words.levels.length !== 2)
		return failure(`column “${name}” has ${words.levels.length} values; a binomial outcome has two`);
	return codesAsNumbers(words.codes);
}

/** `age`, `factor(age)`, `a:b`. A column of words is a factor by itself, as in R. */
function predictorOf(table: Table, term: string): Predictor | Failure {
	const parts = term.split(':').map((part) => part.trim());
	const [first = '', second, ...more] = parts;
	if (more.length > 0) return failure(`term “${term}”: interactions are of two variables`);
	const a = mainPredictorOf(table, first);
	if (a.kind === 'failure' || second === undefined) return a;
	const b = mainPredictorOf(table, second);
	return b.kind === 'failure' ? b : { kind: 'interaction', of: [a, b] };
}

function mainPredictorOf(table: Table, name: string): MainPredictor | Failure {
	const inner = /^factor\((.+)\)$/.exec(name)?.[1]?.trim();
	const column = columnOf(table, inner ?? name);
	if ('kind' in column) return column;
	if (inner === undefined && isNumeric(column)) {
		const numbers = numbersOf(table, name);
		return 'kind' in numbers ? numbers : { kind: 'number', name, numbers };
	}
	const categories = categoriesOf(table, inner ?? name);
	if (categories.kind === 'failure') return categories;
	return {
		kind: 'factor',
		name,
		codes: categories.codes,
		levels: categories.levels.map((label, code) => ({ code, label })),
	};
}

function regressionWords(found: RegressionFailure, outcome: string): string {
	switch (found.kind) {
		case 'one-level':
			return `term “${found.term}”: every row that can be used says “${found.level}”; leave the term out`;
		case 'outcome-not-binary':
			return `column “${outcome}”, row ${found.row + 1}: ${found.value} is neither 0 nor 1, as a binomial outcome must be`;
		case 'aliased':
			return `term “${found.terms.join('”, “')}” follows from the other terms (${found.coefficients.join(', ')}); leave it out`;
		case 'separation':
			return `term “${found.term}” tells the outcome without fail, so that ${found.coefficient} has no finite value; leave it out or merge its levels`;
		case 'not-converged':
			return `the regression has not converged after ${found.iterations} steps`;
	}
}
