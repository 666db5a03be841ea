import type { CrosstabReport, CrosstabRow, CrossedVariable, FilledTable } from '#core/trends/index.ts';
import { assumed } from './packed.ts';

/**
 * Lines of R that get a table's figures from a pack whose wave has the number `wave`: weighted counts, the shares that are
 * shown with standard errors and intervals, and the tests behind letters or arrows. Run by
 * tests/reference/crosstab-snippet.test.ts.
 */
export function crosstabSnippet(
	report: CrosstabReport,
	table: FilledTable,
	{ wave }: { readonly wave: number },
): string {
	const { rows, columns, layer } = report;
	const within = layer === null || table.layer === null ? '' : ` & ${conditionOn(layer, table.layer.of)}`;
	return [
		'source("soundings.R")',
		'pack <- read_pack()',
		`d <- subset(wave_design(pack, ${wave}), sampled.${within})  # ${spoken(report.wave.label)}`,
		`d$variables$row. <- with(d$variables, ${codesOf(rows)})`,
		`d$variables$column. <- with(d$variables, ${codesOf(columns)})`,
		setsOf('rows', rows, table.rows),
		setsOf('columns', columns, table.columns),
		'both <- subset(d, row. %in% unlist(rows) & column. %in% unlist(columns))',
		'',
		'# Weighted counts',
		'svytable(~row. + column., both)',
		'',
		...figuresOf(report),
		...(table.comparison.kind === 'compared' && table.comparison.familySize > 0
			? ['', ...testsOf(report, table, table.comparison.compare)]
			: []),
	].join('\n');
}

/** What a row or column of data is of: its code, or those of a nest side by side. */
function codesOf({ of }: CrossedVariable): string {
	const names = of.map(({ name }) => name);
	return names.length === 1 ? names.join() : `paste(${names.join(', ')})`;
}

function conditionOn({ of }: CrossedVariable, codes: readonly number[]): string {
	return of.map(({ name }, k) => `${name} == ${codes[k] ?? 0}`).join(' & ');
}

/** The codes of each row (or column) by its label. */
function setsOf(name: string, { categories, of }: CrossedVariable, headings: readonly CrosstabRow[]): string {
	const written = new Map(
		categories.map((category) => [
			category.code,
			of.length === 1 ? `${category.code}` : JSON.stringify(category.of.join(' ')),
		]),
	);
	const sets = headings.map(({ label, codes }) => {
		const all = codes.flatMap((code) => written.get(code) ?? []);
		return `  ${JSON.stringify(label)} = ${all.length === 1 ? all.join() : `c(${all.join(', ')})`}`;
	});
	return `${name} <- list(\n${sets.join(',\n')}\n)`;
}

const shareOf = {
	column: { what: 'Shares of each column', base: 'subset(both, column. %in% column)', in: 'row. %in% row' },
	row: { what: 'Shares of each row', base: 'subset(both, row. %in% row)', in: 'column. %in% column' },
	total: { what: 'Shares of all', base: 'both', in: 'row. %in% row & column. %in% column' },
} as const;

function figuresOf({ show }: CrosstabReport): string[] {
	const each = 'lapply(columns, function(column) t(sapply(rows, figures, column)))';
	if (show === 'count')
		return [
			'# With standard errors and intervals',
			'figures <- function(row, column) {',
			'  both$variables$y. <- with(both$variables, as.numeric(row. %in% row & column. %in% column))',
			'  total <- svytotal(~y., both)',
			'  c(count = coef(total)[[1]], se = SE(total)[[1]], confint(total, df = degf(d))[1, ])',
			'}',
			each,
		];
	const share = shareOf[show];
	return [
		`# ${share.what} with standard errors and intervals, on the logit scale as svyciprop(method = "logit") has them,`,
		'# whose fit fails in small groups; that of a share of 0 or 1 is Clopper and Pearson’s on the effective base',
		'figures <- function(row, column) {',
		`  both$variables$y. <- with(both$variables, as.numeric(${share.in}))`,
		`  share <- svymean(~y., ${share.base})`,
		'  p <- coef(share)[[1]]',
		'  reach <- qt(0.975, degf(d)) * SE(share)[[1]] / (p * (1 - p))',
		'  c(share = p, se = SE(share)[[1]], lower = plogis(qlogis(p) - reach), upper = plogis(qlogis(p) + reach))',
		'}',
		each,
	];
}

