import type { Variable } from '#core/instrument/index.ts';
import type { WeightingScheme } from '#core/weighting/index.ts';
import type { PastedMargin } from '#exchange/margins/index.ts';
import type { LineProblem } from '#exchange/pasted/index.ts';
import { marginsAsText, pastedMargins } from '#exchange/margins/index.ts';
import type { SampleDraft } from './sample-draft.ts';
import { readSample, sampleDraftOf } from './sample-draft.ts';
import { suppliedVariable, tablesOf } from './scheme-in-use.ts';
import { limitOf } from './weighting-sides.ts';

/** A scheme as it is typed. */
export interface SchemeDraft extends SampleDraft {
	readonly margins: string;
	readonly base: 'ones' | 'supplied';
	readonly limit: 'none' | 'bounds' | 'trim';
	readonly lower: string;
	readonly upper: string;
}

/** What is wrong with what was typed into a field, and what to do. */
export interface DraftProblem {
	readonly control: string;
	readonly message: string;
}

export type ReadDraft =
	| { readonly kind: 'scheme'; readonly scheme: WeightingScheme; readonly understood: readonly PastedMargin[] }
	| {
			readonly kind: 'not-understood';
			readonly problems: readonly DraftProblem[];
			readonly lines: readonly LineProblem[];
			/** The margins that were understood nevertheless. */
			readonly understood: readonly PastedMargin[];
	  };

/** Makes a scheme of what was typed, or says on which line and in which field it cannot be one. */
export function readDraft(draft: SchemeDraft, variables: readonly Variable[]): ReadDraft {
	const { margins: understood, problems: lines } = pastedMargins(draft.margins, variables);
	const sample = readSample(draft, variables);
	const limits = { lower: Number(draft.lower || 'x'), upper: Number(draft.upper || 'x') };
	const problems = [
		...lineProblems(lines),
		...totalsProblems(understood),
		...sample.problems,
		...(draft.limit === 'none' ? [] : limitProblems(limits)),
	];
	if (problems.length > 0) return { kind: 'not-understood', problems: oneEach(problems), lines, understood };
	return {
		kind: 'scheme',
		understood,
		scheme: {
			version: 1,
			base: { variable: draft.base === 'supplied' ? suppliedVariable : null },
			nonresponse: sample.nonresponse,
			calibration: {
				method: 'rake',
				margins: understood.map(({ id, variables: names, unit, targets }) => ({
					...{ id, unit, variables: [...names] },
					targets: targets.map(({ codes, target }) => ({ codes: [...codes], target })),
				})),
				bounds: draft.limit === 'bounds' ? limits : null,
				tolerance: 1e-10,
				maxIterations: 2000,
			},
			trim: draft.limit === 'trim' ? { ...limits, strict: true } : null,
		},
	};
}

/** A scheme as it would be typed. */
export function draftOf(scheme: WeightingScheme, variables: readonly Variable[]): SchemeDraft {
	const limit = limitOf(scheme);
	return {
		margins: marginsAsText(tablesOf(scheme), variables),
		base: scheme.base.variable === null ? 'ones' : 'supplied',
		...sampleDraftOf(scheme, variables),
		limit: limit.kind,
		lower: limit.kind === 'none' ? '' : String(limit.lower),
		upper: limit.kind === 'none' ? '' : String(limit.upper),
	};
}

function lineProblems(lines: readonly LineProblem[]): DraftProblem[] {
	const [first] = lines;
	if (first === undefined) return [];
	const more = lines.length === 1 ? '' : `, and ${lines.length - 1} more`;
	return [{ control: 'margins', message: `Margins, line ${first.line}: ${first.words}${more}` }];
}

function totalsProblems(understood: readonly PastedMargin[]): DraftProblem[] {
	const [first, ...others] = understood.filter(({ unit }) => unit === 'totals');
	const other = others.find(({ sum }) => Math.abs(sum / (first?.sum ?? sum) - 1) > 1e-6);
	if (first === undefined || other === undefined) return [];
	const message = `Margins, line ${other.line}: its totals add up to ${other.sum}, those of “${first.id}” to ${first.sum}; make them agree, or give percentages`;
	return [{ control: 'margins', message }];
}

function limitProblems({ lower, upper }: { lower: number; upper: number }): DraftProblem[] {
	const least = 'Least weight: enter a number from 0 up to, but not, 1, such as 0.3';
	const greatest = 'Greatest weight: enter a number above 1, such as 3';
	return [
		...(lower >= 0 && lower < 1 ? [] : [{ control: 'lower', message: least }]),
		...(upper > 1 && upper <= 1000 ? [] : [{ control: 'upper', message: greatest }]),
	];
}

function oneEach(problems: readonly DraftProblem[]): DraftProblem[] {
	return problems.filter(({ control }, k) => problems.findIndex((one) => one.control === control) === k);
}
