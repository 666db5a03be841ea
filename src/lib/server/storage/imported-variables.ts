import { asc, eq, sql } from 'drizzle-orm';
import type { JudgedVariable } from '#core/comparability/index.ts';
import { WaveId } from '#core/fieldwork/index.ts';
import type { Database, Reader } from './database.ts';
import { importedVariables } from './tables/imported-variables.ts';
import { waves } from './tables/waves.ts';

/** What somebody found of a variable of a wave that others fielded, who and on which day. */
export interface ImportedVariable extends JudgedVariable {
	readonly wave: WaveId;
	readonly variable: string;
	readonly decidedBy: string;
	readonly decidedOn: string;
}

/** What was found of the variables of all imported waves of a survey, in the order of the waves and of
 * their variables. At most 100,000. */
export async function listImportedVariables(reader: Reader, args: { survey: string }): Promise<ImportedVariable[]> {
	return reader.database
		.select({ of: importedVariables })
		.from(importedVariables)
		.innerJoin(waves, eq(waves.id, importedVariables.wave))
		.where(eq(waves.survey, args.survey))
		.orderBy(asc(waves.number), asc(sql`${importedVariables}.rowid`))
		.limit(100_000)
		.all()
		.map(({ of }) => ({ ...of, wave: WaveId.parse(of.wave) }));
}

/** Adds rows inside a transaction; their waves are there. */
export function addImportedVariables(database: Database, added: readonly ImportedVariable[]): void {
	for (const row of added) database.insert(importedVariables).values(row).run();
}
