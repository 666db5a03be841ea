import { type Codes, type Numbers } from '../columns.ts';

/** A number per row that enters the model as it is. */
export interface NumberPredictor {
	readonly kind: 'number';
	/** As it shall stand in the names of coefficients, such as `age`. */
	readonly name: string;
	readonly numbers: Numbers;
}

/**
 * A code per row. It enters as one indicator per level but the first, which is the base (R's treatment contrasts).
 * Levels nobody has are dropped; codes that are no level are missing.
 */
export interface FactorPredictor {
	readonly kind: 'factor';
	/** As it shall stand before the level in the names of coefficients, such as `sex` or `factor(sex)`. */
	readonly name: string;
	readonly codes: Codes;
	/** The base first. */
	readonly levels: readonly { readonly code: number; readonly label: string }[];
}

export type MainPredictor = NumberPredictor | FactorPredictor;

/** R's `a:b`: the products of the two predictors' columns. Main effects are not implied. */
export interface Interaction {
	readonly kind: 'interaction';
	readonly of: readonly [MainPredictor, MainPredictor];
}

export type Predictor = MainPredictor | Interaction;

/** A term of the model with how its factors are coded: by contrasts with the base, or one indicator for each level. */
export interface CodedTerm {
	/** `a` or `a:b`. */
	readonly name: string;
	readonly parts: readonly { readonly predictor: MainPredictor; readonly against: 'base' | 'nothing' }[];
}

/**
 * The terms in R's order: main effects first, a repeated one once, and in `a:b` the predictor that was named first. A
 * factor is coded against its base just when the term without it is in the model too (the intercept always is).
 */
export function codedTerms(predictors: readonly Predictor[]): CodedTerm[] {
	const named = [...new Set(predictors.flatMap(partsOf).map(({ name }) => name))];
	const place = ({ name }: MainPredictor) => named.indexOf(name);
	const terms = new Map<string, readonly MainPredictor[]>();
	for (const degree of [1, 2])
		for (const predictor of predictors) {
			const parts = [...partsOf(predictor)].sort((a, b) => place(a) - place(b));
			if (parts.length === degree) terms.set(parts.map(({ name }) => name).join(':'), parts);
		}
	return [...terms].map(([name, parts]) => ({
		name,
		parts: parts.map((predictor) => {
			const others = parts.filter((other) => other !== predictor);
			const isMarginal = others.length === 0 || others.every((other) => terms.has(other.name));
			return { predictor, against: isMarginal ? 'base' : 'nothing' };
		}),
	}));
}

export function partsOf(predictor: Predictor): readonly MainPredictor[] {
	return predictor.kind === 'interaction' ? predictor.of : [predictor];
}
