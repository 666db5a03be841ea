// `npm run bench`: every figure beside its rival, measured in one run. `npm run bench -- NAME…` runs some of them.
import { answeredPage, interviews } from './answers.bench.ts';
import { coverage } from './coverage.bench.ts';
import { dataset } from './dataset.bench.ts';
import { estimation } from './estimation.bench.ts';
import { exported } from './export.bench.ts';
import { pageWeight } from './page-weight.bench.ts';
import { load, loadForAnHour } from './load.bench.ts';
import { print } from './report.ts';
import type { BenchLine } from './report.ts';
import { studio } from './studio.bench.ts';
import { bench as trend } from './trend.bench.ts';

/** Those of the run without names; coverage, estimation-r, load and load-hour take minutes and are asked for by name. */
const usual = ['trend', 'estimation', 'dataset', 'export', 'page', 'interviews', 'weight', 'studio'];
const benches: Record<string, () => Promise<BenchLine | readonly BenchLine[]> | readonly BenchLine[]> = {
	load,
	'load-hour': loadForAnHour,
	page: answeredPage,
	interviews,
	weight: pageWeight,
	trend,
	estimation: () => estimation({ all: false }),
	'estimation-r': () => estimation({ all: true }),
	coverage,
	dataset,
	export: exported,
	studio,
};

const chosen = process.argv.slice(2);
const unknown = chosen.find((name) => !(name in benches));
if (unknown !== undefined) {
	process.stderr.write(`No benchmark is called ${unknown}; there are ${Object.keys(benches).join(', ')}.\n`);
	process.exit(2);
}
for (const name of chosen.length === 0 ? usual : chosen) {
	const lines = await benches[name]?.();
	for (const line of lines === undefined ? [] : [lines].flat()) print(line);
}
