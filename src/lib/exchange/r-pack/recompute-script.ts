/** R that compares every figure of a pack with the one expected: `soundings.R`, part six. */
export const checkScript = String.raw`
# How far a figure may be off: 1e-6 of itself, or of its standard error where it is an estimate or a difference, which may
# be near 0; and what a computer rounds.
near_zero <- c("estimate", "lower", "upper", "truncated_estimate", "truncated_lower", "truncated_upper",
  "difference", "adjusted_lower", "adjusted_upper", "earlier_estimate", "earlier_lower", "earlier_upper", "step",
  "step_lower", "step_upper")
equal <- function(value, wished, scale) {
  if (is.null(value) || is.na(value)) return(FALSE)
  if (is.character(value)) return(value == wished)
  wished <- as.numeric(wished)
  isTRUE(value == wished) || isTRUE(abs(value - wished) <= 1e-6 * max(abs(wished), scale) + 1e-12)
}

tell <- function(where, wished, value) {
  shown <- if (is.null(value)) "nothing" else if (is.character(value)) value else format(value, digits = 15)
  cat(paste(where, collapse = ", "), ": expected ", wished, ", R has ", shown, "\n", sep = "")
}

# The weights are figures too: how many differ.
check_weights <- function(designs) {
  differ <- 0
  for (wave in names(designs)) {
    final <- designs[[wave]]$variables$weight.final
    off <- abs(weights(designs[[wave]]) - final) > 1e-6 * pmax(final, mean(final) * 1e-6)
    if (any(off)) cat("wave ", wave, ": ", sum(off), " weights differ\n", sep = "")
    differ <- differ + sum(off)
  }
  differ
}

# How many of the expected figures of a plan differ, each of them told.
check_plan <- function(pack, designs, expected) {
  points <- points_of(pack, designs, expected)
  pairs <- pairs_in(pack)
  outcomes <- outcomes_of(pack, designs, points, pairs)
  found_figures <- function(row) {
    if (row$against == "") return(points[[key_of(row$wave, row$measure, row$group)]])
    at <- pairs[pairs$wave == row$wave & pairs$measure == row$measure & pairs$group == row$group &
      pairs$against == row$against, ]
    outcomes[[at$pair]]
  }
  places <- paste(expected$wave, expected$measure, expected$group, expected$against, sep = "\t")
  labels <- setNames(c(pack$waves$label, pack$published$label), c(pack$waves$wave, pack$published$wave))
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
      if (equal(value, row$expected, if (row$figure %in% near_zero && !is.null(found$se)) found$se else 0)) next
      differing <- differing + 1
      where <- c(row$measure, if (row$group != "") paste("group", row$group), labels[[row$wave]],
        if (row$against != "") paste("against", row$against), row$figure)
      tell(where, row$expected, value)
    }
  }
  differing
}

# How many figures differ of a view whose lines of R are in a file of their own. Figures come in the order expected.
check_view <- function(name, expected) {
  lines <- file.path("views", paste0(name, ".R"))
  # survey warns of rows without weight, which are those outside a base.
  found <- unlist(suppressWarnings(source(lines, local = new.env(parent = globalenv())))$value)
  differing <- 0
  for (i in seq_len(nrow(expected))) {
    value <- if (i <= length(found)) found[[i]]
    if (suppressWarnings(!is.na(as.numeric(expected$expected[i])))) value <- as.numeric(value)
    if (equal(value, expected$expected[i], as.numeric(expected$scale[i]))) next
    differing <- differing + 1
    tell(c(name, expected$figure[i]), expected$expected[i], value)
  }
  differing + abs(length(found) - nrow(expected))
}
`;

/** R that computes every figure of a pack again and says which are not as expected: `recompute.R`. */
export const recomputeScript = String.raw`# Computes every figure of the report from the data, and compares it with the one expected.
# Rscript recompute.R in the folder of the pack; ends with status 1 when a figure differs. README.md has the tolerance.
source("soundings.R")

read_expected <- function(path) read.csv(path, colClasses = "character", na.strings = character(), encoding = "UTF-8")
counted <- 0
differing <- 0

plans <- Filter(dir.exists, c("plan", paste0("plan-", 2:99)))
designs <- NULL
for (plan in plans) {
  pack <- read_pack(plan)
  if (is.null(designs)) designs <- designs_of(pack)
  expected <- read_expected(paste0(sub("plan", "expected", plan), ".csv"))
  counted <- counted + nrow(expected)
  differing <- differing + check_plan(pack, designs, expected)
}
weights_differ <- if (is.null(designs)) 0 else check_weights(designs)

if (file.exists("views/expected.csv")) {
  expected <- read_expected("views/expected.csv")
  counted <- counted + nrow(expected)
  for (name in unique(expected$view)) differing <- differing + check_view(name, expected[expected$view == name, ])
}

if (differing + weights_differ > 0) {
  cat(differing, " of ", counted, " figures differ\n", sep = "")
  quit(status = 1)
}
cat("all ", counted, " figures equal\n", sep = "")
`;
