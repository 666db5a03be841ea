import { readdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { keptWordings } from '#core/comparability/index.ts';
import type { Finding, Instrument, Minutes, Misfit } from '#core/instrument/index.ts';
import {
	estimateMinutes,
	instrumentSchemaFile,
	lint,
	lintStandardItems,
	parseInstrument,
	parseStandardItems,
} from '#core/instrument/index.ts';
import { readInstrumentFile, readJsonFile } from '../instrument-file.ts';
import type { Verb } from './verb.ts';
import { WrongUsage } from './verb.ts';

const schemaPath = fileURLToPath(new URL('../../../surveys/instrument.schema.json', import.meta.url));

export const verb: Verb = {
	summary: 'what is wrong with a questionnaire, and how long it takes to answer',
	help: `Usage: soundings check FILE… [--json]
       soundings check --write-schema

Reads each questionnaire and says, with the place in the file, what must be mended (error), should be (warning) or is worth
a thought (advice). A file v2.json is also checked against the version before it in the same folder. standard-items.json,
which the question bank of the studio shows, is checked item by item. The exit status is 1 where any file has an error.

  --json           print one JSON list and nothing else
  --write-schema   write surveys/instrument.schema.json, from which editors complete and check
`,
	run: async (args, io) => {
		const { values, positionals } = parseArgs({
			args: [...args],
			options: { json: { type: 'boolean', default: false }, 'write-schema': { type: 'boolean', default: false } },
			allowPositionals: true,
		});
		if (values['write-schema']) {
			if (positionals.length > 0 || values.json) throw new WrongUsage('--write-schema goes alone');
			await writeFile(schemaPath, instrumentSchemaFile());
			io.out(`Wrote ${schemaPath}\n`);
			return 0;
		}
		if (positionals.length === 0) throw new WrongUsage('give at least one file');
		const reports: Report[] = [];
		for (const path of positionals) reports.push(await checked(path));
		if (values.json) io.out(`${JSON.stringify(reports, null, '\t')}\n`);
		else for (const report of reports) printReport(report, io);
		const faulty = reports.filter(isFaulty).length;
		if (faulty > 0) io.err(`soundings check: ${faulty} of ${reports.length} files must be mended\n`);
		return faulty > 0 ? 1 : 0;
	},
};

interface Report {
	readonly file: string;
	/** Why the file could not be read at all; then there are no findings. */
	readonly unreadable?: string;
	readonly findings: readonly Finding[];
	readonly minutes?: Minutes;
	readonly comparedWith?: number;
}

async function checked(path: string): Promise<Report> {
	const file = await readJsonFile(path);
	if (file.kind === 'unreadable') return { file: path, unreadable: file.words, findings: [] };
	if (basename(path) === 'standard-items.json') {
		const parsed = parseStandardItems(file.value);
		return { file: path, findings: parsed.kind === 'items' ? lintStandardItems(parsed.items) : errors(parsed.misfits) };
	}
	const parsed = parseInstrument(file.value);
	if (parsed.kind === 'misfits') return { file: path, findings: errors(parsed.misfits) };
	const { instrument } = parsed;
	const previous = await versionBefore(path, instrument);
	return {
		file: path,
		findings: [...lint(instrument, previous), ...keptWordings(instrument, await versionsKept(path, instrument))],
		minutes: estimateMinutes(instrument),
		...(previous !== undefined && { comparedWith: previous.version }),
	};
}

function errors(misfits: readonly Misfit[]): Finding[] {
	return misfits.map((misfit) => ({ severity: 'error', rule: 'schema', ...misfit }));
}

/** The highest earlier version that lies beside the file as v<N>.json. */
async function versionBefore(path: string, instrument: Instrument): Promise<Instrument | undefined> {
	const folder = dirname(path);
	const numbers = (await readdir(folder))
		.flatMap((name) => /^v(\d{1,4})\.json$/.exec(name)?.[1] ?? [])
		.map(Number)
		.filter((number) => number < instrument.version && `v${number}.json` !== basename(path))
		.toSorted((a, b) => b - a);
	for (const number of numbers) {
		const found = await versionBeside(folder, number, instrument);
		if (found !== undefined) return found;
	}
	return undefined;
}

/** The versions whose wordings its bridges keep, of those that lie beside the file. */
async function versionsKept(path: string, instrument: Instrument): Promise<Instrument[]> {
	const since = [...new Set(instrument.bridges.map((bridge) => bridge.since))].filter(
		(one) => one < instrument.version,
	);
	const found = await Promise.all(since.map((number) => versionBeside(dirname(path), number, instrument)));
	return found.filter((one) => one !== undefined);
}

async function versionBeside(folder: string, number: number, { survey }: Instrument): Promise<Instrument | undefined> {
	const file = await readInstrumentFile(join(folder, `v${number}.json`));
	return file.kind === 'instrument' && file.instrument.survey === survey ? file.instrument : undefined;
}

function isFaulty({ unreadable, findings }: Report): boolean {
	return unreadable !== undefined || findings.some(({ severity }) => severity === 'error');
}

function printReport(
	{ file, unreadable, findings, minutes, comparedWith }: Report,
	io: { out(text: string): void },
): void {
	if (unreadable !== undefined) {
		io.out(`${file}: ${unreadable}\n`);
		return;
	}
	const count = (severity: Finding['severity'], word: string) => {
		const found = findings.filter((finding) => finding.severity === severity).length;
		return `${found} ${word}${found === 1 || word === 'advice' ? '' : 's'}`;
	};
	const length =
		minutes === undefined
			? ''
			: `; about ${Math.round(minutes.typical)} minutes, at the longest ${Math.round(minutes.longest)}`;
	const against = comparedWith === undefined ? '' : `; compared with version ${comparedWith}`;
	io.out(
		`${file}: ${count('error', 'error')}, ${count('warning', 'warning')}, ${count('advice', 'advice')}${length}${against}\n`,
	);
	for (const { severity, place, path, message, rule } of findings) {
		io.out(`  ${severity.padEnd(7)}  ${place === '' ? 'the file' : place}: ${message} [${rule}] ${path}\n`);
	}
}
