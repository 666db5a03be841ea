import { allocationsOf, codebook, questionsOf } from '../instrument/index.ts';
import type { Instrument, Measure, Variable } from '../instrument/index.ts';
import { datasetBuilder } from '../dataset/index.ts';
import type { Column, Dataset } from '../dataset/index.ts';
import type { Person } from './population.ts';
import { hasTrait } from './respondent.ts';
import type { Climate } from './respondent.ts';
import { simulateInterview } from './simulate.ts';

/**
 * The value each measure truly has in the population in one wave: everybody is interviewed, unweighted. For item-count
 * and crosswise measures it is the share of whom the sensitive item is true, which no interview reveals. A measure
 * that nobody is in the base of has no entry. Plain counting, on purpose apart from core/estimation, which it checks.
 */
export function trueValues(instrument: Instrument, people: readonly Person[], climate: Climate): Map<string, number> {
	const builder = datasetBuilder(instrument, people.length);
	const allocations = allocationsOf(instrument);
	people.forEach((person, index) => {
		const arms = Object.fromEntries(allocations.map(({ id, arms }) => [id, arms[index % arms.length] ?? '']));
		builder.add(simulateInterview(instrument, person, climate, arms, 0));
	});
	const dataset = builder.finish();
	const variables = new Map(codebook(instrument).map((variable) => [variable.name, variable]));
	const values = new Map<string, number>();
	for (const measure of instrument.measures) {
		const value = trueValue(instrument, measure, dataset, variables, people, climate);
		if (value !== undefined) values.set(measure.id, value);
	}
	return values;
}

function trueValue(
	instrument: Instrument,
	measure: Measure,
	dataset: Dataset,
	variables: ReadonlyMap<string, Variable>,
	people: readonly Person[],
	climate: Climate,
): number | undefined {
	let base = 0;
	let sum = 0;
	for (let row = 0; row < dataset.rows; row++) {
		if (!measure.among.every(({ variable, codes }) => codes.includes(codeAt(dataset.columns.get(variable), row))))
			continue;
		const value = valueAt(measure, row);
		if (value === undefined) continue;
		base++;
		sum += value;
	}
	return base === 0 ? undefined : sum / base;

	function valueAt(of: Measure, row: number): number | undefined {
		switch (of.statistic) {
			case 'share': {
				const codes = of.variables.map((name) => inBase(name, row));
				if (codes.every((code) => code === undefined)) return undefined;
				return codes.some((code) => code !== undefined && of.codes.includes(code)) ? 1 : 0;
			}
			case 'score': {
				const codes = of.variables.map((name) => inBase(name, row)).filter((code) => code !== undefined);
				return codes.length === 0
					? undefined
					: codes.reduce((total, code) => total + Math.max(0, code), 0) / codes.length;
			}
			case 'mean': {
				const column = dataset.columns.get(of.variable);
				if (column === undefined) return undefined;
				if (column.kind === 'number') return column.missing[row] === 0 ? column.values[row] : undefined;
				const code = codeAt(column, row);
				return code < 0 ? undefined : code;
			}
			case 'item-count':
			case 'crosswise': {
				const question = questionsOf(instrument).find((candidate) => candidate.id === of.variable);
				const person = people[row];
				if (question === undefined || person === undefined) return undefined;
				if (codeAt(dataset.columns.get(of.variable), row) < 0) return undefined;
				return hasTrait(question, person, climate) ? 1 : 0;
			}
		}
	}

	function inBase(name: string, row: number): number | undefined {
		const code = codeAt(dataset.columns.get(name), row);
		if (code >= 0) return code;
		const keeps = variables.get(name)?.missingInBase ?? [];
		return (code === -8 && keeps.includes('dont-know')) || (code === -9 && keeps.includes('refused'))
			? code
			: undefined;
	}
}

function codeAt(column: Column | undefined, row: number): number {
	return column?.kind === 'code' ? (column.codes[row] ?? -7) : -7;
}
