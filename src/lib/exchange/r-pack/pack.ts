import { dataCsv } from '../csv-out/data-csv.ts';
import { codebookCsv } from '../data-file/codebook.ts';
import type { ZipEntry } from '../zip/zip-chunks.ts';
import { zipChunks } from '../zip/zip-chunks.ts';
import { csvLine } from '../csv-out/csv-cell.ts';
import { bridgesScript } from './bridges-script.ts';
import { changesScript } from './changes-script.ts';
import { dataOf, neededIn } from './data-of.ts';
import { designScript } from './design-script.ts';
import { expectedFigures } from './expected.ts';
import { figuresScript } from './figures-script.ts';
import { outcomesScript } from './outcomes-script.ts';
import type { Packed, PackedReport } from './packed.ts';
import { planTables } from './plan-tables.ts';
import { publishedScript } from './published-script.ts';
import { readme } from './readme.ts';
import { checkScript, recomputeScript } from './recompute-script.ts';
import { reportReadme } from './report-readme.ts';
import { viewsScript } from './views-script.ts';

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
	const files = [
		textFile('README.md', readme(packed, expected.figures)),
		...scripts,
		...planFiles(packed, expected.csv, 1),
		...dataFiles(packed),
	];
	yield* zipped(files, { sha256, made: packed.made, about: aboutPack(packed, expected.figures) });
}

/**
 * Several questions to the same waves as one pack, with views of other kinds as lines of R. All parts have the same waves;
 * their columns go together. Proved by tests/reference/report-pack.test.ts, which runs the script.
 */
export async function* reportPack(
	report: PackedReport,
	{ sha256 }: { readonly sha256: () => Hash },
): AsyncGenerator<Uint8Array> {
	const { parts, views, by, made } = report;
	const expected = parts.map(expectedFigures);
	const ofViews = views.flatMap(({ name, view }) =>
		view.expected.map(({ figure, value, scale }) => [name, figure, value, scale]),
	);
	const figures = expected.reduce((sum, one) => sum + one.figures, ofViews.length);
	const [first] = parts;
	const files = [
		textFile('README.md', reportReadme(report, figures)),
		...scripts,
		...parts.flatMap((part, k) => planFiles(part, expected[k]?.csv ?? '', k + 1)),
		...views.map(({ name, view }) => textFile(`views/${name}.R`, `${view.code}\n`)),
		...(views.length === 0 ? [] : [tableFile('views/expected.csv', [viewHeader, ...ofViews].map(csvLine).join(''))]),
		...(first === undefined ? [] : dataFiles({ ...first, also: columnsOfAll(report) })),
	];
	const about = {
		survey: report.survey,
		title: report.title,
		report: report.name,
		by,
		made: made.toISOString(),
		figures,
	};
	yield* zipped(files, { sha256, made, about });
}

const encoder = new TextEncoder();

const scripts: readonly PlannedFile[] = [
	textFile('recompute.R', recomputeScript),
	textFile(
		'soundings.R',
		[
			designScript,
			figuresScript,
			publishedScript,
			changesScript,
			bridgesScript,
			outcomesScript,
			viewsScript,
			checkScript,
		].join(''),
	),
];

const viewHeader = ['view', 'figure', 'expected', 'scale'];

/** What the columns of the first part's data have to serve besides its own figures. */
function columnsOfAll({ parts, also }: PackedReport): string[] {
	return [...also, ...parts.flatMap((part) => part.waves.flatMap((wave) => neededIn(wave, part)))];
}

function planFiles(packed: Packed, expected: string, place: number): PlannedFile[] {
	const end = place === 1 ? '' : `-${place}`;
	return [
		...[...planTables(packed, `plan${end}`)].map(([name, csv]) => tableFile(name, csv)),
		tableFile(`expected${end}.csv`, expected),
	];
}

function dataFiles(packed: Packed): PlannedFile[] {
	return packed.waves.flatMap((wave, k) => {
		const data = dataOf(wave, packed);
		const name = `data/wave-${k + 1}`;
		return [
			{ name: `${name}.csv`, rows: data.rows, chunks: () => dataCsv(data, { show: 'codes' }) },
			tableFile(`${name}.codebook.csv`, codebookCsv(data)),
		];
	});
}

/** The files, then their hashes and a manifest of them. */
async function* zipped(
	files: readonly PlannedFile[],
	{ sha256, made, about }: { sha256: () => Hash; made: Date; about: Readonly<Record<string, unknown>> },
): AsyncGenerator<Uint8Array> {
	const listed: ListedFile[] = [];
	const last = [
		textFile('SHA256SUMS', () => listed.map(({ name, sha256: digest }) => `${digest}  ${name}\n`).join('')),
		textFile('manifest.json', () => `${JSON.stringify({ ...about, files: listed }, null, '\t')}\n`),
	];
	const entries = [...files.map((file) => listing(file, sha256, (line) => listed.push(line))), ...last.map(deflating)];
	yield* zipChunks(entries, { made });
}

function aboutPack({ report, by, made, waves }: Packed, figures: number): Readonly<Record<string, unknown>> {
	return {
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

function textFile(name: string, text: string | (() => string)): PlannedFile {
	return { name, rows: null, chunks: () => [encoder.encode(typeof text === 'string' ? text : text())] };
}

function tableFile(name: string, csv: string): PlannedFile {
	return { ...textFile(name, csv), rows: csv.split('\n').length - 2 };
}
