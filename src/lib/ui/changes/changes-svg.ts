import type { ListedChange, ReportedWave } from '#core/trends/index.ts';
import { light } from '#ui/charts/palette.ts';
import type { PictureWords } from '#ui/charts/picture-svg.ts';
import { pictureSvg } from '#ui/charts/picture-svg.ts';
import { shortened, textSvg } from '#ui/charts/svg-text.ts';
import { quantityOf, signed, signedInterval } from '#ui/trend/quantity.ts';
import { noVerdictWords, verdictWords } from '#ui/trend/verdict-words.ts';
import type { ChangeScale, DrawnChange } from './change-scale.ts';
import { changeScale, drawnChange, scaleTick } from './change-scale.ts';
import { againstWords } from './changes-words.ts';

const rowHeight = 40;
const axisHeight = 24;
const mark = light.series[0] ?? light.ink;
const plot = { left: 360, width: 260 };

/** The list of changes as a picture: a row a comparison, all on one scale, with the change and its verdict in words. */
export function changesSvg(
	{ changes, waves }: { changes: readonly ListedChange[]; waves: readonly ReportedWave[] },
	words: PictureWords,
): string {
	const scale = changeScale(changes);
	return pictureSvg(words, ({ left, top, width }) => {
		const x = (multiple: number) => {
			const within = Math.min(scale.end, Math.max(-scale.end, multiple));
			return left + plot.left + plot.width / 2 + (within / scale.end) * (plot.width / 2 - 8);
		};
		const bottom = top + axisHeight + changes.length * rowHeight;
		const frame = [
			`<rect x="${x(-1)}" y="${top + axisHeight}" width="${x(1) - x(-1)}" height="${bottom - top - axisHeight}" fill="#e8eef3"/>`,
			lineSvg(x(0), top + axisHeight, x(0), bottom, `stroke="${light.quiet}"`),
			...[-scale.end, 0, scale.end].map((end) =>
				textSvg(scaleTick(scale, end), { x: x(end), y: top + 14 }, { fill: light.quiet, anchor: 'middle' }),
			),
		];
		const rows = changes.flatMap((change, k) => {
			const y = top + axisHeight + (k + 0.5) * rowHeight;
			const [name, since] = rowWords(change, waves);
			const [figure, verdict] = outcomeWords(change, waves);
			const right = left + plot.left + plot.width + 16;
			return [
				lineSvg(left, y + rowHeight / 2, left + width, y + rowHeight / 2, `stroke="${light.grid}"`),
				textSvg(shortened(name, 13, plot.left - 16), { x: left, y: y - 3 }),
				textSvg(shortened(since, 13, plot.left - 16), { x: left, y: y + 13 }, { fill: light.quiet }),
				...rowSvg(drawnChange(change), scale, x, y),
				textSvg(shortened(figure, 13, left + width - right), { x: right, y: y - 3 }),
				textSvg(shortened(verdict, 13, left + width - right), { x: right, y: y + 13 }, { fill: light.quiet }),
			];
		});
		return { svg: [...frame, ...rows].join('\n'), height: bottom - top + 16 };
	});
}

function rowWords(change: ListedChange, waves: readonly ReportedWave[]): [string, string] {
	const { measure, group } = change;
	return [group === null ? measure.label : `${measure.label}, ${group.label}`, `since ${againstWords(change, waves)}`];
}

function outcomeWords({ outcome, measure }: ListedChange, waves: readonly ReportedWave[]): [string, string] {
	if (outcome.kind !== 'judged') return ['', noVerdictWords(outcome, waves)];
	const quantity = quantityOf(measure.statistic);
	const { difference, interval } = outcome.change;
	return [
		`${signed(difference, quantity)} (${signedInterval(interval, quantity)})`,
		verdictWords(outcome, quantity).verdict,
	];
}

function rowSvg(
	drawn: DrawnChange | undefined,
	scale: ChangeScale,
	x: (multiple: number) => number,
	y: number,
): string[] {
	if (drawn === undefined) return [];
	const [low, high] = drawn.decided;
	const arrow = (tip: number, base: number) =>
		`<path d="M${base} ${y - 5}L${tip} ${y}L${base} ${y + 5}Z" fill="${mark}"/>`;
	return [
		lineSvg(x(low), y, x(high), y, `stroke="${mark}" stroke-width="1.5"`),
		lineSvg(x(drawn.interval[0]), y, x(drawn.interval[1]), y, `stroke="${mark}" stroke-width="4"`),
		...(low < -scale.end ? [arrow(x(-scale.end) - 7, x(-scale.end))] : []),
		...(high > scale.end ? [arrow(x(scale.end) + 7, x(scale.end))] : []),
		drawn.shape === 'square'
			? `<rect x="${x(drawn.dot) - 4.5}" y="${y - 4.5}" width="9" height="9" fill="${mark}"/>`
			: `<circle cx="${x(drawn.dot)}" cy="${y}" r="5" fill="${drawn.shape === 'ring' ? light.page : mark}" stroke="${mark}" stroke-width="2"/>`,
	];
}

function lineSvg(x1: number, y1: number, x2: number, y2: number, look: string): string {
	return `<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" ${look}/>`;
}
