import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { atTerminal } from './at-terminal.ts';

const folder = mkdtempSync(join(tmpdir(), 'estimate-'));
afterAll(() => rmSync(folder, { recursive: true }));

const csv = (name: string) => new URL(`../reference/csv/${name}.csv`, import.meta.url).pathname;

const run = (...args: string[]) => atTerminal((io) => main(['estimate', ...args], io));

let files = 0;

function fileOf(content: unknown, ending = 'json'): string {
	const path = join(folder, `${(files += 1)}.${ending}`);
	writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
	return path;
}

async function ask(data: string, request: unknown, ...more: string[]) {
	return run('--data', data, '--request', fileOf(request), ...more);
}

const meanOfApi = { id: 'a', statistic: 'mean', variable: 'api00' };
const apistrat = { weights: 'pw', strata: 'stype', clusters: null, fpc: ['fpc'], nested: true, lonelyPsu: 'fail' };

describe('soundings estimate', () => {
	it('prints JSON alone in full precision', async () => {
		const { status, out, err } = await ask(csv('apistrat'), { design: apistrat, estimates: [meanOfApi] }, '--json');
		expect({ status, err }).toEqual({ status: 0, err: '' });
		const answer = JSON.parse(out);
		expect(answer.design).toEqual({ n: 200, degreesOfFreedom: 197 });
		expect(answer.calibration).toBeNull();
		// svymean(~api00, svydesign(ids=~1, strata=~stype, weights=~pw, fpc=~fpc, data=apistrat))
		expect(answer.estimates[0].rows[0].value).toBeCloseTo(662.2873631593208, 9);
		expect(answer.estimates[0].rows[0].se).toBeCloseTo(9.40894080278458, 9);
		expect(answer.estimates[0].rows[0].n).toBe(200);
	});

	it('prints a table for people', async () => {
		const request = { design: apistrat, estimates: [{ id: 'by type', statistic: 'share', variable: 'stype' }] };
		const { out } = await ask(csv('apistrat'), request);
		expect(out).toContain('200 rows, 197 degrees of freedom');
		expect(out).toMatch(/E {2}0\.713755 /);
	});

	it('takes the weights from the populations of two stages, as svydesign does without weights', async () => {
		// Rscript tests/reference/more/designs.R, the first case.
		const design = { clusters: ['dnum', 'snum'], fpc: ['fpc1', 'fpc2'] };
		const { out } = await ask(csv('apiclus2'), { design, estimates: [{ ...meanOfApi, variable: 'enroll' }] }, '--json');
		const [row] = JSON.parse(out).estimates[0].rows;
		expect(row.value).toBeCloseTo(526.262641509434, 9);
		expect(row.se ** 2).toBeCloseTo(6454.67370854963, 6);
		expect(JSON.parse(out).design.degreesOfFreedom).toBe(39);
	});

	it('takes populations up to 1 as sampling fractions, as R does', async () => {
		const data = 'h,N,f,y\na,10,0.2,1\na,10,0.2,3\nb,4,0.5,2\nb,4,0.5,6\n';
		const asked = async (column: string) =>
			JSON.parse(
				(
					await ask(
						fileOf(data, 'csv'),
						{ design: { strata: 'h', fpc: [column] }, estimates: [{ ...meanOfApi, variable: 'y' }] },
						'--json',
					)
				).out,
			).estimates[0].rows[0];
		expect(await asked('f')).toEqual(await asked('N'));
	});

	it('finds the factors of a stratified jackknife in its weights', async () => {
		// One stratum of two units and one of three, each unit left out in turn.
		const data =
			'y,w,r1,r2,r3,r4,r5\n1,1,0,2,1,1,1\n4,1,2,0,1,1,1\n2,1,1,1,0,1.5,1.5\n3,1,1,1,1.5,0,1.5\n7,1,1,1,1.5,1.5,0\n';
		const asked = async (rscales: number[] | null) => {
			const design = { weights: 'w', replicates: { type: 'JKn', columns: 'r*', scale: 1, rscales } };
			const request = { design, estimates: [{ ...meanOfApi, variable: 'y' }] };
			return (await ask(fileOf(data, 'csv'), request, '--json')).out;
		};
		expect(await asked(null)).toBe(await asked([1 / 2, 1 / 2, 2 / 3, 2 / 3, 2 / 3]));
	});

	it('writes the weights to a file when asked, and leaves them out of the answer', async () => {
		const totals = [
			{ values: ['E'], total: 4421 },
			{ values: ['H'], total: 755 },
			{ values: ['M'], total: 1018 },
		];
		const request = {
			design: { weights: 'pw' },
			calibration: { method: 'rake', margins: [{ variables: ['stype'], totals }] },
			estimates: [{ id: 'n', statistic: 'total', variable: 'stype' }],
		};
		const path = join(folder, 'weights.csv');
		const apart = JSON.parse((await ask(csv('apisrs'), request, '--json', '--weights', path)).out);
		const inside = JSON.parse((await ask(csv('apisrs'), request, '--json')).out);
		expect(apart.calibration).toEqual({ converged: true, iterations: apart.calibration.iterations });
		const lines = readFileSync(path, 'utf8').trim().split('\n');
		expect(lines[0]).toBe('row,weight');
		expect(lines.slice(1).map((line) => Number(line.split(',')[1]))).toEqual(inside.calibration.weights);
		expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
	});

	it('says that raking stopped short, and by how much, beside figures marked as such', async () => {
		const data = 'a,b,w\n1,1,1\n1,2,1\n2,1,1\n2,2,1\n';
		const margin = (variable: string, one: number) => ({
			variables: [variable],
			totals: [
				{ values: ['1'], total: one },
				{ values: ['2'], total: 100 - one },
			],
		});
		const request = {
			design: { weights: 'w' },
			calibration: { method: 'rake', margins: [margin('a', 30), margin('b', 60)], maxIterations: 1, tolerance: 1e-15 },
			estimates: [{ id: 'a', statistic: 'share', variable: 'a' }],
		};
		const { status, out, err } = await ask(fileOf(data, 'csv'), request, '--json');
		expect(status).toBe(0);
		expect(JSON.parse(out).calibration.converged).toBe(false);
		expect(err).toMatch(/^soundings estimate: take care: raking has not converged after 1 iterations: margin/);
	});
});

