import { createReadStream } from 'node:fs';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { CsvError, parse } from 'csv-parse';
import { z } from 'zod';
import type { AnsweredEstimate, AnsweredRow, EstimationAnswer, Failure, Table } from '#exchange/estimation/index.ts';
import { EstimationRequest, answerRequest, failure, tableBuilder } from '#exchange/estimation/index.ts';
import { fail } from '../with-site.ts';
import type { Verb } from './verb.ts';
import { WrongUsage } from './verb.ts';

export const verb: Verb = {
	summary: 'estimates with design-based standard errors from any CSV, equal to R’s survey package',
	help: `Usage: soundings estimate --data FILE.csv --request FILE.json [--json] [--weights FILE.csv]

Reads a CSV with a header, one row an interview (empty cells and NA are missing), and computes what the request asks. The
request is JSON:
  { "design":  { "weights": "pw" | null, "strata": "stype" | null, "clusters": ["dnum"] | null, "fpc": ["fpc"] | null,
                 "nested": true, "lonelyPsu": "fail" | "certainty" | "adjust" | "average",
                 "replicates": { "type": "JK1" | "JKn" | "bootstrap" | "given", "columns": ["r1", …] | "r*",
                                 "scale": 1, "rscales": […] | null } | null },
    "calibration": { "method": "rake" | "post-stratify",
                 "margins": [ { "variables": ["stype"], "totals": [ { "values": ["E"], "total": 4421 }, … ] } ],
                 "tolerance": 1e-12, "maxIterations": 2000, "bounds": { "lower": 0.3, "upper": 3 } | null } | null,
    "where":   { "variable": "year", "in": ["2014"] } | null,
    "estimates": [
      { "id": "a", "statistic": "share", "variable": "stype", "values": ["E"] | null, "by": ["awards"],
        "interval": "wald" | "logit" | "beta", "level": 0.95 },
      { "id": "b", "statistic": "mean" | "total" | "quantile", "variable": "api00", "probability": 0.5, "by": [] },
      { "id": "r", "statistic": "ratio", "numerator": "api_stu", "denominator": "enroll" },
      { "id": "c", "statistic": "crosstab", "row": "stype", "column": "awards" },
      { "id": "d", "statistic": "independence", "row": "stype", "column": "awards",
        "test": "F" | "Chisq" | "adjWald" | "Wald" },
      { "id": "e", "statistic": "difference", "of": "share" | "mean", "variable": "vocab_high", "values": ["1"],
        "between": { "variable": "year", "from": "2004", "to": "2014" } },
      { "id": "f", "statistic": "difference-in-differences", "of": "share" | "mean", "variable": "y", "values": ["1"],
        "time": { "variable": "wave", "from": "1", "to": "2" },
        "group": { "variable": "area", "control": "0", "treated": "1" } },
      { "id": "g", "statistic": "item-count", "count": "n_items",
        "arm": { "variable": "arm", "control": "control", "treatment": "list" } },
      { "id": "h", "statistic": "crosswise", "variable": "same", "value": "1", "p": 0.25 },
      { "id": "k", "statistic": "regression", "family": "binomial" | "gaussian", "outcome": "y",
        "terms": ["age", "factor(sex)", "age:sex"] },
      { "id": "m", "statistic": "effective-size" } ] }
What is left out is null, except: nested true, lonelyPsu fail, values null (a row for each), by [], interval wald, level 0.95,
probability 0.5, test F. fpc columns hold population sizes, one a stage (fractions where none passes 1); without weights they
imply the weights. A crosstab's value is the weighted count; its shares stand beside it. deff compares with simple random
sampling with replacement. Which formula is which R call: /methods.

  --data FILE      the CSV, UTF-8
  --request FILE   the request
  --json           print the answer as JSON, in full precision
  --weights FILE   write the final weights there, one a row, and leave them out of the answer
`,
	run: async (args, io) => {
		const { values } = parseArgs({
			args: [...args],
			options: {
				data: { type: 'string' },
				request: { type: 'string' },
				weights: { type: 'string' },
				json: { type: 'boolean', default: false },
			},
		});
		if (values.data === undefined || values.request === undefined)
			throw new WrongUsage('needs --data FILE.csv and --request FILE.json');
		const request = await readRequest(values.request);
		if ('words' in request) return fail(io, `soundings estimate: ${request.words}`);
		const table = await readTable(values.data);
		if ('words' in table) return fail(io, `soundings estimate: ${table.words}`);
		const done = answerRequest(table, request);
		if (done.kind === 'failure') return fail(io, `soundings estimate: ${done.words}`);
		let { answer } = done;
		if (values.weights !== undefined) {
			const written = await writeWeights(values.weights, done.weights);
			if (written !== null) return fail(io, `soundings estimate: ${written.words}`);
		} else if (answer.calibration !== null)
			answer = { ...answer, calibration: { ...answer.calibration, weights: [...done.weights] } };
		for (const warning of done.warnings) io.err(`soundings estimate: take care: ${warning}\n`);
		io.out(values.json ? `${JSON.stringify(answer)}\n` : inWords(answer));
		return 0;
	},
};

