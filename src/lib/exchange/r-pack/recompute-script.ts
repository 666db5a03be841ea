/** R that computes every figure of a pack again and says which are not as expected: `recompute.R`. */
export const recomputeScript = String.raw`# Computes every figure of the report from the data, and compares it with the one expected.
# Rscript recompute.R in the folder of the pack; ends with status 1 when a figure differs. README.md has the tolerance.
source("soundings.R")

pack <- read_pack()
expected <- read.csv("expected.csv", colClasses = "character", na.strings = character(), encoding = "UTF-8")
waves <- pack$waves$wave
designs <- setNames(lapply(waves, function(wave) wave_design(pack, wave)), waves)

# The weights themselves are figures too.
weights_differ <- 0
for (wave in waves) {
  final <- designs[[wave]]$variables$weight.final
  off <- abs(weights(designs[[wave]]) - final) > 1e-6 * pmax(final, mean(final) * 1e-6)
  if (any(off)) cat("wave ", wave, ": ", sum(off), " weights differ\n", sep = "")
  weights_differ <- weights_differ + sum(off)
}

key_of <- function(wave, measure, group) paste(wave, measure, group, sep = "\t")
wanted <- unique(expected[c("wave", "measure", "group")])
points <- list()
for (i in seq_len(nrow(wanted))) {
  at <- wanted[i, ]
  points[[key_of(at$wave, at$measure, at$group)]] <-
    point_of(pack, at$wave, at$measure, at$group, designs[[at$wave]])
}
for (key in names(points)) {
  points[[key]]$small_base <- if (points[[key]]$n < pack$minimum_base) "yes" else "no"
}

# A comparison against two names for the same wave is one member of its family.
pairs <- pack$comparisons
pairs$pair <- paste(pairs$measure, pairs$group, pairs$from, pairs$wave, sep = "\t")
outcomes <- list()
for (i in which(!duplicated(pairs$pair))) {
  at <- pairs[i, ]
  side <- function(wave) {
    list(wave = wave, design = designs[[wave]], point = points[[key_of(wave, at$measure, at$group)]])
  }
  outcomes[[at$pair]] <- change_of(pack, at$measure, at$group, side(at$from), side(at$wave), at$comparable == "yes")
}
for (family in unique(pairs$family)) {
  members <- unique(pairs$pair[pairs$family == family])
  members <- members[sapply(outcomes[members], function(outcome) is.null(outcome$verdict))]
  if (length(members) > 0) outcomes[members] <- judge_family(outcomes[members], pack$level)
}

found_figures <- function(row) {
  if (row$against == "") return(points[[key_of(row$wave, row$measure, row$group)]])
  at <- pairs[pairs$wave == row$wave & pairs$measure == row$measure & pairs$group == row$group &
    pairs$against == row$against, ]
  outcomes[[at$pair]]
}

# How far a figure may be off: 1e-6 of itself, or of its standard error where it is an estimate or a difference, which may
# be near 0; and what a computer rounds.
near_zero <- c("estimate", "lower", "upper", "truncated_estimate", "truncated_lower", "truncated_upper",
  "difference", "adjusted_lower", "adjusted_upper")
equal <- function(figure, value, wished, se) {
  if (is.null(value)) return(FALSE)
  if (is.character(value)) return(value == wished)
  wished <- as.numeric(wished)
  scale <- max(abs(wished), if (figure %in% near_zero) se else 0)
  isTRUE(abs(value - wished) <= 1e-6 * scale + 1e-12)
}

places <- paste(expected$wave, expected$measure, expected$group, expected$against, sep = "\t")
labels <- setNames(pack$waves$label, waves)
differing <- 0
for (place in unique(places)) {
  rows <- expected[places == place, ]
  found <- found_figures(rows[1, ])
  # Every figure that there is, and no other: R may not find an estimate where none is expected.
  surplus <- setdiff(c("estimate", "absence", "difference"), rows$figure)
  for (figure in surplus[surplus %in% names(found)]) {
    rows <- rbind(rows, transform(rows[1, ], figure = figure, expected = "none"))
  }
  for (i in seq_len(nrow(rows))) {
    row <- rows[i, ]
    value <- found[[row$figure]]
    if (equal(row$figure, value, row$expected, if (is.null(found$se)) 0 else found$se)) next
    differing <- differing + 1
    where <- c(row$measure, if (row$group != "") paste("group", row$group), labels[[row$wave]],
      if (row$against != "") paste("against", row$against), row$figure)
    shown <- if (is.null(value)) "nothing" else if (is.character(value)) value else format(value, digits = 15)
    cat(paste(where, collapse = ", "), ": expected ", row$expected, ", R has ", shown, "\n", sep = "")
  }
}

if (differing + weights_differ > 0) {
  cat(differing, " of ", nrow(expected), " figures differ\n", sep = "")
  quit(status = 1)
}
cat("all ", nrow(expected), " figures equal\n", sep = "")
`;
