import type { Design } from '#core/estimation/index.ts';
import { designOf } from '#core/estimation/index.ts';
import type { Instrument, Margin, Variable, Weighting } from '#core/instrument/index.ts';
import { codebook, plainText, say } from '#core/instrument/index.ts';
import type {
	MarginBalance,
	WeightDistribution,
	Weighed,
	WeighingFailure,
	WeightedMargin,
	WeightingRun,
	WeightingScheme,
	WeightingSide,
} from '#core/weighting/index.ts';
import { schemeOf, weigh, weightDistributions } from '#core/weighting/index.ts';
import { rakingFailureWords } from './raking-failure-words.ts';
import type { WaveAnswers } from './wave-answers.ts';
import { suppliedVariable, weighingData } from './weigh-wave.ts';

/** A scheme with what is known of it beyond its figures. */
export interface NamedScheme {
	readonly name: string;
	readonly scheme: WeightingScheme;
	/** What the questionnaire or the wave says of its margins. */
	readonly margins: readonly Margin[];
	readonly boundsGivenUp: string | null;
}

/** A scheme on a wave's answers; no design where it could not be run. */
export interface RunSide {
	readonly side: WeightingSide;
	readonly design: Design | null;
}

const language = 'en';

/** The scheme that a wave's weights in use come from. */
export function schemeInUse(answers: WaveAnswers, declared: Weighting | null, name: string): NamedScheme {
	const base = suppliedOf(answers) === null ? null : suppliedVariable;
	const { weighting } = answers;
	const boundsGivenUp = weighting.kind === 'raked' ? weighting.boundsGivenUp : null;
	if (declared === null) {
		const scheme = { version: 1, base: { variable: base }, nonresponse: null, calibration: null, trim: null } as const;
		return { name, scheme, margins: [], boundsGivenUp };
	}
	const trim = boundsGivenUp === null ? declared.trim : null;
	return { name, scheme: schemeOf({ ...declared, trim }, { base }), margins: declared.margins, boundsGivenUp };
}

/** The weights that came with a wave's data, one a row; null where none did. */
export function suppliedOf({ design, weighting }: WaveAnswers): Float64Array | null {
	const isSupplied =
		weighting.kind === 'supplied' ||
		(weighting.kind === 'raked' && weighting.fromSupplied) ||
		(weighting.kind === 'failed' && weighting.used === 'supplied');
	return isSupplied ? (design.calibration?.baseWeights ?? design.weights) : null;
}

/** Runs schemes on the same answers; their distributions share their bins. */
export function runSides(schemes: readonly NamedScheme[], answers: WaveAnswers): RunSide[] {
	const data = weighingData(answers.dataset, suppliedOf(answers));
	const results = schemes.map(({ scheme }) => weigh(scheme, data));
	const spreads = weightDistributions(results.flatMap((result) => (result.kind === 'weighed' ? [result.weights] : [])));
	let at = 0;
	return schemes.map((named, k) => {
		const result = results[k];
		if (result === undefined) throw new RangeError('every scheme was run');
		const distribution = result.kind === 'weighed' ? spreads[at++] : undefined;
		const run =
			result.kind === 'weighed' && distribution !== undefined
				? ranWith(named, result, distribution)
				: failedWith(named, result, answers.instrument);
		return {
			side: {
				name: named.name,
				margins: marginsOf(named, result.kind === 'weighed' ? balancesOf(result) : [], answers.instrument),
				fromSupplied: named.scheme.base.variable !== null,
				limit: limitOf(named.scheme),
				run,
			},
			design: result.kind === 'weighed' ? designOf({ weights: result.weights, calibration: result.calibration }) : null,
		};
	});
}

