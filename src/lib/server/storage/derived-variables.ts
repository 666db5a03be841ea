import { and, asc, desc, eq } from 'drizzle-orm';
import { DerivedVariable } from '#core/dataset/index.ts';
import type { Definition } from '#core/dataset/index.ts';
import type { SurveySlug } from '#core/instrument/index.ts';
import type { Database, Reader, Writer } from './database.ts';
import { derivedVariables } from './tables/derived-variables.ts';

/** One version of a derived variable, by whom and on which day it was saved, and since when it is out of use. */
export interface StoredDerivedVariable extends DerivedVariable {
	readonly createdBy: string;
	readonly createdOn: string;
	readonly retiredOn: string | null;
}

/** Every version of a survey's derived variables, by name and version. At most 5,000. */
export async function listDerivedVariables(reader: Reader, args: { survey: string }): Promise<StoredDerivedVariable[]> {
	const rows = reader.database
		.select()
		.from(derivedVariables)
		.where(eq(derivedVariables.survey, args.survey))
		.orderBy(asc(derivedVariables.name), asc(derivedVariables.version))
		.limit(5000)
		.all();
	return rows.map(({ name, version, definition, createdBy, createdOn, retiredOn }) => ({
		...DerivedVariable.parse({ name, version, definition }),
		...{ createdBy, createdOn, retiredOn },
	}));
}

/**
 * Stores a definition as the version after `basedOn`, 0 for a variable that is new. Refused when somebody saved another
 * version meanwhile: `version` is then the newest one.
 */
export async function insertDerivedVariable(
	writer: Writer,
	args: {
		survey: SurveySlug;
		name: string;
		basedOn: number;
		definition: Definition;
		createdBy: string;
		createdOn: string;
	},
): Promise<{ kind: 'inserted'; version: number } | { kind: 'changed-meanwhile'; version: number }> {
	const { basedOn, ...row } = args;
	return writer.commit((database) => {
		const newest = newestVersion(database, args) ?? 0;
		if (newest !== basedOn) return { kind: 'changed-meanwhile', version: newest };
		const version = newest + 1;
		database
			.insert(derivedVariables)
			.values({ ...row, version, retiredOn: null })
			.run();
		return { kind: 'inserted', version };
	});
}

/** Takes a variable out of use on a day, or with null back into it. False when the survey has none of that name. */
export async function retireDerivedVariable(
	writer: Writer,
	args: { survey: string; name: string; retiredOn: string | null },
): Promise<boolean> {
	return writer.commit((database) => {
		const version = newestVersion(database, args);
		if (version === undefined) return false;
		database
			.update(derivedVariables)
			.set({ retiredOn: args.retiredOn })
			.where(
				and(
					eq(derivedVariables.survey, args.survey),
					eq(derivedVariables.name, args.name),
					eq(derivedVariables.version, version),
				),
			)
			.run();
		return true;
	});
}

function newestVersion(database: Database, args: { survey: string; name: string }): number | undefined {
	return database
		.select({ version: derivedVariables.version })
		.from(derivedVariables)
		.where(and(eq(derivedVariables.survey, args.survey), eq(derivedVariables.name, args.name)))
		.orderBy(desc(derivedVariables.version))
		.limit(1)
		.get()?.version;
}
