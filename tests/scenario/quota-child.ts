/** A process that takes part in filling a quota: so many interviews in a wave's open link, several at a time, all of the same answer. */
import { readEnv } from '../../src/lib/server/env.ts';
import { closeSite, openSite } from '../../src/lib/server/site.ts';
import { completeInterview } from '../../src/lib/server/workflows/complete-interview.ts';
import { savePage } from '../../src/lib/server/workflows/save-page.ts';
import { startInterview } from '../../src/lib/server/workflows/start-interview.ts';

const [folder = '', survey = '', question = '', count = '0'] = process.argv.slice(2);
const read = readEnv({ SOUNDINGS_DATA: folder, SOUNDINGS_LOG_LEVEL: 'silent' });
if (read.kind === 'invalid') throw new Error(read.lines.join());
const opened = await openSite(read.env);
if (opened.kind === 'refused') throw new Error(opened.line);
const { site } = opened;

async function interview(): Promise<string> {
	const begun = await startInterview(site, { survey, language: 'en' });
	if (begun.kind !== 'started') throw new Error(begun.kind);
	const whose = { survey, code: begun.code };
	const posted = new Map([[question, ['1']]]);
	const saved = await savePage(site, { ...whose, page: 1, version: 1, posted });
	return saved.kind === 'saved' ? (await completeInterview(site, whose)).kind : saved.kind;
}

for (let left = Number(count); left > 0; left -= 5) {
	const ended = await Promise.all(Array.from({ length: Math.min(5, left) }, interview));
	process.stdout.write(`${ended.join('\n')}\n`);
}
await closeSite(site);
