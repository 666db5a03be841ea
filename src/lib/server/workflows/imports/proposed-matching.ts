import type { OurVariable } from '#core/comparability/index.ts';
import { lineUp, meaningsOf, proposeColumns, variablesToMatch } from '#core/comparability/index.ts';
import type { Instrument } from '#core/instrument/index.ts';
import type { FileColumns } from '#exchange/waves/index.ts';
import type { MatchedVariable, Matching } from './record.ts';

/**
 * How a file lines up with a questionnaire as far as the file itself tells. A variable is called identical only where name,
 * words and options are; one without a column is left out; of every other somebody has to say.
 */
export function proposedMatching(instrument: Instrument, file: FileColumns): Matching {
	const ours = variablesToMatch(instrument);
	const proposed = proposeColumns(ours, file.columns);
	return {
		version: instrument.version,
		waves: { column: null, one: { label: '', closedOn: '' }, several: {} },
		mode: null,
		sampleType: null,
		weight: file.weight,
		variables: Object.fromEntries(
			ours.map((variable) => [variable.name, matchedWith(variable, file, proposed.get(variable.name)?.column ?? null)]),
		),
	};
}

/** A variable with another column, of which nothing has been decided that the file does not tell. */
export function matchedWith(ours: OurVariable, file: FileColumns, column: string | null): MatchedVariable {
	const theirs = file.columns.find(({ name }) => name === column);
	if (theirs === undefined) return { column: null, meanings: {}, verdict: 'leave-out', reason: '' };
	const meanings = meaningsOf(ours, theirs);
	const { isSame } = lineUp(ours, theirs, meanings);
	return {
		column: theirs.name,
		meanings: Object.fromEntries(meanings),
		verdict: isSame ? 'identical' : null,
		reason: '',
	};
}

/** Which wave each value of a column that tells them stands for: a year closes on its last day. */
export function proposedWaves(file: FileColumns, column: string): Matching['waves']['several'] {
	const theirs = file.columns.find(({ name }) => name === column);
	return Object.fromEntries(
		(theirs?.values ?? [])
			.filter(({ value, count, isMissing }) => value !== '' && count > 0 && !isMissing)
			.map(({ value, label }) => [
				value,
				{ label: (label || value).slice(0, 120), closedOn: /^\d{4}$/.test(value) ? `${value}-12-31` : '' },
			]),
	);
}