function testsOf({ rows }: CrosstabReport, table: FilledTable, compare: 'letters' | 'rest'): string[] {
	const tested = sharesOutBase(rows, table.rows) ? 'rows[1]' : 'rows';
	const calls = {
		letters: [
			`letters. <- c(${table.columns.flatMap(({ letter, label }) => (letter === null ? [] : [`${letter} = ${JSON.stringify(label)}`])).join(', ')})`,
			'of_letter <- function(code) names(letters.)[match(TRUE, sapply(columns[letters.], function(codes) code %in% codes))]',
			'tests <- compared(sapply(both$variables$column., of_letter))',
		],
		rest: [
			`kept <- c(${table.columns.flatMap(({ kind, label }) => (kind === 'all' ? [] : [JSON.stringify(label)])).join(', ')})`,
			'against_rest <- function(label) {',
			'  inside <- both$variables$column. %in% columns[[label]]',
			'  found <- compared(ifelse(inside, "1 column", "2 rest"))',
			'  if (!is.null(found)) found$column <- rep_len(label, nrow(found))',
			'  found',
			'}',
			'tests <- do.call(rbind, lapply(kept, against_rest))',
		],
	};
	return [
		'# Columns compared: differences of shares with their covariances, t tests, Holm over all of the table. A share of 0',
		'# or 1 has its variance taken at (p n + 1) / (n + 2), n the effective base (Agresti and Caffo).',
		'compared <- function(group) {',
		'  both$variables$group. <- group',
		'  of <- subset(both, !is.na(group.))',
		'  w <- split(weights(of), of$variables$group.)',
		'  n <- sapply(w, function(w) sum(w)^2 / sum(w^2))',
		`  large <- sort(names(w)[sapply(w, function(w) sum(w > 0)) >= ${assumed.minimumBase}])`,
		'  spread <- function(p, v, n) {',
		'    drawn <- (p * n + 1) / (n + 2)',
		'    if (p > 0 && p < 1) v else drawn * (1 - drawn) / (n + 2)',
		'  }',
		'  test <- function(two, k) {',
		'    of$variables <- transform(of$variables, n1 = +(group. %in% two[1]), n2 = +(group. %in% two[2]))',
		'    of$variables <- transform(of$variables, y1 = n1 * row. %in% rows[[k]], y2 = n2 * row. %in% rows[[k]])',
		'    totals <- svytotal(~y1 + n1 + y2 + n2, of)',
		'    shares <- svycontrast(totals, list(one = quote(y1 / n1), two = quote(y2 / n2)))',
		'    p <- coef(shares)',
		'    v <- vcov(shares)',
		'    both <- spread(p[[1]], v[1, 1], n[[two[1]]]) + spread(p[[2]], v[2, 2], n[[two[2]]])',
		'    difference <- p[[1]] - p[[2]]',
		'    se <- sqrt(max(0, both - 2 * v[1, 2]))',
		'    p <- 2 * pt(-abs(difference / se), degf(d) - 1)',
		'    data.frame(row = names(rows)[k], column = two[1], other = two[2], difference, se, p)',
		'  }',
		'  pairs <- if (length(large) < 2) list() else combn(large, 2, simplify = FALSE)',
		`  found <- lapply(seq_along(${tested}), function(k) do.call(rbind, lapply(pairs, test, k = k)))`,
		'  found <- do.call(rbind, found)',
		'  found[found$se >= 1e-9, ]',
		'}',
		...calls[compare],
		'tests$holm <- p.adjust(tests$p, "holm")',
		'tests[tests$holm < 0.05, ]',
	];
}

/** Whether two rows share out the base: the second then says nothing that the first does not. */
function sharesOutBase({ categories }: CrossedVariable, rows: readonly CrosstabRow[]): boolean {
	const codes = rows.flatMap((row) => row.codes);
	return rows.length === 2 && codes.length === categories.length && new Set(codes).size === codes.length;
}

/** As the rest of a line that R does not read. */
function spoken(words: string): string {
	return words.replaceAll(/\s+/g, ' ');
}
