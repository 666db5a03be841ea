import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { finished } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { commandLine } from '#server/on-record.ts';
import type { Bundle, Chunks, WantedFile, Written } from '#server/workflows/export/index.ts';
import {
	dataFormats,
	makeExport,
	measured,
	notPreparedWords,
	recordExport,
	zipOf,
} from '#server/workflows/export/index.ts';
import { fail, withSite } from '../with-site.ts';
import type { Io, Verb } from './verb.ts';
import { WrongUsage } from './verb.ts';

const Wishes = z.object({
	survey: z.string().min(1),
	wave: z.array(z.string().min(1)).default(['all']),
	format: z.enum([...dataFormats, 'ods']),
	out: z.string().min(1),
	labels: z.boolean(),
	text: z.boolean(),
	where: z.array(z.string()).default([]),
	json: z.boolean(),
});
type Wishes = z.infer<typeof Wishes>;

export const verb: Verb = {
	summary: 'answers as CSV, Parquet or SPSS file with codebook and weights, or tables as .ods',
	help: `Usage: soundings export --survey SLUG --format csv|parquet|sav|zsav|ods --out FILE [--wave ID|all] [--labels] [--text]
                       [--where VARIABLE=CODES] [--json]

Writes the completed interviews of a survey to a file that other tools read: one row an interview, a column wave, the
variables, and the final weights in the column weight where there are any. Several waves stand one under the other, each
variable in its own column; what a wave did not ask is -2. Negative codes are missing reasons: -1 not applicable, -2 not
asked, -6 not reached, -7 routing error, -8 don't know, -9 refused or prefer not to say.

Where an option came to mean something else from one version to the next, the older answers have a column of their own,
NAME_vN, since one column would mix two things. What else is not comparable is in the notes.

The codebook goes with the data, as CSV and as JSON: labels, codes, missing reasons, who was asked, who exported when, which
waves, filter and weights, and which columns could tell who somebody is. A FILE that ends in .zip holds all of it and a
manifest with the row count and the SHA-256 of each file. Any other FILE has FILE-codebook.csv, FILE-codebook.json (without
its own ending) and FILE.sha256 beside it; sha256sum -c FILE.sha256 checks them. Either all of them are written or none.

  --survey SLUG      the survey, such as counterfeit-goods
  --format FORMAT    csv      UTF-8; words that a spreadsheet would take for a formula begin with an apostrophe
                     parquet  integers and doubles, with the codebook in the metadata under soundings.codebook
                     sav      SPSS, PSPP, haven: labels, missing codes, measure levels, weights; zsav is the same, smaller
                     ods      no answers but figures: a sheet for each measure over all waves, with intervals, bases and
                              verdicts, in the form that UK statistics ask of spreadsheets; only --out and --json go with it
  --out FILE         where to; an older FILE is replaced
  --wave ID          a wave by its id, number or label; may be given again for more; all unless given
  --labels           words in place of codes; a .sav always holds both
  --text             open text too; it may tell who somebody is, so read it before passing it on
  --where X=1,2      only interviews with one of these codes in variable X; may be given again, all must hold
  --json             print what was written as JSON

  soundings export --survey counterfeit-goods --format csv --out goods.zip
  soundings export --survey counterfeit-goods --wave 3 --format parquet --where sex=2 --where age_band=1,2 --out young.parquet
`,
	run(args, io) {
		const word = { type: 'string' } as const;
		const { values } = parseArgs({
			args: [...args],
			options: {
				survey: word,
				format: word,
				out: word,
				wave: { ...word, multiple: true },
				where: { ...word, multiple: true },
				labels: { type: 'boolean', default: false },
				text: { type: 'boolean', default: false },
				json: { type: 'boolean', default: false },
			},
		});
		const parsed = Wishes.safeParse(values);
		if (!parsed.success) {
			const issue = parsed.error.issues[0];
			throw new WrongUsage(`--${String(issue?.path[0] ?? '')} is missing or wrong: ${issue?.message ?? ''}`);
		}
		const wishes = parsed.data;
		const where = wishes.where.map(conditionOf);
		const forRows = where.length > 0 || wishes.labels || wishes.text || !wishes.wave.includes('all');
		if (wishes.format === 'ods' && forRows)
			throw new WrongUsage('--format ods takes no --wave, --where, --labels or --text');
		const waves = wishes.wave.includes('all') ? 'all' : wishes.wave;
		return withSite(io, async (site) => {
			const { survey, text, format } = wishes;
			const tell = progressOn(io);
			const by = `${userInfo().username} on the command line`;
			const wanted: WantedFile = {
				...{ survey, waves, where, text, format, by },
				show: wishes.labels ? 'labels' : 'codes',
				progress: (rows) => tell(() => `${rows} rows written`),
			};
			const made = await makeExport(site, wanted);
			if (made.kind !== 'bundle') return fail(io, `soundings export: ${notPreparedWords(made, survey)}`);
			await recordExport(site, { actor: { ...commandLine, name: by }, wanted, stem: made.bundle.stem });
			return write(made.bundle, wishes, io, tell);
		});
	},
};

