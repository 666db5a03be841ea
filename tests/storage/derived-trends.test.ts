import { describe, expect, it } from 'vitest';
import type { Definition } from '../../src/lib/core/dataset/index.ts';
import type { ReportedMeasure } from '../../src/lib/core/trends/index.ts';
import type { Site } from '../../src/lib/server/site.ts';
import { defineVariable } from '../../src/lib/server/workflows/analysis/define-variable.ts';
import { trendOf } from '../../src/lib/server/workflows/analysis/index.ts';
import type { TrendQuestion } from '../../src/lib/server/workflows/analysis/index.ts';
import { previewVariable } from '../../src/lib/server/workflows/analysis/preview-variable.ts';
import { retireDerived } from '../../src/lib/server/workflows/derived-variables.ts';
import { withSimulated } from '../reference/r-pack-sites.ts';

const survey = 'counterfeit-goods';
const actor = { id: 'ann', name: 'Ann' };
const text = (en: string) => ({ en });

/** Two waves of the first version and one of the second. */
async function site(): Promise<Site> {
	return (await withSimulated(survey, [1, 1, 2])).site;
}

function two(source: string, first: readonly number[], second: readonly number[]): Definition {
	const groups = [
		{ code: 1, label: text('First'), from: [...first] },
		{ code: 2, label: text('Second'), from: [...second] },
	];
	return { kind: 'recode', label: text(`${source} in two`), source, groups };
}

async function defined(on: Site, name: string, definition: Definition): Promise<void> {
	const saved = await defineVariable(on, { survey, name, basedOn: 0, definition, actor });
	expect(saved).toEqual({ kind: 'saved', version: 1 });
}

async function measureOf(on: Site, question: Omit<TrendQuestion, 'survey'>): Promise<ReportedMeasure> {
	const answer = await trendOf(on, { survey, ...question });
	if (answer.kind !== 'trend') throw new Error(JSON.stringify(answer));
	const [measure] = answer.report.measures;
	if (measure === undefined) throw new Error('no measure');
	return measure;
}

function valuesOf({ series }: ReportedMeasure, group: number | null): (number | string)[] {
	const points = series.find((one) => (one.group?.code ?? null) === group)?.points ?? [];
	return points.map(({ estimate }) => (estimate.kind === 'estimate' ? estimate.value : estimate.reason));
}

