import { readEnv } from '#server/env.ts';
import { openLogs } from '#server/log.ts';
import { closeSite, openSite, type Site } from '#server/site.ts';
import type { Io } from './verbs/verb.ts';

/**
 * Opens the data that the settings name, hands it to `use` and closes it whatever happens; the exit status is that of
 * `use`, or 1 with a line for each reason when a setting is wrong or the data cannot be opened. Nothing is logged, so that
 * standard output holds the verb's own words alone. A server may run on the same data meanwhile.
 */
export async function withSite(
	io: Io,
	use: (site: Site) => Promise<number>,
	source: Readonly<Record<string, string | undefined>> = process.env,
): Promise<number> {
	const read = readEnv(source);
	if (read.kind === 'invalid') {
		io.err(read.lines.map((line) => `${line}\n`).join(''));
		return 1;
	}
	const opened = await openSite(read.env, { log: openLogs('silent') });
	if (opened.kind === 'refused') {
		io.err(`${opened.line}\n`);
		return 1;
	}
	try {
		return await use(opened.site);
	} finally {
		await closeSite(opened.site);
	}
}
