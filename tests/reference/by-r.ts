import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { unzipSync } from 'fflate';
import { expect, onTestFinished } from 'vitest';
import type { Site } from '#server/site.ts';
import type { TrendQuestion } from '#server/workflows/analysis/index.ts';
import { rPackOf } from '#server/workflows/r-pack.ts';
import { bytesOf } from './r-pack-sites.ts';

/** Whether R, or its package survey, is missing here. */
export const withoutR = !spawnSync('Rscript', ['-e', 'cat(system.file(package = "survey"))']).stdout?.length;

/** What a test that needs R says of itself where it is skipped. */
export const unlessR = withoutR ? ' (skipped: needs Rscript with the package survey, Debian r-cran-survey)' : '';

interface Ran {
	/** Everything that the script printed, warnings too. */
	readonly said: string;
	/** What it quit with, as `Rscript` would have. */
	readonly status: number;
}

/**
 * Runs a script in each of some folders, one after the other in one R, since to start R and its package survey takes longer
 * than most packs. Each finds an empty workspace.
 */
export function runByR(folders: readonly string[], script = 'recompute.R'): Ran[] {
	const done = spawnSync('Rscript', ['-e', driver, script, ...folders], { encoding: 'utf8', maxBuffer: 2 ** 26 });
	const [, ...parts] = done.stdout.split(mark);
	if (parts.length !== folders.length) throw new Error(`R ended at ${parts.length} of its folders: ${done.stderr}`);
	return parts.map((part) => {
		const end = part.indexOf('\n');
		return { said: part.slice(end + 1), status: Number(part.slice(0, end)) };
	});
}

const mark = '\u0001ended with ';
const driver = `
suppressMessages(library(survey))
options(warn = 1)
local({
  run <- function(script) {
    quits <- function(status = 0, ...)
      stop(structure(class = c("quits", "condition"), list(message = "", call = NULL, status = status)))
    assign("quit", quits, globalenv())
    tryCatch({ source(script, local = globalenv(), print.eval = TRUE); 0 },
      quits = function(end) end$status,
      error = function(fault) { message("Error: ", conditionMessage(fault)); 1 })
  }
  given <- commandArgs(TRUE)
  for (folder in given[-1]) {
    setwd(folder)
    said <- file(tempfile(), open = "w+")
    sink(said)
    sink(said, type = "message")
    status <- run(given[1])
    sink(type = "message")
    sink()
    cat("${mark}", status, "\\n", paste0(readLines(said), "\\n"), sep = "")
    close(said)
    rm(list = ls(globalenv(), all.names = TRUE), envir = globalenv())
  }
}, envir = new.env(parent = baseenv()))
`;

/** Unzips a pack into a folder of its own, which goes with the test. */
export async function unpacked(pack: { readonly chunks: AsyncIterable<Uint8Array> }): Promise<string> {
	const folder = mkdtempSync(join(tmpdir(), 'soundings-by-r-'));
	onTestFinished(() => rmSync(folder, { recursive: true }));
	for (const [name, bytes] of Object.entries(unzipSync(await bytesOf(pack.chunks)))) {
		mkdirSync(dirname(join(folder, name)), { recursive: true });
		writeFileSync(join(folder, name), bytes);
	}
	return folder;
}

/** The pack of a trend, unzipped into a folder of its own. */
export async function packFor(site: Site, question: TrendQuestion): Promise<string> {
	const pack = await rPackOf(site, question, { by: 'Test Analyst' });
	if (pack.kind !== 'r-pack') throw new Error(pack.kind);
	return unpacked(pack);
}

/** Has R compute every figure of these packs again, and finds all of them equal, without a warning. */
export function expectRecomputed(folders: readonly string[]): void {
	const equal = { said: expect.stringMatching(/^all [1-9]\d+ figures equal\n$/), status: 0 };
	expect(runByR(folders)).toEqual(folders.map(() => equal));
}