function conditionOf(asked: string): { variable: string; codes: number[] } {
	const [, variable = '', list = ''] = /^([^=]+)=(-?\d+(?:,-?\d+)*)$/.exec(asked) ?? [];
	if (variable === '') throw new WrongUsage(`--where ${asked} is not like sex=1,2: a variable and its codes`);
	return { variable: variable.trim(), codes: list.split(',').map(Number) };
}

type Tell = (words: () => string) => void;

/** Says after the first second, and then each second, how far the writing has come. */
function progressOn(io: Io): Tell {
	let told = performance.now();
	return (words) => {
		if (performance.now() - told < 1000) return;
		told = performance.now();
		io.err(`${words()}\n`);
	};
}

async function write(bundle: Bundle, { out, json }: Wishes, io: Io, tell: Tell): Promise<number> {
	let files: readonly Written[];
	try {
		files = out.endsWith('.zip') ? await writeZip(bundle, out, tell) : await writeBeside(bundle, out, tell);
	} catch (error) {
		return fail(
			io,
			`soundings export: ${out} was not written: ${error instanceof Error ? error.message : String(error)}`,
		);
	}
	const { title, notes, warnings, rows } = bundle;
	for (const warning of warnings) io.err(`soundings export: take care: ${warning}\n`);
	if (json) io.out(`${JSON.stringify({ out, title, rows, files, notes, warnings })}\n`);
	else {
		if (rows !== null) io.out(`${rows} rows: ${title}\n`);
		for (const { name, bytes, sha256 } of files) io.out(`${name}  ${bytes} bytes  SHA-256 ${sha256}\n`);
	}
	return 0;
}

async function writeZip(bundle: Bundle, out: string, tell: Tell): Promise<Written[]> {
	return allOrNone([{ path: out, content: () => zipOf(bundle) }], tell);
}

/** The file that was asked for under its name, what belongs to it beside it, and their hashes as `sha256sum` has them. */
async function writeBeside({ parts }: Bundle, out: string, tell: Tell): Promise<Written[]> {
	const stem = out.replace(/\.[^./\\]+$/, '');
	const [first, ...rest] = parts;
	const files = [
		...(first === undefined ? [] : [{ path: out, content: first.content }]),
		...rest.map(({ name, content }) => ({ path: `${stem}${/-[^-]+$/.exec(name)?.[0] ?? `-${name}`}`, content })),
	];
	return allOrNone(files, tell, async (written) => {
		const beside = `${out}.sha256.part`;
		await writeFile(beside, written.map(({ name, sha256 }) => `${sha256}  ${name}\n`).join(''));
		return [{ beside, path: `${out}.sha256` }];
	});
}

interface Wanted {
	readonly path: string;
	readonly content: () => Chunks;
}

/** Writes each file beside its place and moves all there when the last is whole; when one fails, none is left. */
async function allOrNone(
	files: readonly Wanted[],
	tell: Tell,
	more: (written: readonly Written[]) => Promise<readonly { beside: string; path: string }[]> = async () => [],
): Promise<Written[]> {
	const moves = files.map(({ path }) => ({ beside: `${path}.part`, path }));
	try {
		const written: Written[] = [];
		for (const { path, content } of files) written.push(await writeChunks(path, content(), tell));
		moves.push(...(await more(written)));
		for (const { beside, path } of moves) await rename(beside, path);
		return written;
	} catch (error) {
		await Promise.all(moves.map(({ beside }) => rm(beside, { force: true })));
		throw error;
	}
}

async function writeChunks(path: string, content: Chunks, tell: Tell): Promise<Written> {
	const stream = createWriteStream(join(dirname(path), `${basename(path)}.part`));
	const failed = finished(stream);
	let of: Written | undefined;
	try {
		for await (const chunk of measured(basename(path), content, (written) => (of = written))) {
			if (!stream.write(chunk)) await Promise.race([once(stream, 'drain'), failed]);
			tell(() => `${Math.round(stream.bytesWritten / 1e6)} MB written`);
		}
		stream.end();
		await failed;
	} catch (error) {
		stream.destroy();
		throw error;
	}
	if (of === undefined) throw new Error(`${path} has no end`);
	return of;
}
