/** R that judges changes between waves: `soundings.R`, part three. */
export const changesScript = String.raw`
# Where nobody or everybody counts the standard error is 0 and would call any difference real: Agresti and Caffo's.
variance_of <- function(point, se, is_share) {
  if (!is_share || (point$estimate > 0 && point$estimate < 1)) return(se^2)
  n <- point$effective_base + 2
  p <- (point$estimate * point$effective_base + 1) / n
  p * (1 - p) / n
}

# A later minus an earlier estimate of waves drawn apart; degrees of freedom by Satterthwaite.
change_apart <- function(from, to, is_share) {
  a <- variance_of(from, from$se, is_share)
  b <- variance_of(to, to$se, is_share)
  list(difference = to$estimate - from$estimate, se = sqrt(a + b), df = (a + b)^2 / (a^2 / from$df + b^2 / to$df))
}

# How the estimate moves with each row's weight.
influence_of <- function(pack, wave, measure, group, design) {
  data <- design$variables
  of <- answers_to(pack, wave, measure, data)
  rows <- group_rows(pack, data, group) & data$sampled. & of$among & of$base
  around <- function(rows) {
    w <- weights(design) * rows
    ifelse(rows, (of$y - sum(w * of$y) / sum(w)) / sum(w), 0)
  }
  switch(of$statistic,
    "item-count" = around(rows & of$treatment == 1) - around(rows & of$control == 1),
    crosswise = around(rows) / (2 * of$probability - 1),
    around(rows)
  )
}

# What is left of it once the margins are taken out, which the wave's weights fix.
freed <- function(influence, design) {
  margins <- grep("^margin[0-9]+[.]$", names(design$variables), value = TRUE)
  if (length(margins) == 0) return(influence)
  cells <- model.matrix(reformulate(margins), design$variables)
  residuals(lm.wfit(cells, influence, design$variables$base.))
}

# With people in both waves: the two samples stacked, a person's rows one unit, so that their covariance counts.
change_overlapping <- function(pack, measure, group, from, to, is_share) {
  sides <- list(from, to)
  influences <- lapply(sides, function(s) freed(influence_of(pack, s$wave, measure, group, s$design), s$design))
  rows <- lapply(sides, function(s) group_rows(pack, s$design$variables, group) & s$design$variables$sampled.)
  sizes <- sapply(influences, length)
  person <- unlist(lapply(sides, function(s) s$design$variables$person.number))
  unknown <- person < 0
  person[unknown] <- -seq_len(sum(unknown))
  stacked <- data.frame(
    person = person,
    weight = unlist(lapply(sides, function(s) weights(s$design))),
    a = c(influences[[1]], rep(0, sizes[2])), b = c(rep(0, sizes[1]), influences[[2]]), within = unlist(rows)
  )
  design <- svydesign(ids = ~person, weights = ~weight, data = stacked)
  v <- vcov(svytotal(~ a + b, design))
  a <- variance_of(from$point, sqrt(v[1, 1]), is_share)
  b <- variance_of(to$point, sqrt(v[2, 2]), is_share)
  difference <- to$point$estimate - from$point$estimate
  list(difference = difference, se = sqrt(max(0, a + b - 2 * v[1, 2])), df = degf(subset(design, within)))
}

people_in_common <- function(from, to) {
  a <- from$design$variables$person.number
  b <- to$design$variables$person.number
  any(a >= 0 & a %in% b)
}

# The change of a measure between two waves, or why there is none. A side has wave, design and point.
change_of <- function(pack, measure, group, from, to, comparable, steps = list()) {
  if (!is.null(from$point$absence) || !is.null(to$point$absence)) return(list(verdict = "absent"))
  if (!comparable) return(list(verdict = "break"))
  if (min(from$point$n, to$point$n) < pack$minimum_base) return(list(verdict = "small-base"))
  about <- pack$measures[pack$measures$wave == to$wave & pack$measures$measure == measure, ]
  if (is_published(pack, to$wave)) {
    about <- pack$published[pack$published$wave == to$wave & pack$published$measure == measure, ]
  }
  is_share <- about$statistic == "share"
  change <- if (length(steps) > 0) {
    change_bridged(pack, measure, group, from, to, steps)
  } else if (people_in_common(from, to)) {
    change_overlapping(pack, measure, group, from, to, is_share)
  } else {
    change_apart(from$point, to$point, is_share)
  }
  if (!is.null(change$verdict)) return(change)
  if (!(change$se > 1e-9 * max(abs(from$point$estimate), abs(to$point$estimate)))) {
    return(list(verdict = "no-sampling-error"))
  }
  reach <- qt((1 + pack$level) / 2, change$df) * change$se
  c(change, list(
    p = 2 * pt(-abs(change$difference / change$se), change$df),
    lower = change$difference - reach, upper = change$difference + reach,
    smallest = as.numeric(about$smallest_change)
  ))
}

# Judges changes together (Holm), each a list with difference, se, df, p and smallest.
judge_family <- function(changes, level) {
  p <- sapply(changes, function(change) change$p)
  adjusted <- p.adjust(p, "holm")
  order <- order(p)
  steps <- numeric(length(p))
  steps[order] <- cummax(p[order] * rev(seq_along(p)))
  factors <- ifelse(p > 0, steps / p, length(p))
  Map(function(change, adjusted_p, factor) judged(change, adjusted_p, factor, length(p), level), changes, adjusted, factors)
}

judged <- function(change, adjusted_p, factor, size, level) {
  alpha <- 1 - level
  reach <- qt(1 - alpha / factor / 2, change$df) * change$se
  one_sided <- max(
    pt((change$difference + change$smallest) / change$se, change$df, lower.tail = FALSE),
    pt((change$difference - change$smallest) / change$se, change$df)
  )
  within <- one_sided < alpha
  verdict <- if (change$p * factor < alpha) {
    list(verdict = paste("changed", if (change$difference > 0) "up" else "down"), within_smallest = if (within) "yes" else "no")
  } else if (within) {
    list(verdict = "no-change-larger-than")
  } else {
    list(verdict = "cannot-tell", detectable = (qt(1 - alpha / (2 * size), change$df) + qt(0.8, change$df)) * change$se)
  }
  c(change[c("difference", "se", "df", "p", "lower", "upper")], verdict, list(
    adjusted_p = adjusted_p, adjusted_level = 1 - alpha / factor,
    adjusted_lower = change$difference - reach, adjusted_upper = change$difference + reach, family_size = size
  ))
}
`;
