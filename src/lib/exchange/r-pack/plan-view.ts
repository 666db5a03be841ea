import type { Needed, PlanReport, SizeRow, Technique } from '#core/trends/index.ts';
import type { RFigure, RView } from './r-view.ts';
import { figuresAt, quoted, vector } from './r-view.ts';

/** Lines of R that get a plan's figures by themselves, from the numbers that it rests on. */
export function planView({ basis, plan, technique, directions }: PlanReport): RView {
	const of = (name: keyof PlanReport['basis']) => basis[name]?.value ?? 'NA';
	const techniques = plan.techniques.map(
		(row) => `  ${quoted(row.technique.kind)} = function(p) ${varianceOf(row.technique)}`,
	);
	return {
		code: [
			'# What the plan rests on. before: people in the base of the wave compared with; NA where both waves are planned.',
			`share <- ${of('share')}; change <- ${of('change')}; before <- ${of('before')}; in_base <- ${of('inBase')}`,
			`deff <- ${of('deff')}; overlap <- ${of('overlap')}; correlation <- ${of('correlation')}; response_rate <- ${of('responseRate')}`,
			`power <- ${of('power')}; level <- ${of('level')}; sides <- ${directions.length}; family <- ${of('family')}`,
			`goes <- c(${directions.map((direction) => `${direction} = ${direction === 'rise' ? 1 : -1}`).join(', ')})`,
			...[
				'# Variance of the share from one interview, by technique',
				`variances <- list(\n${techniques.join(',\n')}\n)`,
			],
			script,
			`technique <- ${quoted(technique)}`,
			`figures <- unlist(list(`,
			`  needed = needed_interviews(variances[[technique]]),`,
			`  sizes = lapply(${vector(plan.sizes.map(({ size }) => size))}, at_size, variances[[technique]]),`,
			`  techniques = lapply(variances, function(variance) list(`,
			`    cost = variance(share) / (share * (1 - share)),`,
			`    needed = needed_interviews(variance), at_size = at_size(${plan.atSize.size}, variance)))`,
			`))`,
			`figures[!is.na(figures)]`,
		].join('\n'),
		expected: [
			...neededFigures('needed', plan.needed),
			...plan.sizes.flatMap((row) => sizeFigures(`${row.size} interviews`, row)),
			...plan.techniques.flatMap(({ technique: { kind }, cost, needed, atSize }) => [
				...figuresAt(kind, { cost }),
				...neededFigures(`${kind} needed`, needed),
				...sizeFigures(kind, atSize),
			]),
		],
	};
}

function neededFigures(place: string, needed: readonly Needed[]): RFigure[] {
	return needed.flatMap(({ direction, size }) =>
		size.kind === 'needed-size'
			? figuresAt(`${place} ${direction}`, { interviews: size.interviews, invitations: size.invitations })
			: [],
	);
}

function sizeFigures(place: string, { directions }: SizeRow): RFigure[] {
	return directions.flatMap(({ direction, detectable, power }) =>
		figuresAt(`${place} ${direction}`, { smallest: detectable, power }),
	);
}

function varianceOf(technique: Technique): string {
	switch (technique.kind) {
		case 'direct':
			return 'p * (1 - p)';
		case 'item-count': {
			const { controlVariance: v, treatmentShare: f, doubleList } = technique;
			if (doubleList !== null) return `2 * ${v} * (1 - ${doubleList.correlation}) + p * (1 - p)`;
			return `(${v} + p * (1 - p)) / ${f} + ${v} / (1 - ${f})`;
		}
		case 'crosswise': {
			const { p } = technique;
			return `{ alike <- p * ${p} + (1 - p) * (1 - ${p}); alike * (1 - alike) / (2 * ${p} - 1)^2 }`;
		}
	}
}

/** As `powerOfChange`, `sizesForChange` and `detectableChange` have it; checked against them by running both. */
const script = String.raw`
# How often a true change to this share is called one, with so many people in the base of both waves
power_of <- function(to, first, second, variance) {
  both <- overlap * min(first, second) / (first * second)
  pooled <- variance((first * share + second * to) / (first + second))
  none <- sqrt(max(0, deff * pooled * (1 / first + 1 / second - 2 * correlation * both)))
  v <- c(variance(share), variance(to))
  there <- sqrt(max(0, deff * (v[1] / first + v[2] / second - 2 * correlation * both * sqrt(v[1] * v[2]))))
  pnorm((abs(to - share) - qnorm(1 - level / sides / family) * none) / there)
}
first_with <- function(second) if (is.na(before)) second else before
possible <- function(to) to >= 0 && to <= 1
needed_interviews <- function(variance) lapply(goes, function(sign) {
  to <- share + sign * change
  short <- function(log_n) power_of(to, first_with(exp(log_n)), exp(log_n), variance) - power
  if (!possible(to) || short(log(1e15)) < 0) return(NA)
  n <- if (short(0) >= 0) 1 else exp(uniroot(short, c(0, log(1e15)), tol = 1e-13)$root)
  interviews <- ceiling(n / in_base * (1 - 1e-9))
  c(interviews = interviews, invitations = ceiling(interviews / response_rate * (1 - 1e-12)))
})
at_size <- function(size, variance) lapply(goes, function(sign) {
  second <- size * in_base
  short <- function(by) power_of(share + sign * by, first_with(second), second, variance) - power
  room <- if (sign > 0) 1 - share else share
  c(smallest = if (short(room) < 0) NA else uniroot(short, c(0, room), tol = 1e-13)$root, power = if (possible(share + sign * change)) short(change) + power else NA)
})
`;
