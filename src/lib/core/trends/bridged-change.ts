import { type Domain, type Linearised, covariance, degreesOfFreedom } from '#core/estimation/index.ts';
import { type Measure } from '#core/instrument/index.ts';
import { type StatisticTerm, bridgeAt, combination, term, varianceAtEdges, wordingsOf } from './bridge.ts';
import { type Change, type MeasuredStep, changeOf, varianceOf } from './change.ts';
import { type MeasureSeries, type Side, domainAt, estimateOf, measureAt, statisticOf } from './points.ts';
import { type AnsweredWave, type BridgeStep, type NoVerdict, type TrendRequest } from './series.ts';
import { type StackedWaves, type Stacks, together } from './stacked-waves.ts';
import { lifted } from './stack.ts';

/**
 * The change between two waves whose words differ, less the steps that waves between them measured. What a wave adds goes
 * through one variance, so that its halves need not be independent. Where the later wave itself measured the last step its
 * new words cancel: its own earlier words tell the change. Waves drawn apart add up; with people in common their sum goes
 * through the stack of the waves.
 *
 * @method  Change across a bridge
 * @formula d = (y₂ − y₁) − Σ s, s = y(later words) − y(earlier words) in the wave that asked both; se² = Σ over waves of the variance of what the wave adds, its halves through one covariance; where the later wave asked both, d = its y(earlier words) − y₁; df = (Σv)²/Σ(v²/df) for waves drawn apart, those of the stacked design for waves with people in common
 * @source  van den Brakel, Smith & Compton (2008), Survey Methodology 34/2; Satterthwaite (1946), Biometrics Bulletin 2
 * @r       `svycontrast(svyby(~y, ~wave_and_words, d, svymean, covmat = TRUE), c(-1, 1, -1, 1))` with `strata = ~wave`
 */
export function bridgedChange<Reason>(
	{ request, stacks }: { readonly request: TrendRequest<Reason>; readonly stacks: Stacks },
	series: MeasureSeries,
	[from, to]: readonly [Side, Side],
	steps: readonly BridgeStep[],
): Change | NoVerdict<Reason> {
	const { level = 0.95, minimumBase: minimum = 50 } = request.options ?? {};
	const no = (because: NoVerdict<Reason>['because']): NoVerdict<Reason> => ({ kind: 'no-verdict', because });
	const later = request.waves[to.index];
	const after = later?.kind === 'answered' ? measureAt(later, series.measure) : series.measure.declared;
	if (after === null) throw new RangeError('a bridge is of a measure that an instrument declares');
	const { group } = series;
	const parts = partsOf(request, { ...series, after }, [from, to], steps);
	const measured: MeasuredStep[] = [];
	for (const step of steps) {
		const wave = answeredAt(request, step.wave);
		const found = wave && bridgeAt(request, wave, { after, group }, step).step;
		if (!found) return no({ kind: 'absent', wave: step.wave });
		if (Math.min(found.n.earlier, found.n.later) < minimum) return no({ kind: 'small-base', minimum });
		measured.push(found);
	}
	const places = parts.map(({ index }) => index);
	if (stacks.isUnknown(places)) return no({ kind: 'overlap-unknown' });
	const stacked = stacks.of(places);
	const isStacked = ({ index }: Part) => stacked?.waves.includes(index) === true;
	const pieces: Piece[] = [];
	for (const part of parts) {
		if (isStacked(part)) continue;
		const piece = pieceOf(request, part);
		if (piece === undefined) return no({ kind: 'absent', wave: request.waves[part.index]?.id ?? '' });
		pieces.push(piece);
	}
	if (stacked !== null) {
		const piece = stackedPiece(request, stacked, parts.filter(isStacked));
		if (piece === undefined) return no({ kind: 'absent', wave: request.waves[to.index]?.id ?? '' });
		pieces.push(piece);
	}
	const sum = (of: (piece: Piece) => number) => pieces.reduce((total, piece) => total + of(piece), 0);
	const variance = sum((piece) => piece.variance);
	const df = variance ** 2 / sum((piece) => piece.variance ** 2 / piece.df);
	const change = changeOf(
		sum(({ value }) => value),
		Math.sqrt(variance),
		df,
		level,
	);
	return { ...change, ...(stacked === null ? {} : { linked: stacked.stack.linked }), steps: measured };
}

