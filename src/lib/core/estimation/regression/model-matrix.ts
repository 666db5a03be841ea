import { type Domain, type Numbers } from '../columns.ts';
import { type NoBase } from '../linearised.ts';
import {
	type CodedTerm,
	type FactorPredictor,
	type MainPredictor,
	type Predictor,
	codedTerms,
	partsOf,
} from './predictor.ts';

/** What is regressed on what, over the rows that have all of it. */
export interface Model {
	readonly kind: 'model';
	/** Row of the design for each row of the model. */
	readonly rows: Int32Array;
	readonly outcome: Float64Array;
	/** The intercept first; as long as `rows` each. */
	readonly columns: readonly ModelColumn[];
}

export interface ModelColumn {
	/** The coefficient as R names it: `(Intercept)`, `age`, `sexfemale`, `age:sexfemale`. */
	readonly name: string;
	/** The term that it belongs to: `(Intercept)`, `age`, `sex`, `age:sex`. */
	readonly term: string;
	readonly values: Float64Array;
}

/** A factor of which the rows that can be used show one level only. */
export interface OneLevel {
	readonly kind: 'one-level';
	readonly term: string;
	readonly level: string;
}

/** Rows with weight in the domain that have the outcome and every predictor, as columns of numbers. */
export function modelOf(
	weights: Float64Array,
	outcome: Numbers,
	predictors: readonly Predictor[],
	domain: Domain,
): Model | NoBase | OneLevel {
	const rows = completeRows(weights, outcome, predictors.flatMap(partsOf), domain);
	if (rows.length === 0) return { kind: 'no-base', asked: true };
	const intercept = { name: '(Intercept)', term: '(Intercept)', values: new Float64Array(rows.length).fill(1) };
	const columns: ModelColumn[] = [intercept];
	for (const term of codedTerms(predictors)) {
		const made = columnsOfTerm(term, rows);
		if ('kind' in made) return made;
		columns.push(...made);
	}
	return { kind: 'model', rows, outcome: picked(outcome.values, rows), columns };
}

function completeRows(
	weights: Float64Array,
	outcome: Numbers,
	predictors: readonly MainPredictor[],
	domain: Domain,
): Int32Array {
	const out = new Uint8Array(weights.length);
	for (let i = 0; i < out.length; i++)
		if (weights[i] === 0 || outcome.missing[i] !== 0 || (domain !== null && domain[i] !== 1)) out[i] = 1;
	for (const predictor of predictors) {
		if (predictor.kind === 'number') {
			for (let i = 0; i < out.length; i++) if (predictor.numbers.missing[i] !== 0) out[i] = 1;
		} else {
			const isLevel = new Set(predictor.levels.map(({ code }) => code));
			for (let i = 0; i < out.length; i++) if (!isLevel.has(predictor.codes[i] ?? -1)) out[i] = 1;
		}
	}
	let left = 0;
	for (let i = 0; i < out.length; i++) if (out[i] === 0) left++;
	const rows = new Int32Array(left);
	let next = 0;
	for (let i = 0; i < out.length; i++) if (out[i] === 0) rows[next++] = i;
	return rows;
}

/** Of several predictors every product of their columns; R lets the first one's levels run fastest. */
function columnsOfTerm({ name, parts }: CodedTerm, rows: Int32Array): readonly ModelColumn[] | OneLevel {
	let columns: readonly ModelColumn[] = [];
	for (const [place, { predictor, against }] of parts.entries()) {
		const own: ModelColumn[] | OneLevel =
			predictor.kind === 'number'
				? [{ name: predictor.name, term: name, values: picked(predictor.numbers.values, rows) }]
				: indicators(predictor, against, name, rows);
		if ('kind' in own) return own;
		const earlier = columns;
		columns = place === 0 ? own : own.flatMap((second) => earlier.map((first) => product(first, second)));
	}
	return columns;
}

function indicators(
	{ name, codes, levels }: FactorPredictor,
	against: 'base' | 'nothing',
	term: string,
	rows: Int32Array,
): ModelColumn[] | OneLevel {
	const seen = new Set<number>();
	for (let r = 0; r < rows.length; r++) seen.add(codes[rows[r] ?? 0] ?? -1);
	const present = levels.filter(({ code }) => seen.has(code));
	const [base] = present;
	if (present.length < 2) return { kind: 'one-level', term: name, level: base?.label ?? '' };
	return present.slice(against === 'base' ? 1 : 0).map(({ code, label }) => {
		const values = new Float64Array(rows.length);
		for (let r = 0; r < rows.length; r++) if (codes[rows[r] ?? 0] === code) values[r] = 1;
		return { name: `${name}${label}`, term, values };
	});
}

function product(a: ModelColumn, b: ModelColumn): ModelColumn {
	const values = new Float64Array(a.values.length);
	for (let r = 0; r < values.length; r++) values[r] = (a.values[r] ?? 0) * (b.values[r] ?? 0);
	return { name: `${a.name}:${b.name}`, term: a.term, values };
}

function picked(values: Float64Array, rows: Int32Array): Float64Array {
	const some = new Float64Array(rows.length);
	for (let r = 0; r < rows.length; r++) some[r] = values[rows[r] ?? 0] ?? 0;
	return some;
}
