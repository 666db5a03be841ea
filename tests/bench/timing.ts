/** Milliseconds: of the clock, and of CPU over all threads of the process. */
export interface Times {
	readonly wall: number;
	readonly cpu: number;
}

/**
 * Medians of several runs after one to warm up. The pieces of work take turns, so that whatever else the machine is
 * doing slows them all alike and their ratio stands.
 */
export function timed(works: readonly (() => void)[], runs = 7): Times[] {
	for (const work of works) work();
	const times: Times[][] = works.map(() => []);
	for (let run = 0; run < runs; run++) works.forEach((work, k) => times[k]?.push(timeOf(work)));
	return times.map((all) => ({ wall: median(all.map(({ wall }) => wall)), cpu: median(all.map(({ cpu }) => cpu)) }));
}

function timeOf(work: () => void): Times {
	const [wall, cpu] = [performance.now(), process.cpuUsage()];
	work();
	const { user, system } = process.cpuUsage(cpu);
	return { wall: performance.now() - wall, cpu: (user + system) / 1000 };
}

function median(values: readonly number[]): number {
	const sorted = values.toSorted((a, b) => a - b);
	return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}
