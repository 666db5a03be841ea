import { dataCsv } from '../csv-out/data-csv.ts';
import { codebookCsv } from '../data-file/codebook.ts';
import type { ZipEntry } from '../zip/zip-chunks.ts';
import { zipChunks } from '../zip/zip-chunks.ts';
import { changesScript } from './changes-script.ts';
import { dataOf } from './data-of.ts';
import { designScript } from './design-script.ts';
import { expectedFigures } from './expected.ts';
import { figuresScript } from './figures-script.ts';
import type { Packed } from './packed.ts';
import { planTables } from './plan-tables.ts';
import { readme } from './readme.ts';
import { recomputeScript } from './recompute-script.ts';

/** A hash that takes bytes as they come; `digest` gives it in hexadecimal digits. */
export interface Hash {
	update(bytes: Uint8Array): unknown;
	digest(): string;
}

interface ListedFile {
	readonly name: string;
	/** Lines of a table without its header; null for what is no table. */
	readonly rows: number | null;
	readonly bytes: number;
	readonly sha256: string;
}

interface PlannedFile {
	readonly name: string;
	readonly rows: number | null;
	readonly chunks: ZipEntry['chunks'];
}

/**
 * A report as a zip for R, in chunks as they come: data and codebook of each wave, how they are weighted and what is
 * computed, the expected figures, a script on the package survey that computes each of them again, and last a manifest with
 * the rows and the SHA-256 of every file. Respondents' own words are never in it. Proved by tests/reference/r-pack.test.ts,
 * which runs the script.
 */
export async function* rPack(packed: Packed, { sha256 }: { readonly sha256: () => Hash }): AsyncGenerator<Uint8Array> {
	const expected = expectedFigures(packed);
	const listed: ListedFile[] = [];
	const files: PlannedFile[] = [
		textFile('README.md', readme(packed, expected.figures)),
		textFile('recompute.R', recomputeScript),
		textFile('soundings.R', designScript + figuresScript + changesScript),
		...[...planTables(packed)].map(([name, csv]) => tableFile(name, csv)),
		tableFile('expected.csv', expected.csv),
		...packed.waves.flatMap((wave, k) => {
			const data = dataOf(wave, packed);
			const name = `data/wave-${k + 1}`;
			return [
				{ name: `${name}.csv`, rows: data.rows, chunks: () => dataCsv(data, { show: 'codes' }) },
				tableFile(`${name}.codebook.csv`, codebookCsv(data)),
			];
		}),
	];
	const last = [
		textFile('SHA256SUMS', () => listed.map(({ name, sha256: digest }) => `${digest}  ${name}\n`).join('')),
		textFile('manifest.json', () => manifest(packed, expected.figures, listed)),
	];
	const entries = [...files.map((file) => listing(file, sha256, (line) => listed.push(line))), ...last.map(deflating)];
	yield* zipChunks(entries, { made: packed.made });
}

function manifest({ report, by, made, waves }: Packed, figures: number, files: readonly ListedFile[]): string {
	const about = {
		survey: report.survey,
		title: report.title,
		subject: report.subject.kind === 'measures' ? 'declared measures' : report.subject.variable.name,
		breakBy: report.breakBy?.name ?? null,
		filter: 'completed interviews, all rows',
		by,
		made: made.toISOString(),
		waves: report.waves
			.filter(({ id }) => waves.some((wave) => wave.id === id))
			.map(({ label, state, origin, completed, weighting }) => ({
				...{ label, state, origin, completed, weighting: weighting?.kind ?? 'none' },
			})),
		figures,
	};
	return `${JSON.stringify({ ...about, files }, null, '\t')}\n`;
}

/** A file that is put down with its hash once all of it has gone by. */
function listing({ name, rows, chunks }: PlannedFile, sha256: () => Hash, put: (line: ListedFile) => void): ZipEntry {
	return deflating({
		name,
		rows,
		chunks: async function* () {
			const hash = sha256();
			let bytes = 0;
			for await (const chunk of chunks()) {
				hash.update(chunk);
				bytes += chunk.length;
				yield chunk;
			}
			put({ name, rows, bytes, sha256: hash.digest() });
		},
	});
}

function deflating({ name, chunks }: PlannedFile): ZipEntry {
	return { name, deflate: true, chunks };
}

const encoder = new TextEncoder();

function textFile(name: string, text: string | (() => string)): PlannedFile {
	return { name, rows: null, chunks: () => [encoder.encode(typeof text === 'string' ? text : text())] };
}

function tableFile(name: string, csv: string): PlannedFile {
	return { ...textFile(name, csv), rows: csv.split('\n').length - 2 };
}
