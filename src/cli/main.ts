import type { Io, Verb } from './verbs/verb.ts';
import { WrongUsage } from './verbs/verb.ts';

/** Every verb, loaded when it is asked for, so that `check` never opens what `import` needs. */
const verbs: Readonly<Record<string, () => Promise<{ readonly verb: Verb }>>> = {
	backup: () => import('./verbs/backup.ts'),
	check: () => import('./verbs/check.ts'),
	compare: () => import('./verbs/compare.ts'),
	estimate: () => import('./verbs/estimate.ts'),
	export: () => import('./verbs/export.ts'),
	import: () => import('./verbs/import.ts'),
	restore: () => import('./verbs/restore.ts'),
	simulate: () => import('./verbs/simulate.ts'),
	user: () => import('./verbs/user.ts'),
	verify: () => import('./verbs/verify.ts'),
	wave: () => import('./verbs/wave.ts'),
};

const terminal: Io = {
	out: (text) => void process.stdout.write(text),
	err: (text) => void process.stderr.write(text),
};

/**
 * Runs one command line and returns its exit status: 0 done, 1 an expected failure, 2 wrong usage. A bug is thrown.
 * Shown by tests/cli.
 */
export async function main(args: readonly string[], io: Io = terminal): Promise<number> {
	const [name, ...rest] = args;
	if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
		const text = await overview();
		if (name === undefined) io.err(text);
		else io.out(text);
		return name === undefined ? 2 : 0;
	}
	const load = Object.hasOwn(verbs, name) ? verbs[name] : undefined;
	if (load === undefined) {
		io.err(`soundings: there is no verb “${name}”; soundings --help lists them.\n`);
		return 2;
	}
	const { verb } = await load();
	if (rest.includes('--help') || rest.includes('-h')) {
		io.out(verb.help);
		return 0;
	}
	try {
		return await verb.run(rest, io);
	} catch (error) {
		const usage = wrongUsage(error);
		if (usage === undefined) throw error;
		io.err(`soundings ${name}: ${usage} (soundings ${name} --help)\n`);
		return 2;
	}
}

async function overview(): Promise<string> {
	const loaded = await Promise.all(
		Object.entries(verbs).map(async ([name, load]) => ({ name, summary: (await load()).verb.summary })),
	);
	const width = Math.max(...loaded.map(({ name }) => name.length));
	const lines = loaded.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`);
	return `Usage: soundings <verb> …\n\n${lines.join('\n')}\n\nsoundings <verb> --help tells what each does. --json prints JSON alone on standard output.\n`;
}

/** The line for wrong usage, whether a verb found it or node:util's parseArgs did. */
function wrongUsage(error: unknown): string | undefined {
	if (error instanceof WrongUsage) return error.message;
	if (!(error instanceof TypeError) || !('code' in error) || typeof error.code !== 'string') return undefined;
	if (!error.code.startsWith('ERR_PARSE_ARGS_')) return undefined;
	return (error.message.split(/\.\s/)[0] ?? error.message).split('\n').join(' ');
}
