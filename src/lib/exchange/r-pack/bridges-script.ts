/** R that takes the step between two wordings out of a change: a part of `soundings.R`. */
export const bridgesScript = String.raw`
# In a wave that asked random halves in earlier and later words the measure is of the later half; this is what it is
# called in the earlier words.
in_earlier_words <- function(measure) paste0(measure, "@earlier")

# Factors of measures in one wave as one sum: its value, its influences and its degrees of freedom. svytotal() has the
# halves of a sample vary together as the design and the margins make them.
sum_in_wave <- function(pack, wave, factors, group, design) {
  names <- names(factors)
  points <- lapply(names, function(name) point_of(pack, wave, name, group, design))
  about <- function(name) pack$measures[pack$measures$wave == wave & pack$measures$measure == name, ]
  influence <- 0
  for (name in names) influence <- influence + factors[[name]] * influence_of(pack, wave, name, group, design)
  means <- sum(sapply(names, function(name) if (about(name)$statistic == "item-count") 2 else 1))
  edges <- sum(mapply(function(name, point) variance_of(point, 0, about(name)$statistic == "share"), names, points))
  design$variables$sum. <- influence
  rows <- group_rows(pack, design$variables, group) & design$variables$sampled.
  list(
    wave = wave, design = design, rows = rows, influence = influence, edges = edges,
    value = sum(unlist(factors) * sapply(points, function(point) point$estimate)),
    variance = vcov(svytotal(~sum., design))[1, 1] + edges,
    df = degf(subset(design, rows)) - (means - 1)
  )
}

# What stands beside a figure in the wave that asked both: the earlier words' estimate, and the step to the later ones'.
bridge_of <- function(pack, wave, measure, group, design) {
  earlier <- point_of(pack, wave, in_earlier_words(measure), group, design)
  step <- sum_in_wave(pack, wave, setNames(list(1, -1), c(measure, in_earlier_words(measure))), group, design)
  se <- sqrt(step$variance)
  reach <- qt((1 + pack$level) / 2, step$df) * se
  list(
    earlier_estimate = earlier$estimate, earlier_se = earlier$se, earlier_df = earlier$df, earlier_n = earlier$n,
    earlier_lower = earlier$lower, earlier_upper = earlier$upper,
    step = step$value, step_se = se, step_df = step$df, step_lower = step$value - reach, step_upper = step$value + reach
  )
}

# The change between two waves less the steps measured by others: what each wave adds, independent of the rest or, with
# people in several of them, stacked. In a later wave that asked both wordings its own earlier words tell the change.
change_bridged <- function(pack, measure, group, from, to, steps) {
  earlier <- in_earlier_words(measure)
  parts <- list()
  for (step in steps) for (name in c(measure, earlier)) {
    point <- point_of(pack, step$wave, name, group, step$design)
    if (!is.null(point$absence)) return(list(verdict = "absent"))
    if (point$n < pack$minimum_base) return(list(verdict = "small-base"))
  }
  measured <- sapply(steps, function(step) step$wave)
  add <- function(side, factors) {
    if (!is_published(pack, side$wave)) return(sum_in_wave(pack, side$wave, factors, group, side$design))
    list(
      wave = side$wave, value = factors[[1]] * side$point$estimate,
      variance = variance_of(side$point, side$point$se, TRUE), df = side$point$df
    )
  }
  parts <- list(add(from, setNames(list(-1), measure)))
  if (!(to$wave %in% measured)) parts <- c(parts, list(add(to, setNames(list(1), measure))))
  for (step in steps) {
    factors <- if (step$wave == to$wave) setNames(list(1), earlier) else setNames(list(1, -1), c(earlier, measure))
    parts <- c(parts, list(add(step, factors)))
  }
  value <- sum(sapply(parts, function(part) part$value))
  known <- Filter(function(part) !is.null(part$design$variables$person.number), parts)
  people <- unlist(lapply(known, function(part) unique(part$design$variables$person.number)))
  if (anyDuplicated(people[people >= 0])) {
    apart <- Filter(function(part) is.null(part$design$variables$person.number), parts)
    parts <- c(apart, list(stacked_sum(known)))
  }
  variance <- sapply(parts, function(part) part$variance)
  df <- sapply(parts, function(part) part$df)
  list(difference = value, se = sqrt(sum(variance)), df = sum(variance)^2 / sum(variance^2 / df))
}

# The sums of several waves in one design in which a person's rows are one unit.
stacked_sum <- function(parts) {
  person <- unlist(lapply(parts, function(part) part$design$variables$person.number))
  unknown <- person < 0
  person[unknown] <- -seq_len(sum(unknown))
  stacked <- data.frame(
    person = person,
    weight = unlist(lapply(parts, function(part) weights(part$design))),
    sum = unlist(lapply(parts, function(part) freed(part$influence, part$design))),
    within = unlist(lapply(parts, function(part) part$rows))
  )
  design <- svydesign(ids = ~person, weights = ~weight, data = stacked)
  edges <- sum(sapply(parts, function(part) part$edges))
  list(variance = vcov(svytotal(~sum, design))[1, 1] + edges, df = degf(subset(design, within)))
}
`;
