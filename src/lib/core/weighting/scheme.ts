import { z } from 'zod';
import { type Weighting } from '#core/instrument/index.ts';

const Variable = z.string().min(1);

const SchemeMargin = z
	.strictObject({
		id: z.string().min(1),
		variables: z.array(Variable).min(1),
		unit: z.enum(['shares', 'totals']),
		/** One code for each of `variables`, in their order. */
		targets: z.array(z.strictObject({ codes: z.array(z.int().min(0)).min(1), target: z.number().min(0) })).min(1),
	})
	.refine(({ variables, targets }) => targets.every(({ codes }) => codes.length === variables.length), {
		error: 'every target needs one code for each variable of its margin',
	})
	.refine(({ targets }) => new Set(targets.map(({ codes }) => codes.join())).size === targets.length, {
		error: 'two targets of a margin have the same codes',
	});

const NonresponseStep = z.strictObject({
	/** Who answered: one of `codes` of `variable`. */
	responded: z.strictObject({ variable: Variable, codes: z.array(z.int()).min(1) }),
	/** Known of everybody in the sample; their combinations are the adjustment cells. */
	variables: z.array(Variable).min(1),
	minimumRespondents: z.int().min(1),
	maximumFactor: z.number().min(1).nullable(),
});

/** For data that have only those who answered: how many people the sample had in each cell. */
const SampleCountStep = z
	.strictObject({
		/** Known of everybody in the sample. */
		variables: z.array(Variable).min(1),
		/** One code for each of `variables`, in their order. */
		counts: z.array(z.strictObject({ codes: z.array(z.int().min(0)).min(1), people: z.int().min(1) })).min(2),
		minimumRespondents: z.int().min(1),
		maximumFactor: z.number().min(1).nullable(),
	})
	.refine(({ variables, counts }) => counts.every(({ codes }) => codes.length === variables.length), {
		error: 'every cell needs one code for each variable',
	})
	.refine(({ counts }) => new Set(counts.map(({ codes }) => codes.join())).size === counts.length, {
		error: 'two cells have the same codes',
	});

const CalibrationStep = z.discriminatedUnion('method', [
	z.strictObject({ method: z.literal('post-stratify'), margin: SchemeMargin }),
	z.strictObject({
		method: z.literal('rake'),
		margins: z.array(SchemeMargin).min(1),
		/** Least and greatest weight as multiples of the mean; raked again until margins and bounds both hold. */
		bounds: z.strictObject({ lower: z.number().gte(0).lt(1), upper: z.number().gt(1) }).nullable(),
		/** Largest distance of a margin cell from its target, as a share of the whole. */
		tolerance: z.number().gt(0),
		maxIterations: z.int().min(1),
	}),
]);

/**
 * How a wave's weights are made, as a value that is stored, shown and run again by `weigh`: base weights, non-response
 * adjustment, calibration to the population, trimming, in this order, each but the first left out where it is null.
 */
export const WeightingScheme = z.strictObject({
	/** Grows when the same scheme would give other weights. */
	version: z.literal(1),
	base: z.strictObject({
		/** The variable that holds the base weights; null where all are 1. */
		variable: Variable.nullable(),
	}),
	nonresponse: z.union([NonresponseStep, SampleCountStep]).nullable(),
	calibration: CalibrationStep.nullable(),
	/** Least and greatest weight as multiples of the mean. The margins are given up for it: prefer `bounds`. */
	trim: z.strictObject({ lower: z.number().gte(0).lt(1), upper: z.number().gt(1), strict: z.boolean() }).nullable(),
});
export type WeightingScheme = z.infer<typeof WeightingScheme>;

/** The scheme of an instrument's weighting: raking to its margins, its `trim` as bounds that hold beside them. */
export function schemeOf(
	{
		margins,
		trim,
	}: { margins: readonly Pick<Weighting['margins'][number], 'id' | 'variables' | 'targets'>[] } & Pick<
		Weighting,
		'trim'
	>,
	{ base = null }: { readonly base?: string | null } = {},
): WeightingScheme {
	return {
		version: 1,
		base: { variable: base },
		nonresponse: null,
		calibration: {
			method: 'rake',
			margins: margins.map(({ id, variables, targets }) => ({
				id,
				variables: [...variables],
				unit: 'shares' as const,
				targets: targets.map(({ codes, share }) => ({ codes: [...codes], target: share })),
			})),
			bounds: trim,
			tolerance: 1e-10,
			maxIterations: 2000,
		},
		trim: null,
	};
}

/**
 * The scheme in one form for all that give the same weights up to rounding: keys sorted, targets by their codes, no
 * white space. What to hash, and to compare as text.
 */
export function canonicalScheme(scheme: WeightingScheme): string {
	return JSON.stringify(sorted(scheme));
}

function sorted(value: unknown): unknown {
	if (Array.isArray(value)) {
		const items: unknown[] = value.map(sorted);
		return items.every(isTarget) ? items.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)) : items;
	}
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(
		Object.entries(value)
			.toSorted(([a], [b]) => (a < b ? -1 : 1))
			.map(([key, part]): [string, unknown] => [key, sorted(part)]),
	);
}

function isTarget(value: unknown): boolean {
	return typeof value === 'object' && value !== null && 'codes' in value && 'target' in value;
}
