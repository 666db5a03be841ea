import type { PopulationTable, WeightingScheme } from '#core/weighting/index.ts';
import { trimmedInR } from './trimmed-in-r.ts';

/** Names of the columns that the script reads beside those of the scheme's variables. */
export const weightColumns = { base: 'weight.base', final: 'weight.final' } as const;

/**
 * R that makes a scheme's weights from a file with a row for each interview, by `rake` of the package survey, and says how far
 * they are from those in the file. Null where it needs rows of people who did not answer, or has nothing to rake to. Run by
 * tests/reference/weights-script.test.ts.
 */
export function weightsScript({
	title,
	file,
	scheme,
}: {
	/** What is weighted, and by what. */
	readonly title: string;
	/** Name of the file of rows. */
	readonly file: string;
	readonly scheme: WeightingScheme;
}): string | null {
	const { nonresponse, calibration, trim } = scheme;
	if (calibration === null || (nonresponse !== null && 'responded' in nonresponse)) return null;
	const tables = calibration.method === 'rake' ? calibration.margins : [calibration.margin];
	const bounds = calibration.method === 'rake' ? calibration.bounds : null;
	return [
		`# ${oneLine(title)}`,
		opening(file),
		...(nonresponse === null ? [] : [sampleLines(nonresponse)]),
		...tables.map(marginLines),
		rakeLines(tables),
		...(bounds === null && trim === null ? [] : [trimmedInR]),
		...(bounds === null ? [] : [boundedLines(bounds)]),
		...(trim === null
			? []
			: [`d <- with_weights(trimmed(weights(d), ${trim.lower} * mean(weights(d)), ${trim.upper} * mean(weights(d))))`]),
		`# Weights of a file add up to what they were made to add up to; what counts is each one's part of the whole.\noff <- max(abs(weights(d) / sum(weights(d)) / (data$${weightColumns.final} / sum(data$${weightColumns.final})) - 1))\ncat("largest relative difference from the weights of Soundings:", format(off, digits = 3), "\\n")\n`,
	].join('\n\n');
}

function opening(file: string): string {
	return `suppressPackageStartupMessages(library(survey))
data <- read.csv(${quoted(file)}, check.names = FALSE)
data <- data[data$${weightColumns.base} > 0, ]
with_weights <- function(weight) svydesign(ids = ~1, weights = weight, data = data)
# Which cell each row is in; codes below 0 say why there is no answer, and an answer without a figure has no cell.
cell_of <- function(variables, cells) {
  key <- do.call(paste, c(unname(data[variables]), sep = ";"))
  ifelse(key %in% cells, key, "unknown")
}`;
}

function sampleLines({
	variables,
	counts,
}: Extract<NonNullable<WeightingScheme['nonresponse']>, { counts: unknown }>): string {
	const people = counts.map(({ codes, people: number }) => `${quoted(codes.join(';'))} = ${number}`);
	return `# People in the sample: who answered speaks for the rest of their cell.
people <- c(${people.join(', ')})
cell <- cell_of(${vector(variables)}, names(people))
answered <- table(cell)
known <- cell != "unknown"
factors <- ifelse(known, people[cell] / as.numeric(answered[cell]) * mean(known), sum(people) / length(cell))
data$${weightColumns.base} <- data$${weightColumns.base} * as.numeric(factors)`;
}

function marginLines({ id, variables, unit, targets }: PopulationTable, k: number): string {
	const known = targets.filter(({ target }) => target > 0);
	const figures = known.map(({ codes, target }) => `${quoted(codes.join(';'))} = ${target}`);
	return `# ${oneLine(id)}, ${unit}
target${k + 1} <- c(${figures.join(', ')})
data$margin${k + 1} <- cell_of(${vector(variables)}, names(target${k + 1}))`;
}

function rakeLines(tables: readonly PopulationTable[]): string {
	const totals = tables.findIndex(({ unit }) => unit === 'totals');
	const whole = totals < 0 ? `sum(data$${weightColumns.base})` : `sum(target${totals + 1})`;
	const numbers = tables.map((_, k) => k + 1);
	return `whole <- ${whole}
# Who has no cell keeps the share that the weights before raking give them; the others share the rest.
population <- function(name, target) {
  cell <- data[[name]]
  unknown <- sum(data$${weightColumns.base}[cell == "unknown"]) / sum(data$${weightColumns.base})
  share <- target / sum(target) * (1 - unknown)
  if (unknown > 0) share <- c(share, unknown = unknown)
  setNames(data.frame(names(share), as.numeric(share) * whole), c(name, "Freq"))
}
raked <- function(d) {
  rake(d, list(${numbers.map((k) => `~margin${k}`).join(', ')}),
    list(${numbers.map((k) => `population("margin${k}", target${k})`).join(', ')}),
    control = list(maxit = 2000, epsilon = 1e-11))
}
d <- raked(with_weights(data$${weightColumns.base}))`;
}

function boundedLines({ lower, upper }: { lower: number; upper: number }): string {
	return `# Trimming and raking take turns until bounds and margins both hold.
outside <- function(w) any(w < ${lower} * mean(w) * (1 - 1e-6) | w > ${upper} * mean(w) * (1 + 1e-6))
while (outside(weights(d))) {
  d <- raked(with_weights(trimmed(weights(d), ${lower} * mean(weights(d)), ${upper} * mean(weights(d)))))
}`;
}

function vector(names: readonly string[]): string {
	return `c(${names.map(quoted).join(', ')})`;
}

function quoted(text: string): string {
	return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

function oneLine(text: string): string {
	return text.replaceAll(/\s+/g, ' ');
}
