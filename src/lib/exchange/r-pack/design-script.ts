import { trimmedInR } from '../weights/trimmed-in-r.ts';

/** R that reads a pack and builds the design of each wave: `soundings.R`, part one. */
export const designScript = String.raw`# What recompute.R and your own work build on: source("soundings.R") in the folder of the pack.
suppressPackageStartupMessages(library(survey))

# Every table of the plan as text; numbers are made of it where they are needed.
read_plan <- function(name, plan) {
  path <- file.path(plan, paste0(name, ".csv"))
  read.csv(path, colClasses = "character", na.strings = character(), encoding = "UTF-8", check.names = FALSE)
}

# A pack of several questions has a plan for each: plan, plan-2 and so on, on the same data.
read_pack <- function(plan = "plan") {
  names <- c("settings", "waves", "margins", "measures", "columns", "published", "bridges", "comparisons")
  pack <- setNames(lapply(names, read_plan, plan), names)
  setting <- setNames(pack$settings$value, pack$settings$setting)
  pack$break_by <- setting[["break_by"]]
  pack$level <- as.numeric(setting[["level"]])
  pack$minimum_base <- as.numeric(setting[["minimum_base"]])
  pack
}

# The rows of a wave: codes as they are, reasons for missing answers below 0.
wave_data <- function(pack, wave) {
  data <- read.csv(file.path("data", paste0("wave-", wave, ".csv")), check.names = FALSE)
  rows <- as.numeric(pack$waves$rows[pack$waves$wave == wave])
  if (nrow(data) != rows) stop("wave ", wave, " has ", nrow(data), " rows; ", rows, " were packed")
  # Who has no weight is no part of the sample and keeps a place in the count of rows; survey cannot divide by 0.
  data$sampled. <- data$weight.base > 0
  data$base. <- ifelse(data$sampled., data$weight.base, 1e-300)
  data
}

# The sample of a wave as survey takes it: every row a unit drawn by itself, raked from the base weights to the margins.
wave_design <- function(pack, wave) {
  data <- wave_data(pack, wave)
  margins <- pack$margins[pack$margins$wave == wave, ]
  design <- svydesign(ids = ~1, weights = ~base., data = data)
  if (nrow(margins) == 0) return(design)
  targets <- list()
  for (id in unique(margins$margin)) {
    margin <- margins[margins$margin == id, ]
    name <- paste0("margin", length(targets) + 1, ".")
    placed <- place_rows(data, margin)
    design$variables[[name]] <- placed$cell
    targets[[name]] <- placed$target
  }
  about <- pack$waves[pack$waves$wave == wave, ]
  trim_to(rake_within(design, targets, about), about)
}

# Weights brought to bounds after raking: a fixed factor on each, so that the calibration stays as it was.
trim_to <- function(design, about) {
  if (about$trim_lower == "") return(design)
  real <- design$variables$sampled.
  weight <- weights(design)
  mean <- sum(weight[real]) / sum(real)
  weight[real] <- trimmed(weight[real], as.numeric(about$trim_lower) * mean, as.numeric(about$trim_upper) * mean)
  design$prob <- 1 / weight
  design
}

# Which cell of a margin each row is in. Who cannot be placed is a cell of its own, which keeps the share that its base
# weights give it; the others share the rest.
place_rows <- function(data, margin) {
  variables <- strsplit(margin$variables[1], ";", fixed = TRUE)[[1]]
  key <- do.call(paste, c(unname(data[variables]), sep = ";"))
  key[!(key %in% margin$cell)] <- "unknown"
  unknown <- sum(data$base.[key == "unknown"]) / sum(data$base.)
  share <- as.numeric(margin$share)
  target <- setNames(share / sum(share) * (1 - unknown), margin$cell)
  if (any(key == "unknown")) target <- c(target, unknown = unknown)
  list(cell = factor(key, levels = names(target)), target = target * sum(data$base.))
}

margin_formula <- function(targets) reformulate(names(targets))

# Totals in the order and by the names of model.matrix(): all rows, then each cell of a margin but its first.
margin_totals <- function(targets) {
  cells <- lapply(names(targets), function(name) {
    others <- targets[[name]][-1]
    setNames(others, paste0(name, names(others)))
  })
  c("(Intercept)" = sum(targets[[1]]), unlist(cells))
}

raked <- function(design, targets) {
  calibrate(design, margin_formula(targets), margin_totals(targets),
    calfun = "raking", epsilon = 1e-11, maxit = 500)
}

# With bounds, trimming and raking take turns until both hold; the variance regresses on the margins once, weighted by
# the base weights, as without bounds.
rake_within <- function(design, targets, about) {
  free <- raked(design, targets)
  if (about$lower_bound == "") return(free)
  real <- design$variables$sampled.
  weight <- weights(free)
  mean <- sum(weight[real]) / sum(real)
  lower <- as.numeric(about$lower_bound) * mean
  upper <- as.numeric(about$upper_bound) * mean
  outside <- function(w) any(w[real] < lower * (1 - 1e-6) | w[real] > upper * (1 + 1e-6))
  if (!outside(weight)) return(free)
  for (turn in 1:100) {
    weight[real] <- trimmed(weight[real], lower, upper)
    again <- svydesign(ids = ~1, weights = weight, data = design$variables)
    weight <- weights(raked(again, targets))
    if (!outside(weight)) return(with_weights(design, targets, weight))
  }
  stop("the margins and the bounds on weights cannot both be kept")
}

${trimmedInR}

# A design calibrated to weights that are known: calibrate() checks that they meet the margins.
with_weights <- function(design, targets, weight) {
  change <- weight / weights(design)
  known <- make.calfun(Fm1 = function(u, bounds) change - 1, dF = function(u, bounds) rep(1, length(u)), name = "known")
  calibrate(design, margin_formula(targets), margin_totals(targets), calfun = known, epsilon = 1e-6)
}
`;
