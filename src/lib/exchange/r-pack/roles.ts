import type { Column } from '#core/dataset/index.ts';
import type { Instrument, Measure } from '#core/instrument/index.ts';
import { crosswiseCodes, itemCountArms, missingCodes, questionsOf, variablesMeasured } from '#core/instrument/index.ts';
import { ofLaterHalf } from '#core/trends/index.ts';
import type { PackedWave } from './packed.ts';

/** What a column is to a measure: one row for each code that matters, or one with no code where all do. */
export interface ColumnRole {
	/**
	 * *counted*, *in-base*: codes that count, and missing reasons that are in the base without counting. *number*: what
	 * is averaged. *item*: a question of a score. *treatment*, *control*: halves of an item count. *among-1* …: only rows
	 * with one of these codes.
	 */
	readonly role: string;
	readonly variable: string;
	readonly code: number | null;
}

/** A measure as a wave asked it. */
export interface AskedMeasure {
	readonly measure: Measure;
	/** Probability of the innocuous statement of a crosswise question. */
	readonly probability: number | null;
	readonly roles: readonly ColumnRole[];
}

/**
 * The measures of all waves as one wave has them: its own where its instrument declares them, else the latest's. Those that
 * need a column which the wave has not, or not of their kind, are left out: they were not asked.
 */
export function askedIn(wave: PackedWave, waves: readonly PackedWave[]): AskedMeasure[] {
	const latest = new Map(waves.flatMap(({ instrument }) => instrument.measures).map((one) => [one.id, one]));
	return [...latest.values()].flatMap((declared) => {
		const own = wave.instrument.measures.find(({ id }) => id === declared.id) ?? declared;
		return rolesOf(ofLaterHalf(own, wave.instrument), wave) ?? [];
	});
}

/** A measure with its columns in a wave; undefined where the wave lacks one. */
export function rolesOf(measure: Measure, wave: PackedWave): AskedMeasure | undefined {
	const probability = probabilityOf(wave.instrument, measure);
	const roles = [statisticRoles(measure, wave), amongRoles(measure, wave)];
	if (roles.includes(undefined) || (measure.statistic === 'crosswise' && probability === null)) return undefined;
	return { measure, probability, roles: roles.flatMap((some) => some ?? []) };
}

function statisticRoles(measure: Measure, wave: PackedWave): ColumnRole[] | undefined {
	switch (measure.statistic) {
		case 'share':
			return shareRoles(measure.variables, measure.codes, wave);
		case 'crosswise':
			return shareRoles([measure.variable], [crosswiseCodes.alike], wave);
		case 'score':
			return codedIn(measure.variables, wave)?.map(({ name }) => ({ role: 'item', variable: name, code: 1 }));
		case 'mean':
			return numberRoles(measure.variable, wave);
		case 'item-count': {
			const variable = `${measure.variable}_arm`;
			const count = numberRoles(measure.variable, wave);
			return count === undefined || codedIn([variable], wave) === undefined
				? undefined
				: [
						...count,
						{ role: 'treatment', variable, code: itemCountArms.treatment },
						{ role: 'control', variable, code: itemCountArms.control },
					];
		}
	}
}

function shareRoles(variables: readonly string[], codes: readonly number[], wave: PackedWave) {
	return codedIn(variables, wave)?.flatMap(({ name, column }) => [
		...codes.map((code) => ({ role: 'counted', variable: name, code })),
		...column.variable.missingInBase.map((reason) => ({
			role: 'in-base',
			variable: name,
			code: missingCodes[reason],
		})),
	]);
}

function numberRoles(variable: string, { dataset }: PackedWave): ColumnRole[] | undefined {
	return dataset.columns.has(variable) ? [{ role: 'number', variable, code: null }] : undefined;
}

function amongRoles({ among }: Measure, wave: PackedWave): ColumnRole[] | undefined {
	if (codedIn([...new Set(among.map(({ variable }) => variable))], wave) === undefined) return undefined;
	return among.flatMap(({ variable, codes }, k) => codes.map((code) => ({ role: `among-${k + 1}`, variable, code })));
}

function codedIn(
	variables: readonly string[],
	{ dataset }: PackedWave,
): { readonly name: string; readonly column: Column }[] | undefined {
	const found = variables.flatMap((name) => {
		const column = dataset.columns.get(name);
		return column?.kind === 'code' ? [{ name, column }] : [];
	});
	return found.length === variables.length ? found : undefined;
}

function probabilityOf(instrument: Instrument, measure: Measure): number | null {
	if (measure.statistic !== 'crosswise') return null;
	const question = questionsOf(instrument).find(({ id }) => variablesMeasured(measure).includes(id));
	return question?.kind === 'crosswise' ? question.probability : null;
}
