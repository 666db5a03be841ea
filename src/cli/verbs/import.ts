import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import type { z } from 'zod';
import { SurveySlug } from '#core/instrument/index.ts';
import { WaveCodebook } from '#exchange/waves/index.ts';
import type { WaveFile } from '#exchange/waves/index.ts';
import { importWaves } from '#server/workflows/import-waves.ts';
import { fail, withSite } from '../with-site.ts';
import type { Verb } from './verb.ts';
import { WrongUsage } from './verb.ts';

export const verb: Verb = {
	summary: 'bring in earlier waves from a CSV or an SPSS file and its codebook',
	help: `Usage: soundings import --survey SLUG --data FILE --codebook FILE.json [--json]

Brings earlier waves in: one row an interview, one column that tells the wave, answers as labels or codes. Either the whole
file is taken in or nothing is; rows that are not understood are told by line and column. The same file a second time
changes nothing. The waves are closed and marked as imported.

The file is a CSV (UTF-8), or an SPSS file: .sav, compressed or not, or .zsav. In an SPSS file a cell is known by the label of
its value or by the value itself, the label first; a system-missing cell is an empty one. A value that the file declares
missing needs its reason under "missing", by its label or by its value. Rows are told by their number, the first being 1.

The codebook is JSON:
  {
    "creates": {                     when the survey does not exist yet (or "continues": { "version": 1 } when it does)
      "title": {"en": "…"}, "summary": {"en": "…"}, "population": {"en": "…"}, "source": {"en": "…"},
      "unit": "person",              person, practitioner or organisation
      "measures": […],               as in an instrument; "objective" may be null
      "breaks": ["race"],            variables to break results by
      "weighting": null              margins as in an instrument, or null
    },
    "wave": { "column": "wave", "mode": "interviewer", "sampleType": "probability",
              "closedOn": {"Spring": "2014-05-31"},    not needed for a year: some time in it
              "labels": {"1": "Spring 2014"} },        not needed: what the column says
    "weight": null,                  or the column with the contractor's weights
    "variables": [
      { "column": "marital", "name": "marital", "text": {"en": "Marital status"}, "base": {"en": "All"},
        "type": { "kind": "code", "values": [{ "code": 1, "label": {"en": "Married"}, "spellings": ["Married", "1"] }] },
        "missing": { "No answer": "refused", "Don't know": "dont-know", "Not applicable": "not-applicable" },
        "empty": "not-applicable", "inBase": [] },
      { "column": "age", "name": "age", "text": {"en": "Age"}, "base": {"en": "All"},
        "type": { "kind": "number", "least": 18, "most": 89, "decimals": 0 } } ]
  }
A file that is all one wave has "wave": { "label": "Spring 2014", "closedOn": "2014-05-31", "mode": …, "sampleType": … }.
With "continues", a variable is { "column", "name", "spellings": {"Yes": 1}, "missing", "empty" }, where name is one of the
survey's codebook, and may say whether it is comparable with the survey's own: "verdict": "identical" (as without one),
"equivalent" or "break", the last two with their "reason". No trend crosses a break, and a reason stands beside the trend.
In place of "spellings" and "missing", "meanings": {"1": 2, "9": "refused"} goes by the values alone, not their labels. Missing reasons: not-applicable, not-asked, not-reached, routing-error, dont-know, refused.

  --survey SLUG      the survey, such as household-attitudes
  --data FILE        the CSV, .sav or .zsav
  --codebook FILE    the codebook
  --json             print the result as JSON
`,
	run: async (args, io) => {
		const { values } = parseArgs({
			args: [...args],
			options: {
				survey: { type: 'string' },
				data: { type: 'string' },
				codebook: { type: 'string' },
				json: { type: 'boolean', default: false },
			},
		});
		const { survey, data, codebook: codebookFile } = values;
		if (survey === undefined || data === undefined || codebookFile === undefined) {
			throw new WrongUsage('needs --survey SLUG, --data FILE (.csv, .sav or .zsav) and --codebook FILE.json');
		}
		const slug = SurveySlug.safeParse(survey);
		if (!slug.success) throw new WrongUsage(`“${survey}” is not a survey's name: lower-case words joined by -`);
		const files = await readFiles(data, codebookFile);
		if (files.kind === 'unreadable') return fail(io, files.line);
		return withSite(io, async (site) => {
			const done = await importWaves(site, {
				survey: slug.data,
				...files.data,
				codebook: files.codebook,
				fileName: basename(data),
			});
			switch (done.kind) {
				case 'imported': {
					const interviews = done.waves.reduce((sum, wave) => sum + wave.interviews, 0);
					if (values.json) io.out(`${JSON.stringify({ survey, waves: done.waves, interviews })}\n`);
					else {
						for (const wave of done.waves) io.out(`${wave.label}: ${wave.interviews} interviews\n`);
						io.out(
							`${interviews} interviews in ${done.waves.length} waves are now in ${survey}, marked as imported.\n`,
						);
					}
					return 0;
				}
				case 'already-imported':
					if (values.json)
						io.out(`${JSON.stringify({ survey, waves: [], interviews: 0, alreadyImportedOn: done.on })}\n`);
					else io.out(`${data} was brought in on ${done.on}; nothing has changed.\n`);
					return 0;
				case 'rejected':
					for (const { line, column, words } of done.problems) {
						const place = line === 0 ? data : `${data}:${line}`;
						io.err(`${place}${column === '' ? '' : `, column ${column}`}: ${words}\n`);
					}
					return fail(io, `${problems(done.problems.length + done.more)}; nothing was brought in.`);
				case 'survey-exists':
					return fail(
						io,
						`${survey} exists already, with other questions; use "continues" in the codebook to add waves to it.`,
					);
				case 'unknown-version':
					return fail(
						io,
						`${survey} has no version ${done.version}; "continues" in ${codebookFile} must name one that it has.`,
					);
				case 'wave-exists':
					return fail(
						io,
						`${survey} has a wave ${done.label} already; give the new one another label under wave.labels.`,
					);
			}
		});
	},
};

