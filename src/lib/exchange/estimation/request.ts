import { z } from 'zod';

const Column = z.string().min(1);
/** A value as the file spells it; a number in the request is taken as its digits. */
const Spelling = z.union([z.string(), z.number().transform(String)]);
const By = z.array(Column).default([]);
const Level = z.number().gt(0).lt(1).default(0.95);
const Id = z.string();

const Replicates = z.strictObject({
	type: z.enum(['JK1', 'JKn', 'bootstrap', 'given']),
	/** Names, or a prefix and an asterisk for every column of that prefix and digits. */
	columns: z.union([z.array(Column).min(2), z.string().regex(/^[^*]+\*$/u, 'a prefix and *, such as r*')]),
	scale: z.number().gt(0).nullish(),
	rscales: z.array(z.number().min(0)).nullish(),
});

export const RequestedDesign = z.strictObject({
	weights: Column.nullable().default(null),
	strata: Column.nullable().default(null),
	clusters: z.array(Column).min(1).nullable().default(null),
	fpc: z.array(Column).min(1).nullable().default(null),
	nested: z.boolean().default(true),
	lonelyPsu: z.enum(['fail', 'certainty', 'adjust', 'average']).default('fail'),
	replicates: Replicates.nullable().default(null),
});
export type RequestedDesign = z.infer<typeof RequestedDesign>;

export const RequestedCalibration = z.strictObject({
	method: z.enum(['rake', 'post-stratify']),
	margins: z
		.array(
			z.strictObject({
				variables: z.array(Column).min(1),
				totals: z.array(z.strictObject({ values: z.array(Spelling).min(1), total: z.number().min(0) })).min(1),
			}),
		)
		.min(1),
	tolerance: z.number().gt(0).default(1e-12),
	maxIterations: z.int().min(1).max(1_000_000).default(2000),
	bounds: z
		.strictObject({ lower: z.number().min(0).lt(1), upper: z.number().gt(1) })
		.nullable()
		.default(null),
});
export type RequestedCalibration = z.infer<typeof RequestedCalibration>;

const Values = z.array(Spelling).min(1);
const Interval = z.enum(['wald', 'logit', 'beta']).default('wald');

const Share = z.strictObject({
	id: Id,
	statistic: z.literal('share'),
	variable: Column,
	values: Values.nullable().default(null),
	by: By,
	interval: Interval,
	level: Level,
});

const OfNumbers = z.strictObject({
	id: Id,
	statistic: z.enum(['mean', 'total', 'quantile']),
	variable: Column,
	/** Of a total: the values of a categorical variable to count; null for a row a value. */
	values: Values.nullable().default(null),
	probability: z.number().gt(0).lt(1).default(0.5),
	by: By,
	level: Level,
});

const Ratio = z.strictObject({
	id: Id,
	statistic: z.literal('ratio'),
	numerator: Column,
	denominator: Column,
	by: By,
	level: Level,
});

const Crosstab = z.strictObject({
	id: Id,
	statistic: z.literal('crosstab'),
	row: Column,
	column: Column,
	level: Level,
});

const Independence = z.strictObject({
	id: Id,
	statistic: z.literal('independence'),
	row: Column,
	column: Column,
	test: z.enum(['F', 'Chisq', 'adjWald', 'Wald']).default('F'),
});

const ofShareOrMean = {
	of: z.enum(['share', 'mean']),
	variable: Column,
	values: Values.nullable().default(null),
	level: Level,
} as const;

const Difference = z.strictObject({
	id: Id,
	statistic: z.literal('difference'),
	...ofShareOrMean,
	between: z.strictObject({ variable: Column, from: Spelling, to: Spelling }),
});

const DifferenceInDifferences = z.strictObject({
	id: Id,
	statistic: z.literal('difference-in-differences'),
	...ofShareOrMean,
	time: z.strictObject({ variable: Column, from: Spelling, to: Spelling }),
	group: z.strictObject({ variable: Column, control: Spelling, treated: Spelling }),
});

const ItemCount = z.strictObject({
	id: Id,
	statistic: z.literal('item-count'),
	count: Column,
	arm: z.strictObject({ variable: Column, control: Spelling, treatment: Spelling }),
	by: By,
	level: Level,
});

const Crosswise = z.strictObject({
	id: Id,
	statistic: z.literal('crosswise'),
	variable: Column,
	value: Spelling,
	p: z
		.number()
		.gt(0)
		.lt(1)
		.refine((p) => p !== 0.5, 'p = 0.5 tells nothing about anybody'),
	by: By,
	level: Level,
});

const Regression = z.strictObject({
	id: Id,
	statistic: z.literal('regression'),
	family: z.enum(['binomial', 'gaussian']),
	outcome: Column,
	terms: z.array(z.string().min(1)),
	level: Level,
});

const EffectiveSize = z.strictObject({ id: Id, statistic: z.literal('effective-size') });

export const RequestedEstimate = z.discriminatedUnion('statistic', [
	Share,
	OfNumbers,
	Ratio,
	Crosstab,
	Independence,
	Difference,
	DifferenceInDifferences,
	ItemCount,
	Crosswise,
	Regression,
	EffectiveSize,
]);
export type RequestedEstimate = z.infer<typeof RequestedEstimate>;
export type Requested<Statistic extends RequestedEstimate['statistic']> = Extract<
	RequestedEstimate,
	{ readonly statistic: Statistic }
>;

/**
 * What to estimate from a CSV: the design, a calibration, the rows, the statistics. The form is an interface that others
 * script against.
 */
export const EstimationRequest = z.strictObject({
	design: RequestedDesign,
	calibration: RequestedCalibration.nullable().default(null),
	where: z
		.strictObject({ variable: Column, in: z.array(Spelling).min(1) })
		.nullable()
		.default(null),
	estimates: z.array(RequestedEstimate).min(1),
});
export type EstimationRequest = z.infer<typeof EstimationRequest>;
