import { parseArgs } from 'node:util';
import { verify } from '#server/workflows/verify.ts';
import { withSite } from '../with-site.ts';
import { WrongUsage, type Verb } from './verb.ts';

const help = `Usage: soundings verify [--head ENTRIES:HASH] [--json]

Looks the database over and exits with 1 when anything is wrong: SQLite's own checks of pages and references, published
questionnaires against their hashes, and the audit log, each entry of which is chained to the one before with the site's
secret, so that nobody without the secret can change, take out or plant one.

It prints the log's head: how many entries there are and the last one's hash. Note it somewhere else; with --head that
head has to be in the log still, which shows that nothing was cut off its end since.
`;

export const verb: Verb = {
	summary: 'look over the database and the audit log',
	help,
	run(args, io) {
		const { values } = parseArgs({
			args: [...args],
			options: { head: { type: 'string' }, json: { type: 'boolean', default: false } },
		});
		const known = values.head === undefined ? undefined : headOf(values.head);
		return withSite(io, async (site) => {
			const { checks, head } = await verify(site, { known });
			if (values.json) io.out(`${JSON.stringify({ checks, head: head ?? null })}\n`);
			else {
				for (const { what, sound, words } of checks) {
					if (sound) io.out(`${what}: ${words}\n`);
					else io.err(`${what}: ${words}\n`);
				}
				if (head !== undefined) io.out(`head of the audit log: ${head.entries}:${head.hash}\n`);
			}
			return checks.every(({ sound }) => sound) ? 0 : 1;
		});
	},
};

function headOf(given: string) {
	const found = /^(\d{1,12}):([0-9a-f]{64})$/.exec(given);
	if (found === null) throw new WrongUsage('--head needs the line that verify printed, like 12:0a1b…');
	const [, entries = '', hash = ''] = found;
	return { entries: Number(entries), hash };
}