/** What one wave adds to the change: a published figure, or a sum of statistics of its rows. */
type Part = { readonly index: number } & (
	| { readonly kind: 'published'; readonly side: Side; readonly factor: 1 | -1 }
	| {
			readonly kind: 'answered';
			readonly wave: AnsweredWave;
			readonly terms: readonly StatisticTerm[];
			readonly domain: Domain;
	  }
);

/** What is independent of the rest. */
interface Piece {
	readonly value: number;
	readonly variance: number;
	readonly df: number;
}

function answeredAt<Reason>({ waves }: TrendRequest<Reason>, id: string): AnsweredWave | undefined {
	const wave = waves.find((one) => one.id === id);
	return wave?.kind === 'answered' ? wave : undefined;
}

function partsOf<Reason>(
	request: TrendRequest<Reason>,
	series: Pick<MeasureSeries, 'measure' | 'group'> & { readonly after: Measure },
	[from, to]: readonly [Side, Side],
	steps: readonly BridgeStep[],
): Part[] {
	const ends = [
		{ side: from, factor: -1 },
		{ side: to, factor: 1 },
	] as const;
	const ofEnds = ends.flatMap(({ side, factor }): Part[] => {
		const { index } = side;
		const wave = request.waves[index];
		if (wave?.kind !== 'answered') return [{ kind: 'published', index, side, factor }];
		const statistic = statisticOf(wave, series.measure);
		const domain = domainAt(request, wave, series.group);
		if (statistic === undefined || domain === undefined || steps.some((step) => step.wave === wave.id)) return [];
		return [{ kind: 'answered', index, wave, terms: [term(factor, statistic)], domain }];
	});
	const ofSteps = steps.flatMap((step): Part[] => {
		const index = request.waves.findIndex(({ id }) => id === step.wave);
		const wave = answeredAt(request, step.wave);
		const wordings = wave && wordingsOf(request, wave, series, step);
		if (wave === undefined || wordings === undefined) return [];
		const { earlier, later, domain } = wordings;
		const terms = [term(1, earlier), ...(index === to.index ? [] : [term(-1, later)])];
		return [{ kind: 'answered', index, wave, terms, domain }];
	});
	return [...ofEnds, ...ofSteps];
}

function pieceOf<Reason>(request: TrendRequest<Reason>, part: Part): Piece | undefined {
	if (part.kind === 'published') {
		const { of } = part.side;
		return { value: part.factor * of.value, variance: varianceOf(of), df: of.df };
	}
	const of = estimateOf(request, part.wave, combination(part.terms), part.domain);
	if (of.kind === 'absent') return undefined;
	return { value: of.value, variance: of.se ** 2 + varianceAtEdges(linearisedTerms(part)), df: of.df };
}

function stackedPiece<Reason>(
	{ options }: TrendRequest<Reason>,
	{ stack, waves }: StackedWaves,
	parts: readonly Part[],
): Piece | undefined {
	const influence = new Float64Array(stack.design.n);
	const placed = waves.flatMap((index) => parts.find((part) => part.index === index) ?? []);
	const answered = placed.flatMap((part) => (part.kind === 'answered' ? [part] : []));
	let value = 0;
	for (const [k, part] of answered.entries()) {
		const own = combination(part.terms)(part.wave.design.weights, part.domain);
		if (own.kind === 'no-base') return undefined;
		value += own.value;
		const free = lifted(stack, k, own).influence;
		for (let i = 0; i < influence.length; i++) influence[i] = (influence[i] ?? 0) + (free[i] ?? 0);
	}
	const found = covariance(stack.design, [influence], { lonelyPsu: options?.lonelyPsu ?? 'fail' });
	if (found.kind === 'lonely-psu') return undefined;
	const domain = together(answered.map(({ wave, domain: rows }) => [wave.design.n, rows]));
	const variance = Math.max(0, found.matrix[0] ?? 0) + varianceAtEdges(answered.flatMap(linearisedTerms));
	return { value, variance, df: degreesOfFreedom(stack.design, domain) };
}

function linearisedTerms({ wave, terms, domain }: Extract<Part, { kind: 'answered' }>): Linearised[] {
	return terms.flatMap(({ of }) => {
		const found = of(wave.design.weights, domain);
		return found.kind === 'linearised' ? [found] : [];
	});
}
