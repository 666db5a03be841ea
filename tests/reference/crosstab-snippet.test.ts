import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { FilledTable } from '#core/trends/index.ts';
import type { Site } from '#server/site.ts';
import { crosstabOf, rForCrosstab } from '#server/workflows/analysis/index.ts';
import { rPackOf } from '#server/workflows/r-pack.ts';
import { askedOf } from '../../src/routes/(staff)/analyse/[survey]/crosstab/asked.ts';
import { runByR, unlessR, unpacked, withoutR } from './by-r.ts';
import { expectClose } from './close.ts';
import { withAwkwardWaves } from './r-pack-sites.ts';

/** Raked within bounds that bind, from weights of which some are 0: nets, nests, layers, all four figures, both comparisons. */
const addresses = [
	'rows=area&columns=opinion&net=2_3&intervals=shown',
	'rows=opinion&columns=area&compare=rest&column-net=2_3&net=1_-8&intervals=shown',
	'rows=sex&columns=opinion&columns=age&layer=area&at=1&intervals=shown',
	'rows=sex&columns=opinion&show=row&intervals=shown',
	'rows=sex&columns=opinion&show=total&intervals=shown',
	'rows=sex&columns=opinion&show=count&net=1_2&intervals=shown',
];

describe.skipIf(withoutR)(
	`the R for a crosstab, run by R on the data of its pack${unlessR}`,
	{ timeout: 120_000 },
	() => {
		it('has the shown figures, their standard errors and intervals, and finds the differences that are marked', async () => {
			const { site } = await withAwkwardWaves();
			const tables = await Promise.all(addresses.map((address) => tableAt(site, address)));
			const said = await runInPack(site, tables);
			const marks = tables.map(({ table }, k) => {
				expectFigures(said.figures[k] ?? [], table, addresses[k] ?? '');
				const own = table.comparison.kind === 'compared' ? table.comparison.marks : [];
				expect(marksByR(said.found[k] ?? [], table), addresses[k]).toEqual(own.length === 0 ? null : own);
				return own.join('');
			});
			expect(marks.filter((own) => own !== '').length).toBeGreaterThan(1);
		});
	},
);

interface Told {
	readonly table: FilledTable;
	readonly code: string;
	readonly query: string;
}

async function tableAt(site: Site, address: string): Promise<Told> {
	const answer = await crosstabOf(site, askedOf('awkward', new URLSearchParams(address)));
	if (answer.kind !== 'crosstab') throw new Error(answer.kind);
	const { codes, query } = rForCrosstab(answer.report, answer.choices.waves);
	const [table] = answer.report.tables;
	if (table?.kind !== 'table') throw new Error(table?.kind);
	return { table, code: codes[0] ?? '', query };
}

/** What each table's lines print: its figures column after column, and the rows and columns of what it finds. */
async function runInPack(site: Site, tables: readonly Told[]) {
	const also = tables.flatMap(({ query }) => new URLSearchParams(query).getAll('with'));
	const pack = await rPackOf(site, { survey: 'awkward' }, { by: 'Test Analyst', also });
	if (pack.kind !== 'r-pack') throw new Error(pack.kind);
	const folder = await unpacked(pack);
	tables.forEach(({ code }, k) => writeFileSync(join(folder, `table-${k}.R`), code));
	writeFileSync(join(folder, 'all.R'), reader(tables.length));
	const { said = '', status } = runByR([folder], 'all.R')[0] ?? {};
	expect(status, said).toBe(0);
	const lines = said.split('\n').map((line) => line.split('\t'));
	const of = (kind: string, k: number) => lines.filter(([what, table]) => what === kind && table === `${k}`);
	return {
		figures: tables.map((_, k) => of('figures', k).map((line) => line.slice(2).map(Number))),
		found: tables.map((_, k) => of('found', k).map((line) => line.slice(2))),
	};
}

/** Runs the lines of each table, catching what they print at top level: the list of figures, and the tests found. */
const reader = (count: number) => `
for (k in 0:${count - 1}) {
  at <- new.env(parent = globalenv())
  for (line in parse(sprintf("table-%d.R", k), encoding = "UTF-8", keep.source = FALSE)) {
    value <- withVisible(eval(line, at))
    if (!value$visible) next
    value <- value$value
    if (is.data.frame(value)) {
      for (i in seq_len(nrow(value)))
        cat("found", k, value$row[i], value$column[i], value$other[i], sign(value$difference[i]), sep = "\\t", "\\n")
    } else if (is.list(value)) for (column in value)
      for (i in seq_len(nrow(column))) cat("figures", k, sprintf("%.17g", column[i, ]), sep = "\\t", "\\n")
  }
}
`;

function expectFigures(found: readonly number[][], table: FilledTable, what: string): void {
	const { intervals, values, columns, rows } = table;
	expect(found.length, what).toBe(values.length);
	columns.forEach((_, c) =>
		rows.forEach((__, r) => {
			const cell = r * columns.length + c;
			const [value = NaN, se = NaN, lower = NaN, upper = NaN] = found[c * rows.length + r] ?? [];
			const at = `${what} row ${r} column ${c}`;
			const own = values[cell] ?? NaN;
			expectClose(value, own, { what: at, tolerance: 1e-6 });
			if (intervals?.known[cell] !== 1 || own < 1e-9 || own > 1 - 1e-9) return;
			expectClose(
				[se, lower, upper],
				[intervals.se[cell] ?? NaN, intervals.lower[cell] ?? NaN, intervals.upper[cell] ?? NaN],
				{ what: at, tolerance: 1e-6 },
			);
		}),
	);
}

/** The marks that the differences found by R make; null where nothing is compared. */
function marksByR(found: readonly string[][], { comparison, rows, columns }: FilledTable): string[] | null {
	if (comparison.kind !== 'compared') return null;
	const marks = rows.map(() => columns.map((): string[] => []));
	const put = (r: number, column: string, mark: string) =>
		marks[r]?.[columns.findIndex(({ letter, label }) => (letter ?? label) === column)]?.push(mark);
	const mirrored = rows.length === 2 && rows.every(({ kind }) => kind !== 'net');
	for (const [row = '', column = '', other = '', sign = ''] of found) {
		const r = rows.findIndex(({ label }) => label === row);
		const isLarger = Number(sign) > 0;
		const places = mirrored ? [r, 1 - r] : [r];
		for (const [k, place] of places.entries()) {
			const larger = k === 0 ? isLarger : !isLarger;
			if (other === '2 rest') put(place, column, larger ? '↑' : '↓');
			else put(place, larger ? column : other, larger ? other : column);
		}
	}
	return marks.flatMap((row) => row.map((cell) => cell.toSorted().join('')));
}
