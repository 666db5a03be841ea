import { readFileSync } from 'node:fs';
import { fdatasyncSync, mkdtempSync, openSync, closeSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A figure beside its rival's, measured in the same run. `ratio` is ours / rival's; `goal` says what is aimed at. */
export interface BenchLine {
	readonly name: string;
	readonly unit: string;
	readonly ours: number;
	readonly rival: string;
	readonly rivals: number;
	readonly ratio: number;
	readonly goal?: string;
	readonly notes?: readonly string[];
}

export function print(line: BenchLine): void {
	const goal = line.goal === undefined ? '' : `   goal ${line.goal}`;
	process.stdout.write(
		`${line.name}\n  ours ${short(line.ours)} ${line.unit} · ${line.rival} ${short(line.rivals)} · ratio ${short(line.ratio)}${goal}\n`,
	);
	for (const note of line.notes ?? []) process.stdout.write(`  ${note}\n`);
}

export function short(value: number): string {
	return Math.abs(value) >= 100 ? value.toFixed(0) : value.toPrecision(3);
}

/** CPU seconds that a process has used so far, in user and system mode together (Linux; NaN elsewhere). */
export function cpuSeconds(pid: number): number {
	try {
		const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
		return (Number(fields[11]) + Number(fields[12])) / 100;
	} catch {
		return NaN;
	}
}

/** Median milliseconds of one fdatasync of a small write, beside which every durable figure is to be read. */
export function fdatasyncMilliseconds(): number {
	const folder = mkdtempSync(join(tmpdir(), 'soundings-sync-'));
	const file = openSync(join(folder, 'probe'), 'w');
	const times = Array.from({ length: 50 }, () => {
		writeSync(file, Buffer.alloc(4096));
		const started = performance.now();
		fdatasyncSync(file);
		return performance.now() - started;
	}).sort((a, b) => a - b);
	closeSync(file);
	rmSync(folder, { recursive: true });
	return times[25] ?? NaN;
}
