import type { Dataset } from '#core/dataset/index.ts';
import type { Codes, Design, Estimate } from '#core/estimation/index.ts';
import { randomAnswersExplaining, share } from '#core/estimation/index.ts';
import { crosswiseCodes, missingCodes } from '#core/instrument/index.ts';
import type { CrosswiseSigns, Sign } from '#core/trends/index.ts';
import { estimatesOf } from './list-signs.ts';

const declined = new Set<number>([missingCodes['dont-know'], missingCodes.refused]);
const alike = { counted: [crosswiseCodes.alike], missingInBase: [] };

/** What tells for or against a crosswise question in one wave; null where the wave did not ask it. */
export function crosswiseSigns(args: {
	dataset: Dataset;
	design: Design;
	question: string;
	probability: number;
	/** The share with the trait by this question and by a direct one; null without a direct one. */
	beside: { indirect: number; direct: number } | null;
}): CrosswiseSigns | null {
	const { dataset, design, question, probability, beside } = args;
	const column = dataset.columns.get(question);
	if (column?.kind !== 'code') return null;
	const { codes } = column;
	const found = estimatesOf(design, (weights) => {
		const of = share(weights, codes, alike);
		return of.kind === 'no-base' ? of : [of];
	});
	const estimate = found?.[0];
	if (estimate === undefined) return null;
	return {
		kind: 'crosswise',
		...countsOf(codes),
		alike: estimate,
		ifNobody: 1 - probability,
		ifEverybody: probability,
		outside: outside(estimate, probability),
		randomAnswers: beside === null ? null : (randomAnswersExplaining(beside.indirect, beside.direct) ?? 'none-would'),
	};
}

/** Declined answers are asked ones; rows off the question's route are not. */
function countsOf(codes: Codes): { asked: number; answered: number } {
	let [asked, answered] = [0, 0];
	for (const code of codes) {
		if (code >= 0) answered++;
		if (code >= 0 || declined.has(code)) asked++;
	}
	return { asked, answered };
}

function outside({ interval }: Estimate, probability: number): Sign {
	const [least, most] = [Math.min(probability, 1 - probability), Math.max(probability, 1 - probability)];
	return interval.upper < least || interval.lower > most ? 'some-sign' : 'no-sign';
}
