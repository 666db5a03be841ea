import type { Instrument } from './instrument.ts';
import { questionsOf } from './instrument.ts';
import { variablesOf } from './kinds/kinds.ts';
import type { Arms } from './kinds/kind.ts';
import type { Text } from './text.ts';
import type { Cell, Variable } from './variable.ts';

/** Every column of the instrument's dataset: of the questions in the order of asking, then the arms of its experiments. */
export function codebook(instrument: Instrument): Variable[] {
	return [...questionsOf(instrument).flatMap((question) => variablesOf(question)), ...armVariables(instrument)];
}

/** The name of the column that says which arm of an experiment each interview was allocated, by code. */
export function armColumn(experiment: string): string {
	return `${experiment.replaceAll('-', '_')}_arm`;
}

/** The columns of the experiments' arms, in the order in which the instrument declares them; codes count the arms from 1. */
export function armVariables({ experiments, languages }: Instrument): Variable[] {
	const said = (words: string): Text => Object.fromEntries(languages.map(({ code }) => [code, words]));
	return experiments.map(({ id, label, arms }) => ({
		name: armColumn(id),
		label: said(label),
		question: id,
		type: 'code',
		values: arms.map((arm, index) => ({ code: index + 1, label: said(arm) })),
		base: { en: 'Everyone, by chance' },
		sensitivity: 'none',
		missingInBase: [],
	}));
}

/**
 * What stands in the columns of `armVariables` for one interview, in the same order. Interviews of others have no arms that
 * we know of: *not asked*.
 */
export function armCells({ experiments }: Instrument, allocated: Arms): Cell[] {
	return experiments.map(({ id, arms }) => {
		const code = arms.indexOf(allocated[id] ?? '') + 1;
		return code === 0 ? { missing: 'not-asked' } : code;
	});
}
