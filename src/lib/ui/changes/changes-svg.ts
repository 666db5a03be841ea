import type { ListedChange, ReportedWave } from '#core/trends/index.ts';
import { light } from '#ui/charts/palette.ts';
import type { PictureWords } from '#ui/charts/picture-svg.ts';
import { pictureSvg } from '#ui/charts/picture-svg.ts';
import { shortened, textSvg, wrapped } from '#ui/charts/svg-text.ts';
import { quantityOf, signed, signedInterval } from '#ui/trend/quantity.ts';
import { noVerdictWords, verdictWords } from '#ui/trend/verdict-words.ts';
import type { ChangeScale, DrawnChange } from './change-scale.ts';
import { changeScale, drawnChange, scaleTick } from './change-scale.ts';
import { againstWords } from './changes-words.ts';

const axisHeight = 24;
const lineHeight = 16;
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
		const right = left + plot.left + plot.width + 16;
		const rows: string[] = [];
		let y = top + axisHeight;
		for (const change of changes) {
			const [name, since] = rowWords(change, waves);
			const named = wrapped(name, 13, plot.left - 16);
			const height = (named.length + 1) * lineHeight + 8;
			const middle = y + height / 2;
			const [figure, verdict] = outcomeWords(change, waves);
			rows.push(
				...named.map((line, k) => textSvg(line, { x: left, y: y + (k + 1) * lineHeight })),
				textSvg(since, { x: left, y: y + (named.length + 1) * lineHeight }, { fill: light.quiet }),
				...rowSvg(drawnChange(change), scale, x, middle),
				textSvg(figure, { x: right, y: middle - 3 }),
				textSvg(shortened(verdict, 13, left + width - right), { x: right, y: middle + 13 }, { fill: light.quiet }),
				lineSvg(left, y + height, left + width, y + height, `stroke="${light.grid}"`),
			);
			y += height;
		}
		const frame = [
			`<rect x="${x(-1)}" y="${top + axisHeight}" width="${x(1) - x(-1)}" height="${y - top - axisHeight}" fill="#e8eef3"/>`,
			lineSvg(x(0), top + axisHeight, x(0), y, `stroke="${light.quiet}"`),
			...[-scale.end, 0, scale.end].map((end) =>
				textSvg(scaleTick(scale, end), { x: x(end), y: top + 14 }, { fill: light.quiet, anchor: 'middle' }),
			),
		];
		return { svg: [...frame, ...rows].join('\n'), height: y - top + 16 };
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
