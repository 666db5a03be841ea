import type { Variable } from '#core/instrument/index.ts';
import type { WeightingScheme } from '#core/weighting/index.ts';
import type { LineProblem, PastedMargin } from '#exchange/margins/index.ts';
import { marginsAsText, pastedMargins } from '#exchange/margins/index.ts';
import { suppliedVariable } from './weigh-wave.ts';
import { limitOf, tablesOf } from './weighting-sides.ts';

/** A scheme as it is typed. */
export interface SchemeDraft {
	readonly margins: string;
	readonly base: 'ones' | 'supplied';
	readonly limit: 'none' | 'bounds' | 'trim';
	readonly lower: string;
	readonly upper: string;
}

export type ReadDraft =
	| { readonly kind: 'scheme'; readonly scheme: WeightingScheme; readonly understood: readonly PastedMargin[] }
	| {
			readonly kind: 'not-understood';
			readonly problems: readonly { readonly control: string; readonly message: string }[];
			readonly lines: readonly LineProblem[];
			/** The margins that were understood nevertheless. */
			readonly understood: readonly PastedMargin[];
	  };

/** Makes a scheme of what was typed, or says on which line and in which field it cannot be one. */
export function readDraft(draft: SchemeDraft, variables: readonly Variable[]): ReadDraft {
	const { margins: understood, problems: lines } = pastedMargins(draft.margins, variables);
	const problems: { control: string; message: string }[] = [];
	const [first] = lines;
	if (first !== undefined) {
		const more = lines.length === 1 ? '' : `, and ${lines.length - 1} more`;
		problems.push({ control: 'margins', message: `Margins, line ${first.line}: ${first.words}${more}` });
	}
	const totals = understood.filter(({ unit }) => unit === 'totals');
	const other = totals.find(({ sum }) => Math.abs(sum / (totals[0]?.sum ?? sum) - 1) > 1e-6);
	if (other !== undefined && totals[0] !== undefined) {
		const message = `Margins, line ${other.line}: its totals add up to ${other.sum}, those of “${totals[0].id}” to ${totals[0].sum}; make them agree, or give percentages`;
		problems.push({ control: 'margins', message });
	}
	const [lower, upper] = [Number(draft.lower || 'x'), Number(draft.upper || 'x')];
	if (draft.limit !== 'none') {
		if (!(lower >= 0 && lower < 1)) {
			problems.push({
				control: 'lower',
				message: 'Least weight: enter a number from 0 up to, but not, 1, such as 0.3',
			});
		}
		if (!(upper > 1 && upper <= 1000)) {
			problems.push({ control: 'upper', message: 'Greatest weight: enter a number above 1, such as 3' });
		}
	}
	if (problems.length > 0) return { kind: 'not-understood', problems: oneEach(problems), lines, understood };
	return {
		kind: 'scheme',
		understood,
		scheme: {
			version: 1,
			base: { variable: draft.base === 'supplied' ? suppliedVariable : null },
			nonresponse: null,
			calibration: {
				method: 'rake',
				margins: understood.map(({ id, variables: names, unit, targets }) => ({
					...{ id, unit, variables: [...names] },
					targets: targets.map(({ codes, target }) => ({ codes: [...codes], target })),
				})),
				bounds: draft.limit === 'bounds' ? { lower, upper } : null,
				tolerance: 1e-10,
				maxIterations: 2000,
			},
			trim: draft.limit === 'trim' ? { lower, upper, strict: true } : null,
		},
	};
}

/** A scheme as it would be typed. */
export function draftOf(scheme: WeightingScheme, variables: readonly Variable[]): SchemeDraft {
	const limit = limitOf(scheme);
	return {
		margins: marginsAsText(tablesOf(scheme), variables),
		base: scheme.base.variable === null ? 'ones' : 'supplied',
		limit: limit.kind,
		lower: limit.kind === 'none' ? '' : String(limit.lower),
		upper: limit.kind === 'none' ? '' : String(limit.upper),
	};
}

function oneEach<Problem extends { readonly control: string }>(problems: readonly Problem[]): Problem[] {
	return problems.filter(({ control }, k) => problems.findIndex((one) => one.control === control) === k);
}
