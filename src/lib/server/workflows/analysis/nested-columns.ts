import type { CrossedCategory } from '#core/trends/index.ts';
import { missingCodes } from '#core/instrument/index.ts';
import type { CrossedColumn } from './crossed-variable.ts';

/** Categories to which nests go: more say nothing to anybody, and hold up everybody else. */
export const mostNested = 2000;

/**
 * Columns as one, answers within answers: a category is one of the first together with one of each after it. Whoever lacks
 * one of the answers is in none, and has the reason why the first one is lacking.
 */
export function nestedColumns(first: CrossedColumn, inner: readonly CrossedColumn[]): CrossedColumn {
	return inner.reduce((outer, one) => nestedPair(outer, one), first);
}

function nestedPair(outer: CrossedColumn, inner: CrossedColumn): CrossedColumn {
	const [above, below] = [outer.variable, inner.variable];
	const categories = above.categories.flatMap((one, k) =>
		below.categories.map((other, j): CrossedCategory => ({
			code: (outer.places[k] ?? 0) * inner.size + (inner.places[j] ?? 0),
			label: nested(one.label, other.label),
			isMissing: one.isMissing || other.isMissing,
			within: one.label,
			answer: other.answer,
			of: [...one.of, ...other.of],
		})),
	);
	const base = categories.map(({ code }) => code);
	return {
		codes: paired(outer, inner),
		variable: {
			name: `${above.name} ${below.name}`,
			label: nested(above.label, below.label),
			base: above.base === below.base ? above.base : `${above.base}; ${below.base}`,
			categories,
			of: [...above.of, ...below.of],
		},
		...{ base, places: base, size: outer.size * inner.size },
	};
}

function nested(outer: string, inner: string): string {
	return `${outer} › ${inner}`;
}

function paired(outer: CrossedColumn, inner: CrossedColumn): Int16Array {
	const [above, below] = [placesOf(outer), placesOf(inner)];
	const codes = new Int16Array(outer.codes.length);
	for (let i = 0; i < codes.length; i++) {
		const a = outer.codes[i] ?? 0;
		const b = inner.codes[i] ?? 0;
		const k = above[a + lowest] ?? -1;
		const j = below[b + lowest] ?? -1;
		codes[i] = k >= 0 && j >= 0 ? k * inner.size + j : lacking(k < 0 ? a : b);
	}
	return codes;
}

/** Missing reasons reach down to −128. */
const lowest = 128;

/** The place of each code, −1 for codes of no category. */
function placesOf({ base, places }: CrossedColumn): Int16Array {
	const placeOfCode = new Int16Array(lowest + Math.max(127, ...base) + 1).fill(-1);
	base.forEach((code, k) => (placeOfCode[lowest + code] = places[k] ?? -1));
	return placeOfCode;
}

function lacking(code: number): number {
	return code < 0 ? code : missingCodes['routing-error'];
}
