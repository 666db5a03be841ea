import type { ReportedWeighting } from '#core/trends/index.ts';

/** A wave with how it was weighted. */
export interface WeightedWave {
	readonly label: string;
	readonly weighting: ReportedWeighting;
}

/** How waves were weighted, said once for those that share it; without a full stop. */
export function weightingLine(waves: readonly WeightedWave[]): string {
	const labels = new Map<string, string[]>();
	for (const { label, weighting } of waves) {
		const words = withDecision(methodWords(weighting), weighting);
		labels.set(words, [...(labels.get(words) ?? []), label]);
	}
	if (labels.size === 1) return [...labels.keys()].join('');
	return [...labels].map(([said, of]) => `${of.join(', ')}: ${said}`).join('; ');
}

/** The words for how a wave was weighted, with the scheme that it was given later, if any. */
export function withDecision(method: string, weighting: ReportedWeighting | null): string {
	const decided = weighting?.decided;
	switch (decided?.kind) {
		case undefined:
			return method;
		case 'applied':
			return `${method}; scheme "${decided.name}", version ${decided.version}, reweighted on ${decided.on}`;
		case 'taken-back':
			return `${method}; as declared again since ${decided.on}`;
	}
}

/** What must be known before weighted figures are used: margins whose figures are not those of a population yet. */
export function illustrativeMargins(waves: readonly WeightedWave[]): string[] {
	const margins = waves.flatMap(({ weighting }) => (weighting.kind === 'raked' ? weighting.margins : []));
	const ids = new Set(margins.filter(({ confidence }) => confidence === 'illustrative').map(({ id }) => id));
	return ids.size === 0
		? []
		: [
				`the population figures that the weights rest on are illustrative for ${[...ids].join(', ')}: replace them first`,
			];
}

function methodWords(weighting: ReportedWeighting): string {
	switch (weighting.kind) {
		case 'raked': {
			const from = weighting.fromSupplied ? ' from the weights that came with the data' : '';
			const { trim, boundsGivenUp, trimmedTo, nonresponseCells: cells } = weighting;
			const bounds =
				boundsGivenUp ?? (trim === null ? '' : `kept between ${trim.lower} and ${trim.upper} times their mean`);
			const trimmed =
				trimmedTo === null ? '' : `, then trimmed to ${trimmedTo.lower} to ${trimmedTo.upper} times their mean`;
			const adjusted = cells === null ? '' : `adjusted for non-response in ${cells} cells, `;
			return `${adjusted}raked${from} to ${marginWords(weighting)}${bounds === '' ? '' : `, ${bounds}`}${trimmed}`;
		}
		case 'supplied':
			return 'the weights that came with the data';
		case 'unweighted':
			return 'not weighted';
		case 'failed':
			return `not weighted as declared, which could not be done: ${weighting.words}`;
	}
}

/** Margins with their source, which margins that follow each other may share: "age, race (census)". */
function marginWords({ margins }: Extract<ReportedWeighting, { kind: 'raked' }>): string {
	return margins
		.map(({ id, source }, k) => (source === '' || source === margins[k + 1]?.source ? id : `${id} (${source})`))
		.join(', ');
}
