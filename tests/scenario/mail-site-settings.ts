import { readEnv } from '../../src/lib/server/env.ts';
import { openSite } from '../../src/lib/server/site.ts';
import type { Site } from '../../src/lib/server/site.ts';

/** The site in a folder with what sending mail needs. A process of its own can open one too. */
export async function siteIn(folder: string, settings: Record<string, string>, clock?: Site['clock']): Promise<Site> {
	const read = readEnv({
		...{ SOUNDINGS_DATA: folder, SOUNDINGS_LOG_LEVEL: 'silent', ORIGIN: 'https://surveys.example.org' },
		...{ SOUNDINGS_MAIL_FROM: 'Surveys <surveys@example.org>', SOUNDINGS_MAIL_PER_MINUTE: '6000', ...settings },
	});
	if (read.kind === 'invalid') throw new Error(read.lines.join());
	const opened = await openSite(read.env, clock === undefined ? {} : { clock });
	if (opened.kind === 'refused') throw new Error(opened.line);
	return opened.site;
}
