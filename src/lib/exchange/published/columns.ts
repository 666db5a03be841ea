import { alike } from '../pasted/index.ts';

/** What the columns of a pasted table of published figures hold. */
export type Columns =
	| {
			readonly kind: 'rounds';
			readonly shares: 'percent';
			readonly rounds: readonly { readonly at: number; readonly round: string }[];
	  }
	| {
			readonly kind: 'figures';
			/** Whether the column of shares is titled as per cent or as numbers from 0 to 1. */
			readonly shares: 'percent' | 'proportion';
			readonly at: { readonly [name in 'measure' | 'share']: number } & {
				readonly [name in 'base' | 'deft' | 'source' | 'round']?: number | undefined;
			};
	  };

const titles = {
	measure: /^(measure|statement|question|item|indicator)$/i,
	share: /%|^per ?cent|^(share|proportion|estimate|figure)/i,
	base: /^(unweighted )?(base|bases|n|sample size)\b/i,
	deft: /^(deft|design factor)/i,
	source: /^(source|where)/i,
	round: /^(round|wave|year)$/i,
} as const;

/** Reads a heading, or says what is wrong with it. The first column has the measures in a table of rounds. */
export function columnsIn(
	heading: readonly string[],
	rounds: readonly { readonly id: string; readonly label: string }[],
): Columns | string {
	const atOf = (title: RegExp) => {
		const at = heading.findIndex((cell) => title.test(cell));
		return at < 0 ? undefined : at;
	};
	const share = atOf(titles.share);
	if (share !== undefined) {
		if (heading.some((cell) => /^deff\b|design effect/i.test(cell))) {
			return 'a design effect (deff) is a ratio of variances: paste its square root under the heading Deft';
		}
		const measure = atOf(titles.measure) ?? (share === 0 ? undefined : 0);
		if (measure === undefined) return 'one column has to be called Measure';
		const [base, deft, source, round] = [titles.base, titles.deft, titles.source, titles.round].map(atOf);
		const isProportion =
			/^(share|proportion)/i.test(heading[share] ?? '') && !/%|per ?cent/i.test(heading[share] ?? '');
		return {
			kind: 'figures',
			shares: isProportion ? 'proportion' : 'percent',
			at: { measure, share, base, deft, source, round },
		};
	}
	const named = heading.slice(1).map((title, k) => ({
		at: k + 1,
		title,
		round: rounds.find(({ label }) => alike(label, title))?.id,
	}));
	const unknown = named.filter(({ title, round }) => round === undefined && title !== '').map(({ title }) => title);
	if (unknown.length > 0) {
		return `the heading has ${unknown.map((title) => `“${title}”`).join(', ')}, which is no round here: add the round first, or call the column of figures %`;
	}
	const found = named.flatMap(({ at, round }) => (round === undefined ? [] : [{ at, round }]));
	if (new Set(found.map(({ round }) => round)).size < found.length) return 'a round stands in the heading twice';
	return { kind: 'rounds', shares: 'percent', rounds: found };
}
