import type { CrosstabIntervals, CrosstabReport, CrosstabTable, FilledTable } from '#core/trends/index.ts';

/** Bands of a crosstab as one report again; undefined where there are none. */
export async function joinedBands(bands: AsyncIterable<CrosstabReport>): Promise<CrosstabReport | undefined> {
	let report: CrosstabReport | undefined;
	const byLayer = new Map<number | null, CrosstabTable[]>();
	for await (const band of bands) {
		report ??= band;
		for (const table of band.tables) {
			const layer = table.layer?.code ?? null;
			byLayer.set(layer, [...(byLayer.get(layer) ?? []), table]);
		}
	}
	return report && { ...report, tables: [...byLayer.values()].flatMap(joined) };
}

function joined(parts: readonly CrosstabTable[]): CrosstabTable[] {
	const tables = parts.filter((part) => part.kind === 'table');
	const [first] = tables;
	if (first === undefined || tables.length < parts.length) return parts.slice(0, 1);
	const { comparison } = first;
	return [
		{
			...first,
			...{ part: null, rows: tables.flatMap(({ rows }) => rows), intervals: joinedIntervals(tables) },
			counts: endToEnd(tables.map(({ counts }) => counts)),
			values: endToEnd(tables.map(({ values }) => values)),
			comparison: comparison.kind === 'compared' ? { ...comparison, marks: tables.flatMap(marksOf) } : comparison,
		},
	];
}

function marksOf({ comparison }: FilledTable): readonly string[] {
	return comparison.kind === 'compared' ? comparison.marks : [];
}

function joinedIntervals(tables: readonly FilledTable[]): CrosstabIntervals | null {
	const all = tables.flatMap(({ intervals }) => intervals ?? []);
	const [first] = all;
	if (first === undefined) return null;
	return {
		level: first.level,
		known: Uint8Array.from(all.flatMap(({ known }) => [...known])),
		se: endToEnd(all.map(({ se }) => se)),
		lower: endToEnd(all.map(({ lower }) => lower)),
		upper: endToEnd(all.map(({ upper }) => upper)),
		deff: endToEnd(all.map(({ deff }) => deff)),
	};
}

function endToEnd(parts: readonly Float64Array[]): Float64Array {
	const whole = new Float64Array(parts.reduce((length, part) => length + part.length, 0));
	let at = 0;
	for (const part of parts) {
		whole.set(part, at);
		at += part.length;
	}
	return whole;
}
