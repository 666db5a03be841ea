import type { ReportedWave } from '#core/trends/index.ts';
import { withDecision } from '../weighting-lines.ts';
import type { Packed } from './packed.ts';

/** What stands first in a pack: what it is, how to run it, what R is told and what it finds out by itself. */
export function readme({ report, waves, by, made }: Packed, figures: number): string {
	const packed = report.waves.filter(({ id }) => waves.some((wave) => wave.id === id));
	const subject =
		report.subject.kind === 'measures' ? 'its declared measures' : `the answers to “${report.subject.variable.label}”`;
	const broken = report.breakBy === null ? '' : `, by “${report.breakBy.label}”`;
	return `# ${report.title}: every figure, computed again in R

What is here: ${subject}${broken}, over ${packed.length} waves${roundsWords(report.waves)}. Made by Soundings on ${made.toISOString().slice(0, 10)} for ${by}.
Population: ${report.population}.

${[...packed.map(waveLine), ...report.waves.flatMap(publishedLine)].join('\n')}

${howToRun(figures)}
${whatIsWhere(waves)}
${whatRIsTold}`;
}

export function howToRun(figures: number): string {
	return `## Run it

R with the package survey is all it needs (Debian: \`apt install r-cran-survey\`; elsewhere \`install.packages("survey")\`).

    Rscript recompute.R

prints "all ${figures} figures equal", or lists those that differ and ends with status 1. A figure is equal when it is off by no
more than 1e-6 of itself; an estimate, a difference or an end of an interval, which may be near 0, by no more than 1e-6 of
its standard error if that is more. Below 1e-12 everything is rounding. Words, such as verdicts, are the same or not. Each
wave's weights are compared too.

To see that no file was changed on its way: \`sha256sum -c SHA256SUMS\`.

`;
}

export function whatIsWhere(waves: Packed['waves']): string {
	return `## What is where

- \`data/wave-N.csv\`: one row a completed interview, the columns that the figures need and no others; \`data/wave-N.codebook.csv\`
  has their labels. Codes below 0 say why there is no answer: ${'-1 not applicable, -2 not asked, -6 not reached, -7 routing error,'}
  -8 don't know, -9 refused. \`x.missing\` is such a reason for the number \`x\`, 0 where there is one. Nobody's own words are here.
- \`weight.base\` is a row's weight before raking (after an adjustment for non-response, and adding up to what the final weights
  do), \`weight.final\` that of every figure. There are no strata and no clusters: every
  row was drawn by itself.${waves.some(({ people }) => people !== null) ? ' `person.number` is the same for the same person in all waves of this pack, and means nothing elsewhere.' : ''}
- \`plan/\`: what is computed. Weighting (\`waves.csv\`, \`margins.csv\`), measures (\`measures.csv\`, and in \`columns.csv\` which codes
  count and which missing answers stay in the base), figures that others published (\`published.csv\`), and what is compared
  with what (\`comparisons.csv\`). Where a wave asked random halves in earlier and later words, \`measure@earlier\` is the
  measure in the earlier ones, \`bridges.csv\` has the waves that show both, and \`steps\` in \`comparisons.csv\` the waves whose
  step between the two is taken out of a change.
- \`expected.csv\`: the figures as Soundings shows them, with every digit. Shares are 0 to 1.
- \`soundings.R\`: functions on survey; \`recompute.R\`: runs them on everything and compares.
- \`manifest.json\`: who, when, and each file's rows and SHA-256.

`;
}

export const whatRIsTold = `## What R is told, and what it finds out

R computes weights, estimates, standard errors, degrees of freedom, intervals, bases, design effects, changes, p values, Holm's
adjustment and verdicts from the data and the margins. It is told which waves may be compared: that is a judgement on the
wording of questions, in \`plan/comparisons.csv\` with its reasons.

- Raking is \`calibrate(calfun = "raking")\` from the base weights. Rows that cannot be placed on a margin are a cell of their own,
  which keeps the share that its base weights give it. Where weights have bounds, trimming and raking take turns until both
  hold, and the variance regresses on the margins once, weighted by the base weights.
- Shares have logit intervals with Student's t; where nobody or everybody counts, Clopper and Pearson's on the effective base.
- A published figure has se² = deft²·p(1 − p)/n + r²/12: its publisher's design factor deft (a ratio of standard errors), or a
  neighbour's, and the step r to which it was rounded. R is told p, n, deft and r. Without a design factor it has no interval.
- A family of changes is a wave's own measures against the wave before and against the first; groups are a family of their own.
`;

function roundsWords(waves: readonly ReportedWave[]): string {
	const rounds = waves.filter(({ published }) => published !== null).length;
	return rounds === 0 ? '' : ` and ${rounds} ${rounds === 1 ? 'round' : 'rounds'} of published figures`;
}

/** Nothing for a wave with answers. */
export function publishedLine({ label, published, sampleType }: ReportedWave): string[] {
	if (published === null) return [];
	const sources = [...new Set([...published.values()].map(({ source }) => source.replaceAll(/\s+/g, ' ')))];
	return [`- ${label}: published figures without answers; sample: ${sampleType}; from ${sources.join('; ')}`];
}

export function waveLine({ label, completed, origin, state, sampleType, weighting }: ReportedWave): string {
	const marks = [
		...(origin === 'simulated' ? ['SIMULATED: no person gave these answers'] : []),
		...(origin === 'imported' ? ['imported from an earlier source'] : []),
		...(state === 'open' ? ['still open: provisional'] : []),
		`sample: ${sampleType}`,
		`weighting: ${withDecision(methodWords(weighting), weighting)}`,
	];
	return `- ${label}: ${completed} completed interviews; ${marks.join('; ')}`;
}

function methodWords(weighting: ReportedWave['weighting']): string {
	switch (weighting?.kind) {
		case 'raked': {
			const margins = weighting.margins
				.map(({ label, confidence }) => (confidence === null ? label : `${label} (${confidence})`))
				.join(', ');
			const { nonresponseCells: cells, trimmedTo } = weighting;
			const trimmed =
				trimmedTo === null ? '' : `, then trimmed to ${trimmedTo.lower} to ${trimmedTo.upper} times their mean`;
			const adjusted = cells === null ? '' : `adjusted for non-response in ${cells} cells, `;
			const bounds =
				weighting.boundsGivenUp !== null
					? `, without the declared bounds: ${weighting.boundsGivenUp}`
					: weighting.trim === null
						? ''
						: `, weights between ${weighting.trim.lower} and ${weighting.trim.upper} times their mean`;
			return `${adjusted}raked${weighting.fromSupplied ? ' from the weights that came with the data' : ''} to ${margins}${bounds}${trimmed}`;
		}
		case 'supplied':
			return 'the weights that came with the data';
		case 'failed':
			return `none of the declared margins: ${weighting.words}`;
		case 'unweighted':
		case undefined:
			return 'none';
	}
}
