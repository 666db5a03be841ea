import { describe, expect, it } from 'vitest';
import type { ChartLines } from '../../../src/lib/ui/charts/chart-lines.ts';
import { chartSvg } from '../../../src/lib/ui/charts/chart-svg.ts';
import { shortened, widthOf, wrapped, xml } from '../../../src/lib/ui/charts/svg-text.ts';

const point = (x: number, y: number, more: object = {}) => ({
	...{ x, y, low: y - 4, high: y + 4, joined: x > 0, provisional: false, published: false, earlierWords: false },
	words: `${x}: ${y}%`,
	...more,
});

const chart: ChartLines = {
	lines: [
		{ label: 'Women', points: [point(0, 40), point(365, 44), point(1095, 52, { joined: false, provisional: true })] },
		{ label: 'Men', points: [point(0, 41), point(365, 43), point(1095, 52, { joined: false })] },
	],
	breaks: [{ x: 730, kind: 'break', label: 'wording differs' }],
	ticks: [
		{ x: 0, label: '2019', published: false },
		{ x: 365, label: '2020', published: false },
		{ x: 1095, label: '2022', published: false },
	],
	...{ from: -55, to: 1150, lowest: 0, highest: 56, unit: '%' },
	events: [],
	reference: [],
};
const copy = {
	title: 'More report: up 8 points <since> 2020 & "changed"',
	subtitle: 'Weighted share, 95% interval.',
	plots: [{ title: '', lines: chart }],
	highest: 56,
	notes: ['All waves are simulated: no person gave these answers.', 'Mode and sample: web; panel.'],
};

describe('a copy of a chart', () => {
	const svg = chartSvg(copy);

	it('has the finding, what is measured, and every note written in', () => {
		const words = textsIn(svg).join(' ');
		expect(words).toContain('More report: up 8 points &lt;since&gt; 2020 &amp; &quot;changed&quot;');
		for (const said of [copy.subtitle, ...copy.notes]) expect(words).toContain(said);
	});

	it('joins points only where the trend does: no line over a break', () => {
		expect([...svg.matchAll(/<line [^>]*stroke-width="2"[^>]*>/g)]).toHaveLength(2);
		expect(textsIn(svg)).toContain('Break: wording differs');
	});

	it('draws a point hollow while its wave takes answers, and names each point for who cannot see it', () => {
		expect([...svg.matchAll(/fill="#ffffff" stroke="#12436d"/g)]).toHaveLength(1);
		expect(svg).toContain('<title>365: 44%</title>');
	});

	it('draws a published figure as a hollow diamond over the word', () => {
		const [first] = chart.lines;
		const [old, ...others] = first?.points ?? [];
		if (first === undefined || old === undefined) throw new Error('the chart has a point');
		const lines = [{ ...first, points: [{ ...old, published: true }, ...others] }];
		const ticks = chart.ticks.map((tick, k) => ({ ...tick, published: k === 0 }));
		const marked = chartSvg({ ...copy, plots: [{ title: '', lines: { ...chart, lines, ticks } }] });
		expect([...marked.matchAll(/<path d="M[^a"]+Z" fill="#ffffff"/g)]).toHaveLength(1);
		expect(textsIn(marked)).toContain('published');
		expect(textsIn(svg)).not.toContain('published');
	});

	it('starts a share at 0 and spaces waves by their days', () => {
		expect(textsIn(svg)).toEqual(expect.arrayContaining(['0%', '60%']));
		const [first = 0, second = 0, third = 0] = ['2019', '2020', '2022'].map((label) => placeOf(svg, label));
		expect((third - second) / (second - first)).toBeCloseTo(2, 1);
	});

	it('keeps labels of lines that end together apart', () => {
		const heights = ['Women', 'Men'].map((label) => Number(new RegExp(`y="([\\d.]+)"[^>]*>${label}<`).exec(svg)?.[1]));
		expect(Math.abs((heights[0] ?? 0) - (heights[1] ?? 0))).toBeGreaterThanOrEqual(16);
	});

	it('draws small plots beside each other, each under its own title, when lines would be too many', () => {
		const many = Array.from({ length: 8 }, (_, k) => ({ title: `Group ${k}`, lines: chart }));
		const small = chartSvg({ ...copy, plots: many });
		expect(textsIn(small).filter((text) => text.startsWith('Group '))).toHaveLength(8);
	});

	it('has events under their letters, a day as a line and days as a band, with no letter over another', () => {
		const events = [
			{ key: 'A', from: 100, to: null },
			{ key: 'B', from: 380, to: 500 },
			{ key: 'C', from: 390, to: null },
		];
		const marked = chartSvg({ ...copy, plots: [{ title: '', lines: { ...chart, events } }] });
		expect(textsIn(marked)).toEqual(expect.arrayContaining(['A', 'B–C']));
		expect([...marked.matchAll(/<rect [^>]*fill="#f1efe6"/g)]).toHaveLength(1);
		expect(textsIn(marked)).toContain('Break: wording differs');
	});

	it('has the interval of a line that stands alone as a band, and everybody in grey behind, up to a break', () => {
		const reference = [
			{ x: 0, y: 30, joined: false },
			{ x: 365, y: 32, joined: true },
			{ x: 1095, y: 40, joined: false },
		];
		const [women] = chart.lines;
		const lines = { ...chart, reference, lines: women === undefined ? [] : [women] };
		const alone = chartSvg({ ...copy, plots: [{ title: '', lines }] });
		expect([...alone.matchAll(/fill-opacity="0.16"/g)]).toHaveLength(1);
		expect([...alone.matchAll(/<line [^>]*stroke="#b0b0b0"/g)]).toHaveLength(1);
		expect([...alone.matchAll(/<circle [^>]*fill="#b0b0b0"/g)]).toHaveLength(2);
		expect(svg).not.toContain('fill-opacity');
	});

	it('leads nowhere: no script, style, link or font from elsewhere', () => {
		expect(svg).not.toMatch(/<script|<style|href|url\(|@import/);
	});
});

describe('text in a picture', () => {
	it('is safe in XML, whatever a label holds', () => {
		expect(xml('a<b>&"c"\u0000\ud800')).toBe('a&lt;b&gt;&amp;&quot;c&quot;\ufffd\ufffd');
		expect(xml('Gàidhlig 🙂')).toBe('Gàidhlig 🙂');
	});

	it('is broken between words, and cut with an ellipsis where there is one line only', () => {
		const lines = wrapped('one two three four five six seven', 20, 150);
		expect(lines.length).toBeGreaterThan(1);
		expect(lines.join(' ')).toBe('one two three four five six seven');
		expect(lines.every((line) => widthOf(line, 20) <= 150)).toBe(true);
		expect(shortened('a rather long label', 13, 60)).toMatch(/^a.*…$/);
		expect(wrapped('', 13, 100)).toEqual([]);
	});
});

function textsIn(svg: string): string[] {
	return [...svg.matchAll(/<text [^>]*>([^<]*)<\/text>/g)].map(([, text]) => text ?? '');
}

function placeOf(svg: string, label: string): number {
	return Number(new RegExp(`x="([\\d.]+)"[^>]*>${label}<`).exec(svg)?.[1]);
}
