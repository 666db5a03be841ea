import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { instrumentSchemaFile } from '#core/instrument/index.ts';
import { readInstrumentFile } from '../instrument-file.ts';
import type { Verb } from './verb.ts';

export const verb: Verb = {
	summary: 'x',
	help: 'x',
	run: async (args, io) => {
		const { positionals } = parseArgs({
			args: [...args],
			options: { 'write-schema': { type: 'boolean' } },
			allowPositionals: true,
		});
		await writeFile('surveys/instrument.schema.json', instrumentSchemaFile());
		for (const p of positionals) {
			const f = await readInstrumentFile(p);
			io.out(p + ' ' + JSON.stringify(f.kind === 'instrument' ? f.kind : f, null, 1) + '\n');
		}
		return 0;
	},
};
