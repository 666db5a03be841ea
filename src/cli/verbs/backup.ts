import { parseArgs } from 'node:util';
import type { Site } from '#server/site.ts';
import { backUp } from '#server/workflows/back-up.ts';
import { sealingKey } from '../sealing-key.ts';
import { fail, withData } from '../with-site.ts';
import { WrongUsage, type Verb } from './verb.ts';

const help = `Usage: soundings backup --out FILE [--key-file KEY] [--json]

Copies everything into two new files while the server goes on: FILE has the database, FILE.keys the secrets without which
no interview in it can be opened. Let two people keep them apart. Whatever was answered before it began is in it.

Both are encrypted: with SOUNDINGS_BACKUP_PASSPHRASE, or with the bytes of KEY (at least 32 of chance: openssl rand 32).
They are opened again and looked over before they get their names. Nothing is ever overwritten.
`;

export const verb: Verb = {
	summary: 'copy everything into an encrypted file, while the server goes on',
	help,
	run(args, io) {
		const { values } = parseArgs({
			args: [...args],
			options: {
				out: { type: 'string' },
				'key-file': { type: 'string' },
				json: { type: 'boolean', default: false },
			},
		});
		const { out } = values;
		if (out === undefined) throw new WrongUsage('backup needs --out FILE');
		const run = async (site: Site) => {
			const sealing = sealingKey(site.env, values['key-file']);
			if (sealing.kind === 'none') return fail(io, sealing.line);
			const done = await backUp(site, { out, key: sealing.key });
			if (done.kind === 'refused') return fail(io, done.line);
			const { kind: _, ...facts } = done;
			if (values.json) io.out(`${JSON.stringify({ ...facts, head: facts.head ?? null })}\n`);
			else {
				io.out(
					`${done.file} has ${done.responses} responses, ${done.bytes} bytes; it was opened again and is sound.\n`,
				);
				io.out(`${done.keys} has the secrets without which it is of no use. Keep the two apart.\n`);
				if (done.head !== undefined) io.out(`head of the audit log: ${done.head.entries}:${done.head.hash}\n`);
			}
			return 0;
		};
		return withData(io, run, { existing: true });
	},
};
