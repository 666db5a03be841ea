import type { Wave } from '#core/fieldwork/index.ts';
import type { Instrument, Margin } from '#core/instrument/index.ts';
import type { WeightingDecision } from '#core/trends/index.ts';
import type { PopulationTable, WeightingScheme } from '#core/weighting/index.ts';
import { schemeOf } from '#core/weighting/index.ts';
import type { Site } from '../../site.ts';
import { findWaveWeighting } from '../../storage/index.ts';

/** What schemes call the weights that came with a wave's data. */
export const suppliedVariable = 'weight';

/** A scheme with what is known of its margins beyond their figures. */
export interface KnownScheme {
	readonly scheme: WeightingScheme;
	readonly margins: readonly Margin[];
}

/** What was decided about a wave's weighting after it was declared; null where nothing was. */
export interface Decided {
	readonly decision: WeightingDecision;
	/** Null where what is declared counts again. */
	readonly scheme: WeightingScheme | null;
}

/** The last that anybody decided about a wave's weighting. */
export async function decidedFor(site: Site, { id }: Wave): Promise<Decided | null> {
	const found = await findWaveWeighting(site.storage.reader, { wave: id });
	if (found === undefined) return null;
	const { scheme: named, on } = found.decision;
	const decision = named === null ? { kind: 'taken-back' as const, on } : { kind: 'applied' as const, ...named, on };
	return { decision, scheme: found.scheme };
}

/**
 * The scheme that counts for a wave: the one that analysts applied, or else the one that the wave or its questionnaire
 * declares, from the weights that came with the data where there are any.
 */
export function schemeInUse(
	{ wave, instrument, decided }: { wave: Wave; instrument: Instrument; decided: Decided | null },
	{ hasSupplied }: { hasSupplied: boolean },
): KnownScheme {
	const declared = wave.weighting ?? instrument.weighting;
	if (decided?.scheme)
		return { scheme: decided.scheme, margins: declaredMargins(decided.scheme, { wave, instrument }) };
	const base = hasSupplied ? suppliedVariable : null;
	if (declared !== null) return { scheme: schemeOf(declared, { base }), margins: declared.margins };
	const scheme = { version: 1, base: { variable: base }, nonresponse: null, calibration: null, trim: null } as const;
	return { scheme, margins: [] };
}

/** Those of a scheme's margins that a wave or its questionnaire declares with the same figures. */
export function declaredMargins(
	scheme: WeightingScheme,
	{ wave, instrument }: { wave: Wave; instrument: Instrument },
): Margin[] {
	const declared = [...(wave.weighting?.margins ?? []), ...(instrument.weighting?.margins ?? [])];
	return tablesOf(scheme).flatMap((table) => declared.find((margin) => isSame(margin, table)) ?? []);
}

/** The population tables of a scheme. */
export function tablesOf({ calibration }: WeightingScheme): readonly PopulationTable[] {
	if (calibration === null) return [];
	return calibration.method === 'rake' ? calibration.margins : [calibration.margin];
}

/** The variables that a scheme reads, each once. */
export function schemeVariables(scheme: WeightingScheme): string[] {
	const { nonresponse } = scheme;
	const ofSample = nonresponse === null ? [] : nonresponse.variables;
	return [...new Set([...ofSample, ...tablesOf(scheme).flatMap(({ variables }) => variables)])];
}

function isSame({ id, variables, targets }: Margin, table: PopulationTable): boolean {
	const figures = new Map(table.targets.map(({ codes, target }) => [codes.join(), target]));
	return (
		id === table.id &&
		variables.join() === table.variables.join() &&
		table.unit === 'shares' &&
		figures.size === targets.length &&
		targets.every(({ codes, share }) => figures.get(codes.join()) === share)
	);
}
