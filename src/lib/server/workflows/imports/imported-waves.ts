import type { ImportedWave, JudgedVariable } from '#core/comparability/index.ts';
import type { WaveId } from '#core/fieldwork/index.ts';
import type { Site } from '../../site.ts';
import { listImportDrafts, listImportedVariables } from '../../storage/index.ts';
import { ImportRecord } from './record.ts';

/** What was found of the variables of each imported wave of a survey. Waves of one file share its name there. */
export async function importedWaves(
	site: Site,
	{ survey }: { survey: string },
): Promise<ReadonlyMap<WaveId, ImportedWave>> {
	const { reader } = site.storage;
	const rows = await listImportedVariables(reader, { survey });
	if (rows.length === 0) return new Map();
	const files = new Map<WaveId, string>();
	for (const draft of await listImportDrafts(reader, { survey })) {
		const record = ImportRecord.parse(draft.matching);
		if (record.state === 'imported') for (const { id } of record.waves) files.set(id, draft.id);
	}
	const judged = new Map<WaveId, Map<string, JudgedVariable>>();
	for (const { wave, variable, column, wording, verdict, reason } of rows) {
		const ofWave = judged.get(wave) ?? new Map<string, JudgedVariable>();
		judged.set(wave, ofWave.set(variable, { column, wording, verdict, reason }));
	}
	return new Map([...judged].map(([wave, found]) => [wave, { file: files.get(wave) ?? wave, judged: found }]));
}
