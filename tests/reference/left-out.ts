/** A case of the reference file, as far as these rules look at it. */
interface Described {
	readonly kind: string;
	readonly params: Readonly<Record<string, unknown>>;
}

/** Cases that are not compared: which, and why. `casesOfKind` passes them over, and every-case.test.ts counts them. */
const rules: readonly {
	readonly kind: string;
	readonly param?: string;
	readonly values?: readonly string[];
	readonly reason: string;
}[] = [
	{
		kind: 'ciprop',
		param: 'method',
		values: ['likelihood', 'asin', 'xlogit'],
		reason: 'the intervals offered are Wald, logit and beta; logit, from a regression, is what xlogit approximates',
	},
	{
		kind: 'quantile',
		param: 'interval_type',
		values: ['beta', 'xlogit', 'asin', 'score'],
		reason: 'the interval offered is Woodruff’s own, R’s default; these are other intervals of the share below',
	},
	{
		kind: 'quantile',
		param: 'qrule',
		values: ['school', 'hf2', 'hf4', 'hf7', 'shahvaish'],
		reason: 'the rule offered is R’s default, “math”; these average or interpolate between neighbours',
	},
	{
		kind: 'chisq',
		param: 'statistic',
		values: ['lincom', 'saddlepoint'],
		reason: 'the distribution of a sum of weighted chi-squares, integrated numerically; F and Chisq approximate it',
	},
	{
		kind: 'p_adjust',
		param: 'method',
		values: ['bonferroni', 'hochberg', 'BY'],
		reason:
			'the aims offered are no false finding (Holm, never weaker than Bonferroni) and few among the findings (BH); Hochberg needs independence, BY gives up nearly all power',
	},
	{ kind: 'domain_ciprop', reason: 'nobody in that domain has an answer: R gives NaN, ours says so' },
	{ kind: 'olr', reason: 'no measure is ordinal, so no ordinal regression is offered' },
	{ kind: 'sens_forced', reason: 'forced response needs a randomising device, which no instrument here has' },
	{ kind: 'sens_forced_weighted', reason: 'as sens_forced' },
	{ kind: 'sens_unrelated', reason: 'the unrelated question needs a randomising device too' },
	{ kind: 'sens_triangular', reason: 'the triangular model asks in a form that no question kind has' },
];

/** Why a case is not compared; undefined where it is. */
export function reasonLeftOut({ kind, params }: Described): string | undefined {
	return rules.find(
		(rule) =>
			rule.kind === kind && (rule.param === undefined || rule.values?.includes(String(params[rule.param])) === true),
	)?.reason;
}