function ranWith({ boundsGivenUp }: NamedScheme, { steps }: Weighed, distribution: WeightDistribution): WeightingRun {
	const [base] = steps;
	const last = steps.at(-1);
	if (base === undefined || last === undefined) throw new RangeError('a scheme begins with its base weights');
	const raked = steps.find((step) => step.step === 'rake');
	const trimmed = steps.find((step) => step.step === 'trim');
	return {
		kind: 'ran',
		base: base.effect,
		effect: last.effect,
		distribution,
		raking:
			raked === undefined
				? null
				: { iterations: raked.iterations, distance: raked.distance, trimmings: raked.trimmings },
		rowsTrimmed: trimmed?.rowsTrimmed ?? null,
		boundsGivenUp,
	};
}

function failedWith(
	{ scheme, margins }: NamedScheme,
	result: Weighed | WeighingFailure,
	instrument: Instrument,
): WeightingRun {
	if (result.kind === 'weighed') throw new RangeError('what was weighed has not failed');
	if (result.kind === 'unknown-variable' && result.margin === 'base weights') {
		return { kind: 'failed', words: 'no weights came with the data of this wave, and the scheme begins with them' };
	}
	const tables = tablesOf(scheme).map(({ id, variables, targets }): Margin => {
		const known = margins.find((margin) => margin.id === id);
		return {
			...{ id, variables, label: known?.label ?? { en: id }, source: '', confidence: 'illustrative' },
			targets: targets.map(({ codes, target }) => ({ codes, share: target })),
		};
	});
	return { kind: 'failed', words: rakingFailureWords(result, { margins: tables, trim: null }, instrument, language) };
}

/** Against the weights that raking began with, and after all that came after it. */
function balancesOf({ steps }: Weighed): MarginBalance[] {
	const last = new Map<string, MarginBalance>();
	for (const step of steps) {
		if (!('margins' in step)) continue;
		for (const balance of step.margins) {
			const before = last.get(balance.margin);
			const cells = balance.cells.map((cell, k) => ({ ...cell, before: before?.cells[k]?.before ?? cell.before }));
			last.set(balance.margin, { ...balance, cells });
		}
	}
	return [...last.values()];
}

function marginsOf(
	{ scheme, margins }: NamedScheme,
	balances: readonly MarginBalance[],
	instrument: Instrument,
): WeightedMargin[] {
	const variables = new Map(codebook(instrument).map((variable) => [variable.name, variable]));
	return tablesOf(scheme).map(({ id, variables: names, targets }) => {
		const known = margins.find((margin) => margin.id === id);
		const balance = balances.find(({ margin }) => margin === id);
		const whole = targets.reduce((sum, { target }) => sum + target, 0);
		return {
			id,
			label: known === undefined ? id : plainText(say(known.label, language)),
			source: known?.source ?? null,
			confidence: known?.confidence ?? null,
			note: known?.note ?? null,
			rowsUnknown: balance?.rowsUnknown ?? null,
			cells: targets.map(({ codes, target }, k) => ({
				label: codes.map((code, place) => codeWords(variables.get(names[place] ?? ''), code)).join(', '),
				target: target / whole,
				rows: balance?.cells[k]?.rows ?? null,
				before: balance?.cells[k]?.before ?? null,
				after: balance?.cells[k]?.after ?? null,
			})),
		};
	});
}

/** The population tables of a scheme. */
export function tablesOf({ calibration }: WeightingScheme) {
	if (calibration === null) return [];
	return calibration.method === 'rake' ? calibration.margins : [calibration.margin];
}

/** What keeps a scheme's weights within limits. */
export function limitOf({ calibration, trim }: WeightingScheme): WeightingSide['limit'] {
	if (trim !== null) return { kind: 'trim', lower: trim.lower, upper: trim.upper };
	const bounds = calibration?.method === 'rake' ? calibration.bounds : null;
	return bounds === null ? { kind: 'none' } : { kind: 'bounds', ...bounds };
}

function codeWords(variable: Variable | undefined, code: number): string {
	const value = variable?.values.find((one) => one.code === code);
	return value === undefined ? String(code) : plainText(say(value.label, language));
}
