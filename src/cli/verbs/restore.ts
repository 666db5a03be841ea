import { parseArgs } from 'node:util';
import { readEnv } from '#server/env.ts';
import { restore } from '#server/workflows/restore.ts';
import { sealingKey } from '../sealing-key.ts';
import { fail } from '../with-site.ts';
import { WrongUsage, type Verb } from './verb.ts';

const help = `Usage: soundings restore --from FILE --data DIR [--keys FILE] [--key-file KEY] [--json]

Makes a data folder of a backup: FILE and, beside it or where --keys says, FILE.keys. They are opened with
SOUNDINGS_BACKUP_PASSPHRASE or with the bytes of KEY, as they were made, and looked over before DIR has a database.
DIR must not exist yet, or be empty. Then start the server with SOUNDINGS_DATA=DIR: codes of interviews that were open
when the backup was made open them again. What notices promised to delete and has become due since the backup was made,
by the day that is printed, is deleted as the server starts.
`;

export const verb: Verb = {
	summary: 'make a data folder of a backup',
	help,
	async run(args, io) {
		const { values } = parseArgs({
			args: [...args],
			options: {
				from: { type: 'string' },
				data: { type: 'string' },
				keys: { type: 'string' },
				'key-file': { type: 'string' },
				json: { type: 'boolean', default: false },
			},
		});
		const { from, data, keys } = values;
		if (from === undefined || data === undefined) throw new WrongUsage('restore needs --from FILE and --data DIR');
		const settings = readEnv({ ...process.env, SOUNDINGS_LOG_LEVEL: 'silent' });
		if (settings.kind === 'invalid') return fail(io, ...settings.lines);
		const sealing = sealingKey(settings.env, values['key-file']);
		if (sealing.kind === 'none') return fail(io, sealing.line);
		const done = await restore(settings.env, { from, keys, data, key: sealing.key });
		if (done.kind === 'refused') return fail(io, done.line);
		const { kind: _, ...facts } = done;
		if (values.json) io.out(`${JSON.stringify({ ...facts, head: facts.head ?? null })}\n`);
		else {
			io.out(`${done.data} has the ${done.responses} responses of ${done.madeAt}; it was looked over and is sound.\n`);
			io.out(
				`It is ${new Date().toISOString().slice(0, 10)} here: what notices promised by now is deleted at the start.\n`,
			);
			if (done.head !== undefined) io.out(`head of the audit log: ${done.head.entries}:${done.head.hash}\n`);
		}
		return 0;
	},
};
