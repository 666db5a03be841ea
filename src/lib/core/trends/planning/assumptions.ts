import { type Estimate } from '#core/estimation/index.ts';

/** What a past wave can tell a plan; null where it cannot. */
export interface PastWave {
	readonly wave: string;
	/** The measure that is planned for. */
	readonly estimate: Pick<Estimate, 'value' | 'deff'> & { readonly base: Pick<Estimate['base'], 'n'> };
	readonly invited: number | null;
	/** Interviews completed by those invited. */
	readonly completed: number | null;
	/** Of an item-count measure: variance of the control list's count, and how many saw it. */
	readonly controlList: { readonly variance: number; readonly n: number } | null;
	/** People in common with the wave before: how many, and how their two answers go together. */
	readonly linked: { readonly people: number; readonly correlation: number } | null;
}

/** A number to plan with, and where it comes from. */
export interface PlanningAssumption {
	readonly value: number;
	readonly waves: readonly string[];
	readonly rule: 'latest wave' | 'mean over waves, weighted by base';
}

/** Null where no past wave can tell. */
export interface PlanningAssumptions {
	readonly share: PlanningAssumption | null;
	readonly deff: PlanningAssumption | null;
	readonly responseRate: PlanningAssumption | null;
	/** Of one person's answers in two waves. */
	readonly correlation: PlanningAssumption | null;
	/** Share of a wave's interviews that are with people of the wave before. */
	readonly overlap: PlanningAssumption | null;
	readonly controlVariance: PlanningAssumption | null;
}

/**
 * Turns past waves, oldest first, into assumptions for the next. What belongs to the way of asking and sampling (design
 * effect, correlation, variance of the control list) is averaged over waves, by the interviews that it rests on; what
 * moves with time (share, response rate, overlap) is taken from the latest wave that can tell.
 */
export function assumptionsFrom(past: readonly PastWave[]): PlanningAssumptions {
	const averaged = (of: (wave: PastWave) => { value: number; base: number } | null): PlanningAssumption | null => {
		const known = past.flatMap((wave) => {
			const one = of(wave);
			return one === null ? [] : [{ ...one, wave: wave.wave }];
		});
		const whole = known.reduce((sum, { base }) => sum + base, 0);
		if (whole === 0) return null;
		return {
			value: known.reduce((sum, { value, base }) => sum + value * base, 0) / whole,
			waves: known.map(({ wave }) => wave),
			rule: 'mean over waves, weighted by base',
		};
	};
	const latest = (of: (wave: PastWave) => number | null): PlanningAssumption | null => {
		for (const wave of past.toReversed()) {
			const value = of(wave);
			if (value !== null) return { value, waves: [wave.wave], rule: 'latest wave' };
		}
		return null;
	};
	return {
		share: latest(({ estimate }) => Math.min(1, Math.max(0, estimate.value))),
		deff: averaged(({ estimate: { deff, base } }) => (deff === null ? null : { value: deff, base: base.n })),
		responseRate: latest(({ invited, completed }) => (invited && completed !== null ? completed / invited : null)),
		correlation: averaged(({ linked }) => linked && { value: linked.correlation, base: linked.people }),
		overlap: latest(({ linked, estimate }) => linked && linked.people / estimate.base.n),
		controlVariance: averaged(({ controlList }) => controlList && { value: controlList.variance, base: controlList.n }),
	};
}

/**
 * Correlation of one person's two answers, from the covariance of two waves' estimates that `people` interviews have in
 * common: what a plan needs of a past change with overlap. Null where it cannot be told.
 *
 * @method  Correlation of answers between waves
 * @formula ρ = cov(p̂₁, p̂₂) √(n₁n₂) / (n₁₂ se₁ se₂)
 * @source  Kish (1965), Survey Sampling, section 12.4
 * @r       none; arithmetic on `vcov(svyby(~y, ~wave, d, svymean, covmat = TRUE))`
 */
export function correlationOfAnswers(
	covariance: number,
	first: { readonly se: number; readonly n: number },
	second: { readonly se: number; readonly n: number },
	people: number,
): number | null {
	const scale = people * first.se * second.se;
	return scale > 0 ? (covariance * Math.sqrt(first.n * second.n)) / scale : null;
}
