// `npm run bench`: every figure beside its rival, measured in one run. `npm run bench -- NAME…` runs some of them.
import { answeredPage, interviews } from './answers.bench.ts';
import { pageWeight } from './page-weight.bench.ts';
import { print } from './report.ts';
import type { BenchLine } from './report.ts';

const benches: Record<string, () => Promise<BenchLine>> = {
	page: answeredPage,
	interviews,
	weight: pageWeight,
};

const chosen = process.argv.slice(2);
const unknown = chosen.find((name) => !(name in benches));
if (unknown !== undefined) {
	process.stderr.write(`No benchmark is called ${unknown}; there are ${Object.keys(benches).join(', ')}.\n`);
	process.exit(2);
}
for (const [name, bench] of Object.entries(benches)) {
	if (chosen.length === 0 || chosen.includes(name)) print(await bench());
}
