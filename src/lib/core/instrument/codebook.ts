import type { Instrument } from './instrument.ts';
import { questionsOf } from './instrument.ts';
import { variablesOf } from './kinds/kinds.ts';
import type { Variable } from './variable.ts';

/** Every column of the instrument's dataset, in the order of asking. */
export function codebook(instrument: Instrument): Variable[] {
	return questionsOf(instrument).flatMap((question) => variablesOf(question));
}
