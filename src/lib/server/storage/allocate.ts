/**
 * The arms of a new interview: of each experiment the arm that the fewest interviews were `given`, and among equals the
 * one that `draw` picks (from 0 to below its argument).
 */
export function allocate(
	args: {
		readonly experiments: readonly { readonly id: string; readonly arms: readonly string[] }[];
		readonly draw: (below: number) => number;
	},
	given: (experiment: string, arm: string) => number,
): Record<string, string> {
	const arms: Record<string, string> = {};
	for (const { id, arms: all } of args.experiments) {
		const fewest = Math.min(...all.map((arm) => given(id, arm)));
		const candidates = all.filter((arm) => given(id, arm) === fewest);
		const arm = candidates[args.draw(candidates.length)];
		if (arm === undefined) throw new Error(`no arm was drawn for ${id}`);
		arms[id] = arm;
	}
	return arms;
}