type Files =
	| { readonly kind: 'read'; readonly data: WaveFile; readonly codebook: WaveCodebook }
	| { readonly kind: 'unreadable'; readonly line: string };

async function readFiles(data: string, codebookFile: string): Promise<Files> {
	const isSav = /\.z?sav$/i.test(data);
	const read = await fileOf(data, isSav);
	if (read.kind === 'unreadable') return read;
	const json = await fileOf(codebookFile, false);
	if (json.kind === 'unreadable') return json;
	try {
		const parsed = WaveCodebook.safeParse(JSON.parse(json.text));
		if (!parsed.success) {
			return { kind: 'unreadable', line: `${codebookFile} is not a codebook: ${firstIssue(parsed.error)}` };
		}
		return { kind: 'read', data: isSav ? { sav: read.bytes } : { csv: read.text }, codebook: parsed.data };
	} catch (error) {
		const why = error instanceof Error ? error.message : String(error);
		return { kind: 'unreadable', line: `${codebookFile} is not JSON: ${why}` };
	}
}

/** A file as text, which must be UTF-8, or as bytes alone. */
async function fileOf(
	file: string,
	isBinary: boolean,
): Promise<{ kind: 'file'; bytes: Uint8Array; text: string } | { kind: 'unreadable'; line: string }> {
	try {
		const bytes = await readFile(file);
		return { kind: 'file', bytes, text: isBinary ? '' : new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
	} catch (error) {
		const why = error instanceof TypeError ? 'it is not UTF-8 text' : error instanceof Error ? error.message : '';
		return { kind: 'unreadable', line: `${file} could not be read: ${why}` };
	}
}

function problems(count: number): string {
	return count === 1 ? '1 problem' : `${count} problems`;
}

/** The deepest first complaint: a union that fits neither way complains about each way apart. */
function firstIssue(error: z.ZodError): string {
	let [issue] = error.issues;
	const path: PropertyKey[] = [...(issue?.path ?? [])];
	while (issue?.code === 'invalid_union') {
		const ways = issue.errors.toSorted((a, b) => a.length - b.length);
		issue = ways[0]?.[0];
		path.push(...(issue?.path ?? []));
	}
	return `${path.join('.') || 'the file'}: ${issue?.message ?? 'it does not fit'}`;
}
