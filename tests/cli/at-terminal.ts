import type { Io } from '../../src/cli/verbs/verb.ts';

/** What a command came to: its exit status, and what it wrote to standard output and to standard error. */
interface Said {
	readonly status: number;
	readonly out: string;
	readonly err: string;
}

/** Runs a command as at a terminal whose words are kept. */
export async function atTerminal(command: (io: Io) => number | Promise<number>): Promise<Said> {
	let [out, err] = ['', ''];
	const io = { out: (text: string) => void (out += text), err: (text: string) => void (err += text) };
	const status = await command(io);
	return { status, out, err };
}
