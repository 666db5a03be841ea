import type { BreakReason } from '#core/comparability/index.ts';
import type { Point, ReportedSeries, ReportedWave, WholePoint } from '#core/trends/index.ts';
import type { KeyedEvent } from '#ui/events/event-words.ts';
import type { Quantity } from '#ui/trend/quantity.ts';
import { countWords, intervalWords, valueWords } from '#ui/trend/quantity.ts';
import { breakTick } from '#ui/trend/verdict-words.ts';
import type { ChartEvent } from './chart-events.ts';
import { dayNumber, eventsWithin } from './chart-events.ts';

/** What a chart of one measure draws, in the units of its axes: days since 1970 across, percent or the scale's unit up. */
export interface ChartLines {
	readonly lines: readonly ChartLine[];
	readonly breaks: readonly ChartBreak[];
	/** `published` says that the tick is of a round whose figures somebody published. */
	readonly ticks: readonly { readonly x: number; readonly label: string; readonly published: boolean }[];
	/** Ends of the axis across. */
	readonly from: number;
	readonly to: number;
	/** What happened between them, outside the survey. */
	readonly events: readonly ChartEvent[];
	/** The whole sample behind the lines of its groups; empty where there are none. */
	readonly reference: readonly Pick<ChartPoint, 'x' | 'y' | 'joined'>[];
	readonly lowest: number;
	readonly highest: number;
	readonly unit: '%' | '';
}

/** Where lines end and begin: between two waves that cannot be compared, or at a wave that asked in earlier and later words. */
export interface ChartBreak {
	readonly x: number;
	readonly kind: 'break' | 'bridge';
	readonly label: string;
}

export interface ChartLine {
	/** The group; empty for the whole sample. */
	readonly label: string;
	readonly points: readonly ChartPoint[];
}

export interface ChartPoint {
	readonly x: number;
	readonly y: number;
	readonly low: number;
	readonly high: number;
	/** Whether a line may be drawn from the point before. */
	readonly joined: boolean;
	/** The wave still takes answers. */
	readonly provisional: boolean;
	/** Not computed from answers: somebody published it. */
	readonly published: boolean;
	/** Of those who were asked in the earlier words, in a wave that asked in both: the old line ends here. */
	readonly earlierWords: boolean;
	/** The point in words, for a tooltip and for screen readers. */
	readonly words: string;
}

/** What stands on a chart beside its lines. */
export interface Beside {
	readonly events?: readonly KeyedEvent[];
	readonly whole?: readonly WholePoint[];
}

/** How much of the time between the first wave and the last an axis has to spare at either end. */
const spare = 0.05;
/** How far the two points of a wave that asked in earlier and later words stand from each other, as a part of all days. */
const betweenWords = 0.025;
/** Days across where all waves stand for one day. */
const leastSpan = 30;

const monthAndYear = new Intl.DateTimeFormat('en-GB', { month: 'short', year: 'numeric', timeZone: 'UTC' });

