import type { DerivedVariable } from '#core/dataset/index.ts';
import { sourcesOf } from '#core/dataset/index.ts';
import type { Site } from '../../site.ts';
import { listWaves } from '../../storage/index.ts';
import { decidedFor, schemeVariables } from './scheme-in-use.ts';

/** Labels of the waves whose scheme in use rests on a derived variable, by itself or by way of others made of it. */
export async function wavesWeightedBy(
	site: Site,
	{ survey, variable, derived }: { survey: string; variable: string; derived: readonly DerivedVariable[] },
): Promise<string[]> {
	const definitions = new Map(derived.map(({ name, definition }) => [name, definition]));
	const restsOn = (name: string): boolean => {
		const definition = definitions.get(name);
		return name === variable || (definition !== undefined && sourcesOf(definition).some(restsOn));
	};
	const labels: string[] = [];
	for (const wave of await listWaves(site.storage.reader, { survey })) {
		const scheme = (await decidedFor(site, wave))?.scheme ?? null;
		if (scheme !== null && schemeVariables(scheme).some(restsOn)) labels.push(wave.label);
	}
	return labels;
}
