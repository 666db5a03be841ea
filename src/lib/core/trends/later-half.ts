import {
	type Instrument,
	type Measure,
	armColumn,
	questionsOf,
	variablesMeasured,
	variablesOf,
} from '#core/instrument/index.ts';

/**
 * A measure as the answers to an instrument give it: where the instrument asks random halves in earlier and later words, a
 * measure of the later words is of the half that met them alone, even if it reads columns that both halves have.
 */
export function ofLaterHalf(measure: Measure, instrument: Instrument): Measure {
	if (instrument.bridges.length === 0) return measure;
	const read = new Set([...variablesMeasured(measure), ...measure.among.map(({ variable }) => variable)]);
	const experiments = instrument.bridges.flatMap(({ experiment, question: bridged }) => {
		const question = questionsOf(instrument).find(({ id }) => id === bridged);
		return question && variablesOf(question).some(({ name }) => read.has(name)) ? [experiment] : [];
	});
	const halves = [...new Set(experiments)].flatMap((experiment) => {
		const code = 1 + (instrument.experiments.find(({ id }) => id === experiment)?.arms.indexOf('later') ?? -1);
		return code > 0 ? [{ variable: armColumn(experiment), codes: [code] }] : [];
	});
	return halves.length === 0 ? measure : { ...measure, among: [...measure.among, ...halves] };
}