describe('bad input is one line on standard error, exit 1 and nothing on standard output', () => {
	const small = fileOf('g,w,y,x\na,1,1,0\na,2,0,1\nb,1,1,1\nb,-1,0,0\n', 'csv');
	const sound = fileOf('g,w,y,x\na,1,1,0\na,2,0,1\nb,1,1,1\nc,1,0,0\n', 'csv');
	const y = { id: 'a', statistic: 'mean', variable: 'y' };
	const cases: [string, string, unknown, RegExp][] = [
		[
			'an unknown column',
			sound,
			{ design: {}, estimates: [{ ...y, variable: 'z' }] },
			/estimate “a”: there is no column “z”; the file has g, w, y, x/,
		],
		['an unknown design column', sound, { design: { strata: 'q' }, estimates: [y] }, /no column “q”/],
		[
			'a negative weight',
			small,
			{ design: { weights: 'w' }, estimates: [y] },
			/column “w”, row 4: the weight -1 is negative/,
		],
		[
			'a weight that is no number',
			sound,
			{ design: { weights: 'g' }, estimates: [y] },
			/column “g”, row 1: “a” is not a number/,
		],
		[
			'a mean of words',
			sound,
			{ design: {}, estimates: [{ ...y, variable: 'g' }] },
			/column “g”, row 1: “a” is not a number/,
		],
		[
			'an empty domain',
			sound,
			{ design: {}, where: { variable: 'g', in: ['z'] }, estimates: [y] },
			/where: the domain is empty; no row has “g” in z/,
		],
		[
			'a value nobody gave',
			sound,
			{ design: {}, estimates: [{ id: 's', statistic: 'share', variable: 'g', values: ['q'] }] },
			/column “g” has no value “q”; it has a, b, c/,
		],
		[
			'a lonely unit',
			sound,
			{ design: { strata: 'g' }, estimates: [y] },
			/stratum “b” of “g” has a single sampling unit \(row 3\)/,
		],
		[
			'a cluster in two strata',
			sound,
			{ design: { strata: 'g', clusters: ['y'], nested: false, lonelyPsu: 'adjust' }, estimates: [y] },
			/column “y”: cluster “1” is in more than one stratum of “g”/,
		],
		[
			'margins that do not add up',
			sound,
			{
				design: {},
				calibration: {
					method: 'rake',
					margins: [
						{
							variables: ['y'],
							totals: [
								{ values: ['0'], total: 5 },
								{ values: ['1'], total: 5 },
							],
						},
						{
							variables: ['x'],
							totals: [
								{ values: ['0'], total: 5 },
								{ values: ['1'], total: 6 },
							],
						},
					],
				},
				estimates: [y],
			},
			/margin x: its totals add up to 11, those of margin y to 10/,
		],
		[
			'a margin without a value of the file',
			sound,
			{
				design: {},
				calibration: { method: 'rake', margins: [{ variables: ['g'], totals: [{ values: ['a'], total: 5 }] }] },
				estimates: [y],
			},
			/margin g, row 3: “b” has no total/,
		],
		[
			'a margin with a value that the file lacks',
			sound,
			{
				design: {},
				calibration: {
					method: 'rake',
					margins: [
						{
							variables: ['y'],
							totals: [
								{ values: ['0'], total: 5 },
								{ values: ['1'], total: 5 },
								{ values: ['7'], total: 1 },
							],
						},
					],
				},
				estimates: [y],
			},
			/margin y: no row of the file is in “7”/,
		],
		[
			'a population smaller than the sample',
			sound,
			{ design: { fpc: ['y'] }, estimates: [y] },
			/column “y”, row 2: 0 is no size of a population/,
		],
		[
			'an unknown statistic',
			sound,
			{ design: {}, estimates: [{ id: 'a', statistic: 'mode', variable: 'y' }] },
			/estimates\[0\]\.statistic/,
		],
		['a misspelt key', sound, { design: { weigths: 'w' }, estimates: [y] }, /design\.weigths/],
		[
			'a term that follows from another',
			sound,
			{
				design: {},
				estimates: [{ id: 'k', statistic: 'regression', family: 'gaussian', outcome: 'y', terms: ['x', 'factor(x)'] }],
			},
			/follows from the other terms/,
		],
		['a request that is no JSON', sound, '{', /is not JSON/],
	];
	it.each(cases)('%s', async (_what, data, request, line) => {
		const { status, out, err } = await ask(data, request, '--json');
		expect({ status, out }).toEqual({ status: 1, out: '' });
		expect(err).toMatch(line);
		expect(err).toMatch(/^soundings estimate: [^\n]+\n$/);
	});

	it('a file that is not there', async () => {
		const { status, err } = await run('--data', '/nowhere.csv', '--request', fileOf({ design: {}, estimates: [y] }));
		expect(status).toBe(1);
		expect(err).toMatch(/\/nowhere\.csv cannot be read: there is no such file/);
	});

	it('a row with too many cells', async () => {
		const { status, err } = await ask(fileOf('a,b\n1,2\n1,2,3\n', 'csv'), { design: {}, estimates: [y] });
		expect(status).toBe(1);
		expect(err).toMatch(/line 3/);
	});

	it('no arguments are wrong usage', async () => {
		const { status, err } = await run();
		expect(status).toBe(2);
		expect(err).toMatch(/needs --data FILE\.csv and --request FILE\.json/);
	});
});
