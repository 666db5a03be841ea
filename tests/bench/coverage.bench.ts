import { type Coverage, type Scenario, coverageOf } from './coverage/scenario.ts';
import { scenarios } from './coverage/scenarios.ts';
import { coverageOfSimulatedWaves } from './coverage/simulated-waves.ts';
import { type BenchLine } from './report.ts';

const replications = 4000;

/** How often 95 % intervals cover the truth, by simulation; first straight from distributions, then whole interviews. */
export function coverage(): BenchLine[] {
	return [
		...scenarios.map((scenario, k) => lineOf(scenario, coverageOf(scenario, replications, 100 + k))),
		coverageOfSimulatedWaves(),
	];
}

function lineOf({ name, exact, known }: Scenario, coverages: readonly Coverage[]): BenchLine {
	const [standard, ...others] = coverages;
	if (standard === undefined) throw new Error('no method');
	const inGoal = standard.rate >= 0.93 && standard.rate <= 0.97;
	return {
		name,
		unit: `of ${replications} intervals (${standard.method})`,
		ours: standard.rate,
		rival: 'nominal',
		rivals: 0.95,
		ratio: standard.rate / 0.95,
		goal: `93–97 %${inGoal ? '' : ', missed'}`,
		notes: [
			described(standard, exact?.[0]),
			...others.map((other, k) => described(other, exact?.[k + 1])),
			...(known === undefined ? [] : [known]),
		],
	};
}

function described({ method, rate, error, below, above }: Coverage, exact: number | undefined): string {
	const sides = `${percent(below)} below the truth, ${percent(above)} above`;
	return `${method} ${percent(rate)} ± ${percent(error)} %; ${sides}${exact === undefined ? '' : `; exactly ${percent(exact)}`}`;
}

function percent(share: number): string {
	return (100 * share).toFixed(1);
}
