import { fileColumns } from '#exchange/waves/index.ts';
import { demand } from '../../accounts/demand.ts';
import type { Actor } from '../../on-record.ts';
import { onRecord } from '../../on-record.ts';
import type { Site } from '../../site.ts';
import { findInstrument, findLatestVersion, insertImportDraft, listImportDrafts } from '../../storage/index.ts';
import { dropFile, keepFile, sweepFiles, turn, waveFileOf } from './kept-files.ts';
import { importLimits } from './limits.ts';
import { proposedMatching } from './proposed-matching.ts';
import { ImportRecord } from './record.ts';
import type { Matching } from './record.ts';

export type ReceivedFile =
	| { readonly kind: 'received'; readonly id: string }
	| { readonly kind: 'unknown-survey' }
	| { readonly kind: 'empty' }
	| { readonly kind: 'too-large'; readonly most: number }
	/** One line that says what is wrong, to follow the name of the file; `line` is 0 where none is to blame. */
	| { readonly kind: 'unreadable'; readonly line: number; readonly words: string }
	| { readonly kind: 'too-many-files'; readonly most: number };

/**
 * Takes a file of others in to be lined up with a survey: reads it through, keeps it by its hash, and proposes how its columns
 * line up. What the same file was lined up as before, and taken back, is proposed again. Nothing is kept of a file that is refused.
 */
export async function receiveFile(
	site: Site,
	args: { survey: string; fileName: string; bytes: Uint8Array; actor: Actor },
): Promise<ReceivedFile> {
	demand(site, 'manage', args.survey);
	const { reader } = site.storage;
	const { bytes, actor } = args;
	const version = await findLatestVersion(reader, args);
	const instrument = version === undefined ? undefined : await findInstrument(reader, { ...args, version });
	if (instrument === undefined) return { kind: 'unknown-survey' };
	if (bytes.length === 0) return { kind: 'empty' };
	if (bytes.length > importLimits.bytes) return { kind: 'too-large', most: importLimits.bytes };
	const told = waveFileOf(bytes);
	if (told.kind === 'unreadable') return { ...told, line: 0 };
	const file = await fileColumns(told.file, { limits: importLimits, between: turn });
	if (file.kind === 'unreadable') return file;
	await sweepFiles(site);
	const { sha256 } = await keepFile(site, bytes);
	const before = await linedUpBefore(site, { survey: args.survey, sha256, version: instrument.version });
	const record: ImportRecord = { state: 'draft', matching: before ?? proposedMatching(instrument, file) };
	const id = site.random.bytes(8).toString('hex');
	const fileName = nameOf(args.fileName);
	const doing = { action: 'import.received', object: `file ${fileName}`, survey: args.survey, after: { sha256 } };
	const inserted = await insertImportDraft(onRecord(site, actor, doing), {
		draft: {
			...{ id, survey: instrument.survey, fileName, sha256, bytes: bytes.length },
			...{ matching: record, createdBy: actor.name, createdOn: site.clock.today() },
		},
		most: importLimits.files,
	});
	if (inserted.kind === 'inserted') return { kind: 'received', id };
	await dropFile(site, sha256);
	return { kind: 'too-many-files', most: importLimits.files };
}

async function linedUpBefore(
	site: Site,
	{ survey, sha256, version }: { survey: string; sha256: string; version: number },
): Promise<Matching | undefined> {
	const records = (await listImportDrafts(site.storage.reader, { survey }))
		.filter((draft) => draft.sha256 === sha256)
		.map(({ matching }) => ImportRecord.parse(matching));
	const last = records.findLast(({ state, matching }) => state === 'taken-back' && matching?.version === version);
	return last?.matching ?? undefined;
}

/** The last part of a path, as some browsers send one, without what cannot be printed. */
function nameOf(fileName: string): string {
	const name = fileName.split(/[\\/]/).at(-1) ?? '';
	return name.replaceAll(/\p{C}/gu, '').slice(-120).trim() || 'a file without a name';
}
