import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { Instrument } from '#core/instrument/index.ts';
import type { Site } from '../site.ts';
import { insertVersions, listVersions } from '../storage/index.ts';
import type { StoredVersion } from '../storage/index.ts';

export type LoadedSurveys =
	{ readonly kind: 'loaded'; readonly added: number } | { readonly kind: 'refused'; readonly lines: readonly string[] };

/**
 * Reads `<folder>/<survey>/v<N>.json` and stores the versions that are not stored yet. Refused, with a line for each file
 * at fault and nothing stored, when a file is no instrument, is not in its place, or differs from the version that was
 * stored under its number: a published version never changes.
 */
export async function loadSurveys(site: Site, args: { folder: string }): Promise<LoadedSurveys> {
	const stored = new Map(
		(await listVersions(site.storage.reader)).map((row) => [`${row.survey}/v${row.version}`, row.sha256]),
	);
	const versions: StoredVersion[] = [];
	const lines: string[] = [];
	for (const file of instrumentFiles(args.folder)) {
		const path = join(args.folder, file);
		const json = readJson(path);
		if (json.kind === 'no-json') {
			lines.push(`${path} is not JSON: ${json.message}.`);
			continue;
		}
		const name = file.replace(/\.json$/, '');
		const document = canonicalJson(json.value);
		const sha256 = createHash('sha256').update(document).digest('hex');
		const before = stored.get(name);
		if (before === sha256) continue;
		const parsed = Instrument.safeParse(json.value);
		if (!parsed.success) {
			lines.push(`${path} is not an instrument: ${firstIssue(parsed.error)}.`);
			continue;
		}
		const { survey, version } = parsed.data;
		if (`${survey}/v${version}` !== name)
			lines.push(`${path} holds version ${version} of ${survey}; its name says ${name}.`);
		else if (before !== undefined) {
			lines.push(
				`${path} differs from version ${version} of ${survey} as it was published here. Put the file back as it was and make a version ${version + 1}.`,
			);
		} else versions.push({ survey, version, sha256, document });
	}
	if (lines.length > 0) return { kind: 'refused', lines };
	if (versions.length === 0) return { kind: 'loaded', added: 0 };
	const inserted = await insertVersions(site.storage.writer, { versions });
	return inserted.kind === 'inserted'
		? { kind: 'loaded', added: inserted.count }
		: {
				kind: 'refused',
				lines: [`Version ${inserted.version} of ${inserted.survey} was published with other content.`],
			};
}

/** An instrument as it is stored: its canonical JSON, whatever the order and spacing of the file, and the hash of that. */
export function storedVersionOf(instrument: Instrument): StoredVersion {
	const document = canonicalJson(instrument);
	const sha256 = createHash('sha256').update(document).digest('hex');
	return { survey: instrument.survey, version: instrument.version, sha256, document };
}

function instrumentFiles(folder: string): string[] {
	if (!existsSync(folder)) return [];
	return readdirSync(folder, { withFileTypes: true })
		.filter((entry) => entry.isDirectory())
		.flatMap((entry) => readdirSync(join(folder, entry.name)).map((name) => `${entry.name}/${name}`))
		.filter((file) => /\/v\d+\.json$/.test(file))
		.sort();
}

function readJson(path: string): { kind: 'json'; value: unknown } | { kind: 'no-json'; message: string } {
	try {
		return { kind: 'json', value: JSON.parse(readFileSync(path, 'utf8')) };
	} catch (error) {
		return { kind: 'no-json', message: error instanceof Error ? error.message : String(error) };
	}
}

/** JSON with the keys of every object in order and without the editor's `$schema`. */
function canonicalJson(value: unknown): string {
	return JSON.stringify(value, (key, part: unknown) => {
		if (key === '$schema') return undefined;
		if (typeof part !== 'object' || part === null || Array.isArray(part)) return part;
		return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)));
	});
}

function firstIssue(error: z.ZodError): string {
	const issue = error.issues[0];
	return issue === undefined ? 'it does not fit the schema' : `${issue.path.join('.') || 'the file'}: ${issue.message}`;
}
