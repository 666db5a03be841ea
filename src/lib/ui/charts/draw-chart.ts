import { Chart, Filler, LineElement, LinearScale, PointElement, Tooltip } from 'chart.js';
import type { ChartConfiguration } from 'chart.js';
import { LineWithErrorBarsController, PointWithErrorBar } from 'chartjs-chart-error-bars';
import type { ChartLines } from './chart-lines.ts';
import { crowdedBelow, headroom } from './headroom.ts';
import type { Marked } from './marked.ts';
import { marks, roomForLabels } from './marks.ts';
import type { ChartTheme } from './palette.ts';
import { dashes, publishedShape, shapes, themeNow } from './palette.ts';

Chart.register(Filler, LineElement, LinearScale, LineWithErrorBarsController, PointElement, PointWithErrorBar, Tooltip);

/** A chart on its canvas. */
export interface DrawnChart {
	/** Draws it anew in the colours of the medium, for paper when `printing`. */
	redraw(printing: boolean): void;
	/** Puts the ring and the tooltip on a point; null takes them away. */
	focus(at: { line: number; point: number } | null): void;
	destroy(): void;
}

/**
 * Draws lines with their intervals as bars. Nothing moves. `highest` is the top of the axis, so that charts beside each
 * other share one scale.
 */
export function drawChart(canvas: HTMLCanvasElement, lines: ChartLines, highest: number): DrawnChart {
	let theme = themeNow(canvas, false);
	let focus: Marked['focus'] = null;
	const context = canvas.getContext('2d');
	const widthNow = () => canvas.parentElement?.clientWidth ?? canvas.clientWidth;
	const room = () => {
		const width = widthNow();
		return { width, room: context === null ? 12 : roomForLabels(context, lines, width) };
	};
	const chart = new Chart(canvas, {
		...configuration(lines, highest, theme, room()),
		plugins: [marks(() => ({ lines, theme, focus }))],
	});
	return {
		redraw: (printing) => {
			theme = themeNow(canvas, printing);
			const { data, options } = configuration(lines, highest, theme, room());
			chart.data = data;
			chart.options = options ?? {};
			chart.resize();
			chart.update('none');
		},
		focus: (at) => {
			focus = at;
			const active = at === null ? [] : [{ datasetIndex: at.line, index: at.point }];
			chart.setActiveElements(active);
			chart.tooltip?.setActiveElements(active, { x: 0, y: 0 });
			chart.update('none');
		},
		destroy: () => chart.destroy(),
	};
}

type Configuration = ChartConfiguration<'lineWithErrorBars', { x: number; y: number; yMin: number; yMax: number }[]>;

function configuration(
	chart: ChartLines,
	highest: number,
	theme: ChartTheme,
	{ room, width }: { readonly room: number; readonly width: number },
): Configuration {
	const { lines, ticks, from, to, lowest, unit } = chart;
	const span = to - from;
	const beside = (index: number) => (index - (lines.length - 1) / 2) * span * 0.007;
	// Points that stand close get smaller marks, and bars without much of an end.
	const crowded = (width - room - 50) / Math.max(ticks.length, 1) < crowdedBelow;
	const text = { color: theme.quiet, font: { family: 'system-ui, sans-serif', size: 13 } };
	return {
		type: 'lineWithErrorBars',
		data: {
			datasets: lines.map(({ label, points }, index) => {
				const colour = theme.series[index % theme.series.length] ?? theme.ink;
				return {
					label,
					data: points.map(({ x, y, low, high }) => ({ x: x + beside(index), y, yMin: low, yMax: high })),
					borderColor: colour,
					borderWidth: 2,
					borderDash: [...(dashes[index % dashes.length] ?? [])],
					pointStyle: points.map(({ published }) =>
						published ? publishedShape : (shapes[index % shapes.length] ?? 'circle'),
					),
					errorBarColor: colour,
					errorBarWhiskerColor: colour,
					errorBarLineWidth: 1.5,
					errorBarWhiskerLineWidth: 1.5,
					errorBarWhiskerSize: crowded ? 4 : 8,
					segment: {
						borderColor: ({ p1DataIndex }) => (points[p1DataIndex]?.joined === true ? colour : 'transparent'),
					},
				};
			}),
		},
		options: {
			animation: false,
			responsive: true,
			maintainAspectRatio: false,
			layout: { padding: { right: room, top: headroom(chart), left: 0 } },
			elements: {
				// The controller takes no options of a dataset that begin with “point”.
				pointWithErrorBar: {
					radius: (at) => (crowded ? 3.5 : 5) + (pointAt(lines, at)?.published === true ? 2 : 0),
					hoverRadius: (at) => (crowded ? 4.5 : 6) + (pointAt(lines, at)?.published === true ? 2 : 0),
					backgroundColor: (at) => {
						const point = pointAt(lines, at);
						const isHollow = point !== undefined && (point.provisional || point.published || point.earlierWords);
						return isHollow ? theme.page : (theme.series[at.datasetIndex % theme.series.length] ?? theme.ink);
					},
				},
			},
			interaction: { mode: 'nearest', intersect: false },
			scales: {
				x: {
					type: 'linear',
					min: from,
					max: to,
					afterBuildTicks: (axis) => {
						axis.ticks = thinned(ticks, (axis.chart.width - room - 50) / span).map(({ x: value }) => ({
							value,
						}));
					},
					ticks: {
						...text,
						autoSkip: false,
						maxRotation: 0,
						callback: (value) => {
							const tick = ticks.find(({ x }) => x === value);
							return tick?.published === true ? [tick.label, 'published'] : (tick?.label ?? '');
						},
					},
					grid: { display: false },
					border: { color: theme.ink },
				},
				y: {
					min: lowest < 0 ? lowest : 0,
					suggestedMax: highest,
					ticks: { ...text, maxTicksLimit: 6, callback: (value) => `${Number(value).toLocaleString('en-GB')}${unit}` },
					grid: { color: theme.grid },
					border: { display: false },
				},
			},
			plugins: {
				tooltip: {
					displayColors: false,
					backgroundColor: theme.ink,
					bodyColor: theme.page,
					callbacks: {
						title: () => '',
						label: ({ datasetIndex, dataIndex }) =>
							(lines[datasetIndex]?.points[dataIndex]?.words ?? '').split(/(?<=:) |, (?=interval|base)/),
					},
				},
			},
		},
	};
}

function pointAt(lines: ChartLines['lines'], at: { readonly datasetIndex: number; readonly dataIndex: number }) {
	return lines[at.datasetIndex]?.points[at.dataIndex];
}

const widthOfLabel = 72;

/** The ticks whose labels fit beside each other, the newest wave's first. */
function thinned(ticks: ChartLines['ticks'], pixelsPerDay: number): ChartLines['ticks'] {
	const kept: ChartLines['ticks'][number][] = [];
	for (const tick of ticks.toSorted((a, b) => b.x - a.x)) {
		const last = kept.at(-1);
		if (last === undefined || (last.x - tick.x) * pixelsPerDay >= widthOfLabel) kept.push(tick);
	}
	return kept.toReversed();
}
