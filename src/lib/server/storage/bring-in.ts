import { and, eq, inArray } from 'drizzle-orm';
import type { Wave } from '#core/fieldwork/index.ts';
import type { SurveySlug } from '#core/instrument/index.ts';
import type { Writer } from './database.ts';
import { putImportDraft } from './import-drafts.ts';
import type { ImportDraft } from './import-drafts.ts';
import { addImportedVariables } from './imported-variables.ts';
import type { ImportedVariable } from './imported-variables.ts';
import type { StoredVersion } from './instruments.ts';
import { addResponses } from './responses.ts';
import type { StoredResponse } from './responses.ts';
import { imports } from './tables/imports.ts';
import { instrumentVersions, surveys } from './tables/instruments.ts';
import { waves } from './tables/waves.ts';
import { placeWaves } from './waves.ts';

/** Whole waves that were not answered here, with the instrument where it is new, and the file they came in. */
export interface BroughtIn {
	readonly survey: SurveySlug;
	readonly version?: StoredVersion;
	readonly file?: { readonly sha256: string; readonly importedOn: string };
	readonly waves: readonly { readonly wave: Wave; readonly responses: Iterable<StoredResponse> }[];
	/** What was found of their variables. */
	readonly variables?: readonly ImportedVariable[];
	/** Who brought the file in, when and how its variables were lined up. */
	readonly record?: ImportDraft;
}

/**
 * Stores past waves with all their responses in one transaction: everything or nothing. The survey's waves are numbered
 * anew by the day on which they opened. A file that was brought in before changes nothing; a wave under a label that the
 * survey has already is refused.
 */
export async function bringIn(
	writer: Writer,
	args: BroughtIn,
): Promise<
	| { kind: 'brought-in'; responses: number }
	| { kind: 'already-brought-in'; on: string }
	| { kind: 'version-differs'; survey: SurveySlug; version: number }
	| { kind: 'wave-exists'; label: string }
> {
	return writer.commit((database) => {
		const { survey, version, file, variables = [], record } = args;
		if (file !== undefined) {
			const before = database.select().from(imports).where(eq(imports.sha256, file.sha256)).get();
			if (before !== undefined) return { kind: 'already-brought-in', on: before.importedOn };
		}
		const labels = args.waves.map(({ wave }) => wave.label);
		const there = database
			.select({ label: waves.label })
			.from(waves)
			.where(and(eq(waves.survey, survey), inArray(waves.label, labels)))
			.get();
		if (there !== undefined) return { kind: 'wave-exists', label: there.label };
		if (version !== undefined) {
			const stored = database
				.select({ sha256: instrumentVersions.sha256 })
				.from(instrumentVersions)
				.where(and(eq(instrumentVersions.survey, survey), eq(instrumentVersions.version, version.version)))
				.get();
			if (stored !== undefined && stored.sha256 !== version.sha256) {
				return { kind: 'version-differs', survey, version: version.version };
			}
			database.insert(surveys).values({ slug: survey }).onConflictDoNothing().run();
			database.insert(instrumentVersions).values(version).onConflictDoNothing().run();
		}
		placeWaves(
			database,
			args.waves.map(({ wave }) => wave),
		);
		writer.wavesChanged();
		addImportedVariables(database, variables);
		if (record !== undefined) putImportDraft(database, record);
		let responses = 0;
		for (const { responses: arriving } of args.waves) {
			const all = [...arriving];
			addResponses(database, all);
			responses += all.length;
		}
		if (file !== undefined)
			database
				.insert(imports)
				.values({ ...file, survey, responses })
				.run();
		return { kind: 'brought-in', responses };
	});
}
