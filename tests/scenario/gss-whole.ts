import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect } from 'vitest';
import { z } from 'zod';
import { Definition } from '#core/dataset/index.ts';
import { SurveySlug } from '#core/instrument/index.ts';
import { reasonLabels } from '#exchange/data-file/stack.ts';
import { WaveCodebook } from '#exchange/waves/index.ts';
import { readEnv } from '#server/env.ts';
import type { Site } from '#server/site.ts';
import { closeSite, openSite } from '#server/site.ts';
import { defineVariable } from '#server/workflows/analysis/define-variable.ts';
import { commandLine } from '#server/on-record.ts';
import { importWaves } from '#server/workflows/import-waves.ts';

/** All 21,483 interviews of the file, in eight waves. */
export const csv = gunzipSync(readFileSync('tests/fixtures/gss/gss-2000-2014.csv.gz')).toString();

const part = z
	.looseObject({ creates: z.looseObject({}), variables: z.array(z.unknown()) })
	.parse(JSON.parse(readFileSync('tests/fixtures/gss/codebook.json', 'utf8')));
const text = (en: string) => ({ en });
const ages = [18, 30, 45, 60, 75].map((from, k, all) => ({ from, to: (all[k + 1] ?? 90) - 1, code: k + 1 }));
const margin = (id: string, label: string, variable: string, shares: readonly number[]) => ({
	...{ id, label: text(label), variables: [variable], confidence: 'illustrative' as const },
	targets: shares.map((share, k) => ({ codes: [k + 1], share })),
	source: 'The eight waves of the file together, 2000 to 2014; no figures of the population',
});

/** The codebook of the part, with ages in bands and margins that bring every wave to all eight together. */
export const codebook = WaveCodebook.parse({
	...part,
	creates: {
		...part.creates,
		title: text('General Social Survey, eight waves'),
		breaks: ['race', 'age_band'],
		weighting: {
			margins: [
				margin('age', 'Age', 'age_band', [0.1783, 0.3004, 0.272, 0.1685, 0.0808]),
				margin('race', 'Race', 'race', [0.7631, 0.1457, 0.0912]),
			],
			trim: { lower: 0.3, upper: 3 },
		},
	},
	variables: [
		...part.variables,
		{
			...{ column: 'age', name: 'age_band', text: text('Age in bands'), base: text('All respondents') },
			empty: 'refused',
			type: {
				kind: 'code',
				values: ages.map(({ from, to, code }) => ({
					...{ code, label: text(to === 89 ? '75 or older' : `${from} to ${to}`) },
					spellings: Array.from({ length: to - from + 1 }, (_, k) => String(from + k)),
				})),
			},
		},
	],
});

/** Identification in four groups, derived from the eight answers. */
const party = Definition.parse({
	...{ kind: 'recode', label: text('Party'), source: 'partyid' },
	groups: [
		{ code: 1, label: text('Democrat'), from: [1, 2] },
		{ code: 2, label: text('Independent'), from: [3, 4, 5] },
		{ code: 3, label: text('Republican'), from: [6, 7] },
		{ code: 4, label: text('Other party'), from: [8] },
	],
});

/** A site with the eight waves; `close` ends it. */
export async function withWholeGss(): Promise<{ site: Site; folder: string; close(): Promise<void> }> {
	const folder = mkdtempSync(join(tmpdir(), 'soundings-gss-'));
	const read = readEnv({ SOUNDINGS_DATA: join(folder, 'data'), SOUNDINGS_LOG_LEVEL: 'silent' });
	if (read.kind === 'invalid') throw new Error(read.lines.join());
	const clock = { now: () => new Date('2026-03-02T12:00:00Z'), today: () => '2026-03-02' };
	const opened = await openSite(read.env, { clock });
	if (opened.kind === 'refused') throw new Error(opened.line);
	const { site } = opened;
	const done = await importWaves(site, { survey: SurveySlug.parse('gss'), csv, codebook });
	expect(done.kind).toBe('imported');
	const proposal = { survey: 'gss', name: 'party', basedOn: 0, definition: party, actor: commandLine };
	expect(await defineVariable(site, proposal)).toMatchObject({ kind: 'saved' });
	const close = async (): Promise<void> => {
		await closeSite(site);
		rmSync(folder, { recursive: true });
	};
	return { site, folder, close };
}

/** The label that the survey has for what stands in a column of the file. */
export function labelOf(variable: string, written: string): string {
	const described = codebook.variables.find(({ name }) => name === variable);
	if (described === undefined || !('type' in described) || described.type.kind !== 'code')
		throw new Error(`${variable} has no codes`);
	const value = described.type.values.find(({ spellings }) => spellings?.includes(written));
	const reason = written === '' ? described.empty : described.missing[written];
	const label = value?.label['en'] ?? (reason && labelOfReason[reason]);
	if (label === undefined) throw new Error(`${variable} has no “${written}”`);
	return label;
}

const reasonOf = (code: number) => reasonLabels.find((reason) => reason.code === code)?.label;
const labelOfReason: Record<string, string | undefined> = {
	'not-applicable': reasonOf(-1),
	'dont-know': reasonOf(-8),
	refused: reasonOf(-9),
};
