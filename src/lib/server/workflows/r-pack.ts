import { createHash } from 'node:crypto';
import type { PackedMargin, PackedWave } from '#exchange/r-pack/index.ts';
import { rPack, rSnippets } from '#exchange/r-pack/index.ts';
import type { TrendReport } from '#core/trends/index.ts';
import { isFigured } from '#core/trends/index.ts';
import { demand } from '../accounts/demand.ts';
import type { Site } from '../site.ts';
import { following, variablesToFollow } from './analysis/followed.ts';
import { madeVariables } from './coding/coded-columns.ts';
import { loadWaves, versionsOf } from './analysis/loaded-waves.ts';
import { personNumbers } from './analysis/person-numbers.ts';
import type { KnownScheme } from './analysis/scheme-in-use.ts';
import { tablesOf } from './analysis/scheme-in-use.ts';
import type { TrendQuestion } from './analysis/trend-of.ts';
import { trendOf } from './analysis/trend-of.ts';
import type { WaveAnswers } from './analysis/wave-answers.ts';

export type RPackAnswer =
	| { readonly kind: 'r-pack'; readonly name: string; readonly chunks: AsyncIterable<Uint8Array> }
	| { readonly kind: 'unknown-survey' }
	| { readonly kind: 'unknown-variable'; readonly variable: string }
	/** No wave has an answer yet and no figure is published, so that there is nothing to compute. */
	| { readonly kind: 'no-answers' };

/**
 * The trend that a question asks for as a pack for R. All measures of the question are in it, since a family of changes is
 * judged together; `also` are variables that go along for other figures, such as those of a crosstab.
 */
export async function rPackOf(
	site: Site,
	question: TrendQuestion,
	{ by, also = [] }: { by: string; also?: readonly string[] },
): Promise<RPackAnswer> {
	demand(site, 'export', question.survey);
	const answer = await trendOf(site, question);
	if (answer.kind !== 'trend') return answer;
	const { report } = answer;
	const waves = await packedWaves(site, question);
	// Of a wave that is open, more may have come in since the report was made.
	if (waves.some(({ id, dataset }) => report.waves.find((one) => one.id === id)?.completed !== dataset.rows))
		return rPackOf(site, question, { by, also });
	if (!report.waves.some(isFigured)) return { kind: 'no-answers' };
	const packed = { report, waves, also, language: 'en', by, made: site.clock.now() };
	const parts = [report.survey, ...(question.subject?.kind === 'variable' ? [question.subject.name] : [])];
	return {
		kind: 'r-pack',
		name: `${[...parts, ...(report.breakBy === null ? [] : ['by', report.breakBy.name])].join('-')}-r-pack.zip`,
		chunks: rPack(packed, { sha256 }),
	};
}

/** The R that gets the figures of each measure of a report from its pack, by measure. */
export async function rForTrend(
	site: Site,
	{ question, report }: { question: TrendQuestion; report: TrendReport },
): Promise<ReadonlyMap<string, string>> {
	demand(site, 'see', question.survey);
	return rSnippets({ report, waves: await packedWaves(site, question) });
}

/** The waves with answers as a pack has them, their measures being those that the question follows. */
export async function packedWaves(site: Site, question: TrendQuestion): Promise<PackedWave[]> {
	const { survey, subject = { kind: 'measures' } } = question;
	const versions = await versionsOf(site, survey);
	const derived = await madeVariables(site, { survey });
	const variables = variablesToFollow(versions.toReversed(), derived);
	const variable = subject.kind === 'variable' ? variables.get(subject.name) : undefined;
	const numberOf = personNumbers();
	const loaded = await loadWaves(site, { survey, versions, reading: question.reading });
	return loaded
		.filter(({ answers }) => answers.dataset.rows > 0)
		.map(({ wave, instrument, answers, quality }) => ({
			id: wave.id,
			quality,
			instrument: following(instrument, subject, variable, derived),
			dataset: answers.dataset,
			...weightsOf(answers),
			margins: answers.weighting.kind === 'raked' ? marginsOf(answers.ran) : [],
			people: answers.panel === null ? null : Int32Array.from(answers.panel, numberOf),
		}));
}

function weightsOf({
	design,
	weighting,
}: WaveAnswers): Pick<PackedWave, 'baseWeights' | 'finalWeights' | 'bounds' | 'trimmedTo'> {
	const base = design.calibration?.baseWeights ?? design.weights;
	const sumOf = (weights: Float64Array) => weights.reduce((sum, weight) => sum + weight, 0);
	// Margins that are totals change what weights add up to; those of a pack are shares.
	const scale = sumOf(design.weights) / sumOf(base);
	return {
		baseWeights: Math.abs(scale - 1) < 1e-9 ? base : base.map((weight) => weight * scale),
		finalWeights: design.weights,
		bounds: weighting.kind === 'raked' ? weighting.trim : null,
		trimmedTo: weighting.kind === 'raked' ? weighting.trimmedTo : null,
	};
}

/** Cells that the population lacks are left out: nobody is in them. */
function marginsOf({ scheme, margins }: KnownScheme): PackedMargin[] {
	return tablesOf(scheme).map(({ id, variables, targets }) => {
		const known = margins.find((margin) => margin.id === id);
		const whole = targets.reduce((sum, { target }) => sum + target, 0);
		return {
			...{ id, variables: [...variables], source: known?.source ?? '', confidence: known?.confidence ?? '' },
			targets: targets.flatMap(({ codes, target }) =>
				target === 0 ? [] : [{ codes: [...codes], share: target / whole }],
			),
		};
	});
}

/** A hash for files that are listed with theirs. */
export function sha256() {
	const hash = createHash('sha256');
	return { update: (bytes: Uint8Array) => hash.update(bytes), digest: () => hash.digest('hex') };
}
