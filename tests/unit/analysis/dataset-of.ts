import type { Dataset } from '#core/dataset/index.ts';
import { codebook } from '#core/instrument/index.ts';
import type { Instrument } from '#core/instrument/index.ts';

/** A dataset with these codes; names that the instrument has no variable for are left out. */
export function datasetOf(instrument: Instrument, codes: Record<string, readonly number[]>): Dataset {
	const variables = codebook(instrument);
	const columns = Object.entries(codes).flatMap(([name, values]) => {
		const variable = variables.find((one) => one.name === name);
		return variable === undefined
			? []
			: [[name, { kind: 'code' as const, variable, codes: Int16Array.from(values) }] as const];
	});
	return { rows: Object.values(codes)[0]?.length ?? 0, columns: new Map(columns) };
}