/** Turns series into lines. Waves are spaced by their days; those without a day follow the last one at equal distance. */
export function chartLines(
	series: readonly ReportedSeries[],
	waves: readonly ReportedWave[],
	quantity: Quantity,
	{ events = [], whole = [] }: Beside = {},
): ChartLines {
	const places = placesOf(waves);
	const scale = quantity === 'share' ? 100 : 1;
	const days = [...places.values()];
	const apart = (Math.max(...days) - Math.min(...days)) * betweenWords;
	const lines = series.map(({ group, points }): ChartLine => {
		const label = group?.label ?? '';
		return {
			label,
			points: points.flatMap((point, index) => {
				const wave = waves.find(({ id }) => id === point.wave);
				if (wave === undefined) return [];
				const x = places.get(wave.id) ?? 0;
				const drawn = (
					estimate: Point<BreakReason>['estimate'],
					at: Pick<ChartPoint, 'x' | 'joined' | 'earlierWords'>,
				) => {
					if (estimate.kind !== 'estimate') return [];
					const shown = estimate.truncated ?? { value: estimate.value, ...estimate.interval };
					return [
						{
							...at,
							...{ y: shown.value * scale, low: shown.lower * scale, high: shown.upper * scale },
							provisional: wave.state === 'open',
							published: wave.published !== null,
							words: pointWords(label, wave, shown, estimate.base.n, quantity, at.earlierWords),
						},
					];
				};
				const follows = point.breakBefore === null && points[index - 1]?.estimate.kind === 'estimate';
				const { bridge, estimate } = point;
				if (bridge === undefined) return drawn(estimate, { x, joined: follows, earlierWords: false });
				return [
					...drawn(bridge.earlier, { x: x - apart, joined: follows, earlierWords: true }),
					...drawn(estimate, { x, joined: false, earlierWords: false }),
				];
			}),
		};
	});
	const drawn = lines.flatMap(({ points }) => points);
	const placed = new Set(series.flatMap(({ points }) => points.map(({ wave }) => wave)));
	const ticks = waves
		.filter(({ id, published }) => published === null || placed.has(id))
		.map((wave) => ({ x: places.get(wave.id) ?? 0, label: tickLabel(wave), published: wave.published !== null }));
	const axis = axisAcross(ticks.map(({ x }) => x));
	return {
		lines,
		breaks: breaksOf(series, places, apart),
		ticks,
		...axis,
		// Waves without a day stand side by side and not in time.
		events: waves.every(({ date }) => date !== null) ? eventsWithin(events, axis) : [],
		reference: whole.map(({ wave, value, joined }) => ({ x: places.get(wave) ?? 0, y: value * scale, joined })),
		lowest: Math.min(0, ...drawn.map(({ low }) => low)),
		highest: Math.max(0, ...drawn.map(({ high }) => high)),
		unit: quantity === 'share' ? '%' : '',
	};
}

function axisAcross(xs: readonly number[]): { from: number; to: number } {
	const [first, last] = [Math.min(...xs), Math.max(...xs)];
	const span = last - first || leastSpan;
	return { from: first - span * spare, to: last + span * spare };
}

function placesOf(waves: readonly ReportedWave[]): Map<string, number> {
	const days = waves.map(({ date }) => (date === null ? null : dayNumber(date)));
	const known = days.filter((one) => one !== null);
	const [first, last] = [Math.min(...known), Math.max(...known)];
	const step = known.length > 1 && last > first ? (last - first) / (known.length - 1) : 365;
	let next = known.length > 0 ? last : 0;
	return new Map(waves.map(({ id }, index) => [String(id), days[index] ?? (next += step)]));
}

/** One tick for each gap between two waves in which any series breaks; waves that did not ask leave a gap and no tick. */
function breaksOf(
	series: readonly ReportedSeries[],
	places: ReadonlyMap<string, number>,
	apart: number,
): ChartLines['breaks'] {
	const ticks = new Map<number, Omit<ChartBreak, 'x'>>();
	for (const { points } of series) {
		points.forEach((point: Point<BreakReason>, index) => {
			const before = points[index - 1];
			const own = places.get(point.wave) ?? 0;
			if (point.estimate.kind !== 'estimate') return;
			if (point.bridge !== undefined) ticks.set(own - apart / 2, { kind: 'bridge', label: 'both wordings' });
			if (point.breakBefore === null || before?.estimate.kind !== 'estimate') return;
			const x = ((places.get(before.wave) ?? 0) + own) / 2;
			ticks.set(x, { kind: 'break', label: breakTick(point.breakBefore) });
		});
	}
	return [...ticks].map(([x, tick]) => ({ x, ...tick }));
}

/** What stands above a tick: "Break: wording differs", "Bridge: both wordings". */
export function breakLabel({ kind, label }: ChartBreak): string {
	return `${kind === 'break' ? 'Break' : 'Bridge'}: ${label}`;
}

function tickLabel({ date, label }: ReportedWave): string {
	if (date === null) return label;
	return /^\d{4}$/.test(label) ? label : monthAndYear.format(new Date(`${date}T00:00:00Z`));
}

function pointWords(
	group: string,
	wave: ReportedWave,
	shown: { value: number; lower: number; upper: number },
	n: number,
	quantity: Quantity,
	isEarlierWords: boolean,
): string {
	const who = group === '' ? '' : `${group}, `;
	const state = wave.published !== null ? ', published figure' : wave.state === 'open' ? ', provisional' : '';
	const asked = isEarlierWords ? ' in the earlier words' : '';
	return `${who}${wave.label}${asked}: ${valueWords(shown.value, quantity)}, interval ${intervalWords(shown, quantity)}, base ${countWords(n)}${state}`;
}
