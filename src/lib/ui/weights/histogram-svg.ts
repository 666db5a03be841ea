import type { WeightDistribution } from '#core/weighting/index.ts';
import { light } from '#ui/charts/palette.ts';
import type { PictureWords } from '#ui/charts/picture-svg.ts';
import { pictureSvg } from '#ui/charts/picture-svg.ts';
import { textSvg } from '#ui/charts/svg-text.ts';

const height = 260;

/** Histograms of weights below each other on one scale, as a picture that stands by itself. */
export function histogramSvg(
	histograms: readonly { readonly name: string; readonly distribution: WeightDistribution }[],
	words: PictureWords,
): string {
	const tallest = Math.max(1, ...histograms.flatMap(({ distribution: { bins } }) => bins.map(({ rows }) => rows)));
	return pictureSvg(words, ({ left, top, width }) => ({
		svg: histograms
			.flatMap(({ name, distribution: { bins } }, k) => {
				const base = top + k * (height + 60) + height;
				const step = (width - 8) / bins.length;
				const every = Math.ceil(bins.length / 10);
				return [
					textSvg(`Weights ${name}`, { x: left, y: base - height + 14 }, { size: 15, bold: true }),
					...bins.map(({ rows }, bin) => {
						const high = (rows / tallest) * (height - 30);
						return `<rect x="${tenth(left + bin * step)}" y="${tenth(base - high)}" width="${tenth(step * 0.92)}" height="${tenth(high)}" fill="${light.series[0]}"/>`;
					}),
					`<line x1="${left}" y1="${base}" x2="${left + width}" y2="${base}" stroke="${light.ink}"/>`,
					...bins.flatMap(({ from }, bin) =>
						bin % every === 0
							? [
									textSvg(
										String(Number(from.toFixed(2))),
										{ x: left + bin * step, y: base + 20 },
										{ size: 13, fill: light.quiet, anchor: bin === 0 ? 'start' : 'middle' },
									),
								]
							: [],
					),
				];
			})
			.join('\n'),
		height: histograms.length * (height + 60) - 20,
	}));
}

function tenth(value: number): number {
	return Math.round(value * 10) / 10;
}