async function readRequest(path: string): Promise<EstimationRequest | Failure> {
	let json: unknown;
	try {
		json = JSON.parse(await readFile(path, 'utf8'));
	} catch (error) {
		if (error instanceof SyntaxError) return failure(`${path} is not JSON: ${error.message}`);
		return failure(`${path} cannot be read: ${reasonOf(error)}`);
	}
	const parsed = EstimationRequest.safeParse(json);
	if (parsed.success) return parsed.data;
	const [issue] = parsed.error.issues;
	if (!issue) return failure(`${path} is no request`);
	const unknown = issue.code === 'unrecognized_keys' ? [...issue.path, ...issue.keys] : issue.path;
	return failure(`${path}: ${unknown.length === 0 ? 'the request' : z.core.toDotPath(unknown)}: ${issue.message}`);
}

async function readTable(path: string): Promise<Table | Failure> {
	const parser = createReadStream(path)
		.on('error', (error) => parser.destroy(error))
		.pipe(parse({ bom: true }));
	let builder: ReturnType<typeof tableBuilder> | undefined;
	try {
		for await (const record of parser) {
			const cells = z.array(z.string()).parse(record);
			if (builder === undefined) builder = tableBuilder(cells);
			else builder.add(cells);
		}
	} catch (error) {
		if (error instanceof CsvError) return failure(`${path}: ${error.message}`);
		return failure(`${path} cannot be read: ${reasonOf(error)}`);
	}
	if (builder === undefined) return failure(`${path} is empty`);
	const table = builder.finish();
	return 'words' in table ? failure(`${path}: ${table.words}`) : table;
}

/** Written beside and then renamed, so that no half file is left. Null when all went well. */
async function writeWeights(path: string, weights: Float64Array): Promise<Failure | null> {
	const beside = `${path}.part`;
	try {
		await writeFile(beside, `row,weight\n${Array.from(weights, (weight, row) => `${row + 1},${weight}\n`).join('')}`);
		await rename(beside, path);
		return null;
	} catch (error) {
		await rm(beside, { force: true });
		return failure(`${path} cannot be written: ${reasonOf(error)}`);
	}
}

function reasonOf(error: unknown): string {
	if (!(error instanceof Error)) return 'for no known reason';
	if ('code' in error && error.code === 'ENOENT') return 'there is no such file or folder';
	if ('code' in error && error.code === 'EISDIR') return 'it is a folder';
	return error.message;
}

function inWords({ design, calibration, estimates }: EstimationAnswer): string {
	const head = [`${design.n} rows, ${figure(design.degreesOfFreedom)} degrees of freedom`];
	if (calibration !== null)
		head.push(
			calibration.converged
				? `weights meet the margins after ${calibration.iterations} iterations`
				: `weights do not meet the margins after ${calibration.iterations} iterations`,
		);
	return [...head, ...estimates.flatMap(estimateInWords)].map((line) => `${line}\n`).join('');
}

function estimateInWords({ id, rows, test, notes }: AnsweredEstimate): string[] {
	const lines = rows.map((row) => [
		[...Object.values(row.group), row.category].filter((part) => part !== undefined).join(', '),
		figure(row.value),
		figure(row.se),
		row.lower === null ? '' : `${figure(row.lower)} to ${figure(row.upper)}`,
		row.df === null ? '' : figure(row.df),
		figure(row.deff),
		String(row.n),
		figure(row.nEffective),
	]);
	const table = [['', 'value', 'se', 'interval', 'df', 'deff', 'n', 'effective n'], ...lines];
	const widths = table[0]?.map((_, c) => Math.max(...table.map((line) => (line[c] ?? '').length))) ?? [];
	const tested =
		test === undefined
			? []
			: [
					`${test.name} ${figure(test.statistic)} on ${[test.df1, test.df2].flatMap((df) => (df === undefined ? [] : figure(df))).join(' and ')} degrees of freedom, p = ${figure(test.p)}`,
				];
	return [
		'',
		id,
		...(rows.length === 0
			? []
			: table.map(
					(line) =>
						`  ${line.map((cell, c) => (c === 0 ? cell.padEnd(widths[c] ?? 0) : cell.padStart(widths[c] ?? 0))).join('  ')}`,
				)),
		...tested.map((line) => `  ${line}`),
		...(notes ?? []).map((line) => `  ${line}`),
	];
}

function figure(value: AnsweredRow['value']): string {
	return value === null || !Number.isFinite(value) ? '–' : String(Number(value.toPrecision(6)));
}