describe('a trend of a derived variable', () => {
	it('has the sum of the shares that it is made of', async () => {
		const on = await site();
		await defined(on, 'report_two', two('would_report', [1, 2], [3, 4, 5]));
		const derived = await measureOf(on, { subject: { kind: 'variable', name: 'report_two' } });
		const source = await measureOf(on, { subject: { kind: 'variable', name: 'would_report' } });
		const [first, second] = [valuesOf(source, 1), valuesOf(source, 2)];
		expect(valuesOf(derived, 1)).toEqual(
			first.map((share, at) => expect.closeTo(Number(share) + Number(second[at]), 12)),
		);
		expect(derived.series.map(({ group }) => group?.label)).toEqual(['First', 'Second']);
	});

	it('breaks where what it is made of breaks, and says why', async () => {
		const on = await site();
		await defined(on, 'confident', two('confident_spot', [1, 2], [3, 4]));
		const subject = { kind: 'variable', name: 'confident' } as const;
		const breaks = async (question: Omit<TrendQuestion, 'survey'>) =>
			(await measureOf(on, question)).series[0]?.points.map(({ breakBefore }) =>
				breakBefore?.map((why) => why.difference),
			);
		expect(await breaks({ subject })).toEqual(await breaks({ subject: { kind: 'variable', name: 'confident_spot' } }));
		expect((await breaks({ subject }))?.[2]).toContain('wording');
		expect((await breaks({ breakBy: 'confident' }))?.[2]).toContain('wording');
		await defined(on, 'again', two('confident', [1], [2]));
		expect((await breaks({ subject: { kind: 'variable', name: 'again' } }))?.[2]).toContain('wording');
	});

	it('was not asked in waves that lack a source, which is never 0 %', async () => {
		const on = await site();
		await defined(on, 'seen', two('seen_locally', [1, 2], [3, 4]));
		const measure = await measureOf(on, { subject: { kind: 'variable', name: 'seen' } });
		expect(valuesOf(measure, 1)).toEqual([expect.any(Number), expect.any(Number), 'not-asked']);
	});

	it('is the mean of an index, from 0 to 1', async () => {
		const on = await site();
		const item = (variable: string) => ({ variable, lowest: 1, highest: 5, isReversed: false });
		const items = [item('intention'), item('would_report')];
		await defined(on, 'outlook', { kind: 'index', label: text('Outlook'), items, minimum: 1 });
		const measure = await measureOf(on, { subject: { kind: 'variable', name: 'outlook' } });
		expect(measure).toMatchObject({ id: 'outlook', label: 'Outlook', statistic: 'mean' });
		for (const value of valuesOf(measure, null)) {
			expect(value).toBeGreaterThan(0);
			expect(value).toBeLessThan(1);
		}
		expect(measure.series[0]?.points[1]?.breakBefore).toBeNull();
	});

	it('may break down others, its groups adding up to the whole', async () => {
		const on = await site();
		await defined(on, 'young', two('age_band', [1, 2], [3, 4, 5, 6, 7]));
		const measure = await measureOf(on, { breakBy: 'young' });
		const whole = await measureOf(on, {});
		const bases = measure.series.map(({ points }) => points[0]?.estimate);
		const n = bases.map((of) => (of?.kind === 'estimate' ? of.base.n : 0)).reduce((sum, one) => sum + one, 0);
		expect(whole.series[0]?.points[0]?.estimate).toMatchObject({ base: { n } });
	});

	it('follows a new version at once, and goes when it is retired', async () => {
		const on = await site();
		await defined(on, 'report_two', two('would_report', [1], [2, 3, 4, 5]));
		const subject = { kind: 'variable', name: 'report_two' } as const;
		const before = valuesOf(await measureOf(on, { subject }), 1);
		const changed = { survey, name: 'report_two', basedOn: 1, definition: two('would_report', [1, 2], [3, 4, 5]) };
		expect(await defineVariable(on, { ...changed, actor })).toEqual({ kind: 'saved', version: 2 });
		const after = valuesOf(await measureOf(on, { subject }), 1);
		expect(Number(after[0])).toBeGreaterThan(Number(before[0]));
		await retireDerived(on, { survey, name: 'report_two', actor });
		expect(await trendOf(on, { survey, subject })).toEqual({ kind: 'unknown-variable', variable: 'report_two' });
	});
});

describe('the preview of a definition', () => {
	it('shows source and result of every wave, counted and weighted, of everybody', async () => {
		const on = await site();
		const proposal = { survey, name: 'seen', basedOn: 0, definition: two('seen_locally', [1, 2, -8], [3, 4]) };
		const preview = await previewVariable(on, proposal);
		if (preview.kind !== 'preview') throw new Error(preview.kind);
		const [source, result] = preview.variables;
		expect(preview.variables.map(({ name }) => name)).toEqual(['seen_locally', 'seen']);
		expect(result?.codes.slice(0, 2)).toEqual([
			{ code: 1, label: 'First' },
			{ code: 2, label: 'Second' },
		]);
		preview.waves.forEach(({ completed }, at) => {
			const [before, after] = [source?.waves[at], result?.waves[at]];
			if (at === 2) return expect([before, after]).toEqual([null, null]);
			if (before?.kind !== 'codes' || after?.kind !== 'codes') throw new Error('codes have spreads of codes');
			const sum = (all: readonly number[]) => all.reduce((total, one) => total + one, 0);
			for (const spread of [before, after]) {
				expect(sum(spread.n)).toBe(completed);
				expect(sum(spread.share)).toBeCloseTo(1, 12);
			}
			const from = [1, 2, -8].map((code) => source?.codes.findIndex((one) => one.code === code) ?? -1);
			expect(after.n[0]).toBe(sum(from.map((place) => before.n[place] ?? 0)));
			expect(after.share[0]).toBeCloseTo(sum(from.map((place) => before.share[place] ?? 0)), 12);
		});
	});

	it('saves nothing', async () => {
		const on = await site();
		await previewVariable(on, { survey, name: 'seen', basedOn: 0, definition: two('seen_locally', [1], [2]) });
		expect(await trendOf(on, { survey, subject: { kind: 'variable', name: 'seen' } })).toMatchObject({
			kind: 'unknown-variable',
		});
		expect(
			await previewVariable(on, { survey, name: 'sex', basedOn: 0, definition: two('seen_locally', [1], [2]) }),
		).toMatchObject({ kind: 'refused' });
	});
});
