import { plainText, say } from '#core/instrument/index.ts';
import { demand } from '../../accounts/demand.ts';
import type { Site } from '../../site.ts';
import {
	findInstrument,
	findLatestVersion,
	listImportDrafts,
	listImportedVariables,
	listWaves,
} from '../../storage/index.ts';
import { importLimits } from './limits.ts';
import { ImportRecord } from './record.ts';

/** What the page of a survey's earlier waves shows; undefined for a survey that is not there. */
export async function importsPageOf(site: Site, args: { survey: string }) {
	demand(site, 'export', args.survey);
	const { reader } = site.storage;
	const version = await findLatestVersion(reader, args);
	const instrument = version === undefined ? undefined : await findInstrument(reader, { ...args, version });
	if (instrument === undefined) return undefined;
	const files = (await listImportDrafts(reader, args)).map(({ matching, ...file }) => ({
		...file,
		record: ImportRecord.parse(matching),
	}));
	const variables = await listImportedVariables(reader, args);
	const waves = (await listWaves(reader, args)).filter(({ origin }) => origin === 'imported');
	return {
		survey: args.survey,
		title: plainText(say(instrument.title, 'en')),
		limits: importLimits,
		drafts: files.flatMap(({ record, ...file }) =>
			record.state === 'draft'
				? [{ ...factsOf(file), undecided: Object.values(record.matching.variables).filter(isUndecided).length }]
				: [],
		),
		waves: waves.map(({ id, label, closesOn }) => {
			const file = files.find(({ record }) => record.state === 'imported' && record.waves.some((one) => one.id === id));
			const record = file?.record.state === 'imported' ? file.record : null;
			const found = variables.filter(({ wave }) => wave === id);
			return {
				...{ id, label, closesOn },
				breaks: found.filter(({ verdict }) => verdict === 'break').length,
				equivalent: found.filter(({ verdict }) => verdict === 'equivalent').length,
				from:
					file === undefined || record === null
						? null
						: {
								...{ id: file.id, fileName: file.fileName, by: record.by, on: record.on },
								interviews: record.waves.find((one) => one.id === id)?.interviews ?? 0,
							},
			};
		}),
		takenBack: files.flatMap(({ record, ...file }) =>
			record.state === 'taken-back'
				? [{ ...factsOf(file), waves: record.waves.map(({ label }) => label), ...record.takenBack }]
				: [],
		),
	};
}

function factsOf({
	id,
	fileName,
	bytes,
	createdBy,
	createdOn,
}: {
	id: string;
	fileName: string;
	bytes: number;
	createdBy: string;
	createdOn: string;
}) {
	return { id, fileName, bytes, createdBy, createdOn };
}

function isUndecided({ verdict }: { verdict: unknown }): boolean {
	return verdict === null;
}

/** What the page of a file that was brought in shows of its variables, once each. */
export async function closedImportOf(site: Site, args: { survey: string; waves: readonly string[] }) {
	demand(site, 'export', args.survey);
	const rows = await listImportedVariables(site.storage.reader, args);
	const first = args.waves[0];
	return rows
		.filter(({ wave }) => wave === first)
		.map(({ variable, column, wording, verdict, reason, decidedBy, decidedOn }) => ({
			...{ variable, column, wording, verdict, reason, decidedBy, decidedOn },
		}));
}
