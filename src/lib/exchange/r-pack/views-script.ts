/** R that computes what other pages show than the trend: `soundings.R`, part five. */
export const viewsScript = String.raw`
# How a wave's design makes a value vary, from how that value moves with each row's weight.
se_of <- function(influence, design) {
  design$variables$z. <- influence
  SE(svytotal(~z., design))[[1]]
}

with_interval <- function(value, se, df, level) {
  reach <- qt((1 + level) / 2, df) * se
  c(value = value, se = se, lower = value - reach, upper = value + reach)
}

# Asked indirectly less asked directly, with their covariance: the same people may have answered both.
indirect_less_direct <- function(pack, wave, indirect, direct) {
  design <- wave_design(pack, wave)
  hidden <- point_of(pack, wave, indirect, "", design)
  open <- point_of(pack, wave, direct, "", design)
  moved <- influence_of(pack, wave, indirect, "", design) - influence_of(pack, wave, direct, "", design)
  means <- if (answers_to(pack, wave, indirect, design$variables)$statistic == "item-count") 3 else 2
  with_interval(hidden$estimate - open$estimate, se_of(moved, design), degf(design) - (means - 1), pack$level)
}

# A list with the direct answers of the same people: who says yes counts, the list speaks for the others.
list_with_direct <- function(pack, wave, indirect, direct) {
  design <- wave_design(pack, wave)
  data <- design$variables
  of <- answers_to(pack, wave, indirect, data)
  open <- answers_to(pack, wave, direct, data)
  answered <- Reduce("|", lapply(columns_in(roles_of(pack, wave, direct), "counted"), function(v) data[[v]] >= 0))
  both <- data$sampled. & of$base & (of$treatment == 1 | of$control == 1) & open$base & open$among & answered
  no <- both & open$y == 0
  w <- weights(design)
  part <- function(y, rows) {
    mean <- sum((w * y)[rows]) / sum(w[rows])
    list(mean = mean, moved = ifelse(rows, (y - mean) / sum(w[rows]), 0))
  }
  admitted <- part(open$y, both)
  longer <- part(of$y, no & of$treatment == 1)
  shorter <- part(of$y, no & of$control == 1)
  hidden <- longer$mean - shorter$mean
  moved <- (1 - hidden) * admitted$moved + (1 - admitted$mean) * (longer$moved - shorter$moved)
  value <- admitted$mean + (1 - admitted$mean) * hidden
  with_interval(value, se_of(moved, design), degf(design) - 2, pack$level)
}

# The stratum of each wave where waves are put together: that of the earlier one in which most of its known people are.
strata_of_waves <- function(people) {
  stratum <- seq_along(people)
  known <- integer()
  for (t in seq_along(people)) {
    persons <- unique(people[[t]][people[[t]] >= 0])
    again <- known[as.character(persons)[as.character(persons) %in% names(known)]]
    if (length(again) > 0) stratum[t] <- which.max(tabulate(again))
    new <- setdiff(as.character(persons), names(known))
    known[new] <- stratum[t]
  }
  list(of_wave = stratum, of_person = known)
}

# Treated and others before and after: the mean gap in the waves after, less that in the waves before, each wave alike.
difference_in_differences <- function(pack, measure, variable, treated, control, before, after) {
  waves <- c(before, after)
  designs <- designs_of(pack, as.character(waves))
  cells <- expand.grid(wave = as.character(waves), side = c("treated", "control"), stringsAsFactors = FALSE)
  codes <- list(treated = treated, control = control)
  rows_in <- function(wave, groups) {
    data <- designs[[wave]]$variables
    of <- answers_to(pack, wave, measure, data)
    data$sampled. & of$among & of$base & data[[variable]] %in% groups
  }
  # The means of all cells, and how each moves with the weight of each row of its wave.
  means <- sapply(seq_len(nrow(cells)), function(k) {
    w <- weights(designs[[cells$wave[k]]])
    rows <- rows_in(cells$wave[k], codes[[cells$side[k]]])
    y <- answers_to(pack, cells$wave[k], measure, designs[[cells$wave[k]]]$variables)$y
    sum((w * y)[rows]) / sum(w[rows])
  })
  moved <- function(k, wave) {
    design <- designs[[wave]]
    if (cells$wave[k] != wave) return(rep(0, nrow(design$variables)))
    rows <- rows_in(wave, codes[[cells$side[k]]])
    y <- answers_to(pack, wave, measure, design$variables)$y
    influence <- ifelse(rows, (y - means[k]) / sum(weights(design)[rows]), 0)
    if (length(waves) > 1) freed(influence, design) else influence
  }
  people <- lapply(designs, function(d) {
    if (is.null(d$variables$person.number)) rep(-1, nrow(d$variables)) else d$variables$person.number
  })
  strata <- strata_of_waves(people)
  stacked <- do.call(rbind, lapply(seq_along(waves), function(t) {
    wave <- as.character(waves[t])
    person <- people[[t]]
    known <- person >= 0
    influences <- sapply(seq_len(nrow(cells)), moved, wave = wave)
    colnames(influences) <- paste0("cell", seq_len(nrow(cells)))
    data.frame(influences,
      person = ifelse(known, paste("person", person), paste("row", t, seq_along(person))),
      stratum = ifelse(known, strata$of_person[as.character(person)], strata$of_wave[t]),
      weight = weights(designs[[wave]]), within = rows_in(wave, c(treated, control)))
  }))
  design <- svydesign(ids = ~person, strata = ~stratum, weights = ~weight, data = stacked, nest = TRUE)
  v <- vcov(svytotal(reformulate(paste0("cell", seq_len(nrow(cells)))), design))
  df <- degf(subset(design, within)) - 3
  contrast <- function(factors) {
    factors <- c(factors, -factors)
    value <- sum(factors * means)
    se <- sqrt(max(0, drop(factors %*% v %*% factors)))
    c(with_interval(value, se, df, pack$level), p = 2 * pt(-abs(value / se), df))
  }
  last <- length(before)
  others <- setdiff(seq_along(waves), last)
  list(
    effect = contrast(c(rep(-1 / length(before), length(before)), rep(1 / length(after), length(after)))),
    treated = setNames(means[cells$side == "treated"], waves),
    control = setNames(means[cells$side == "control"], waves),
    gaps = setNames(lapply(others, function(t) contrast((seq_along(waves) == t) - (seq_along(waves) == last))), waves[others])
  )
}

# The rows of all waves at a moment, by person: a stage of the column named, or a wave.
rows_at <- function(pack, designs, moment) {
  found <- lapply(names(designs), function(wave) {
    data <- designs[[wave]]$variables
    here <- if (is.null(moment$column)) wave == moment$wave else data[[moment$column]] == moment$code
    rows <- which(rep_len(here, nrow(data)))
    if (is.null(data$person.number)) rows <- integer()
    person <- if (length(rows) == 0) numeric() else data$person.number[rows]
    data.frame(person = person, wave = rep(wave, length(rows)), row = rows)
  })
  do.call(rbind, found)
}

# The same people before and after, those whose code stands once at each moment and not in an earlier wave the later time.
matched_rows <- function(pack, designs, before, after) {
  once <- function(rows) rows[rows$person >= 0 & !(rows$person %in% rows$person[duplicated(rows$person)]), ]
  pairs <- merge(once(rows_at(pack, designs, before)), once(rows_at(pack, designs, after)),
    by = "person", suffixes = c(".before", ".after"))
  pairs[as.numeric(pairs$wave.before) <= as.numeric(pairs$wave.after), ]
}

# A measure in each of the pairs, whatever the stage that it is declared for.
paired_answers <- function(pack, designs, measure, stage, waves, rows) {
  y <- rep(NA_real_, length(rows))
  for (wave in unique(waves)) {
    data <- designs[[wave]]$variables
    plan <- pack
    plan$columns <- pack$columns[!(grepl("^among", pack$columns$role) & pack$columns$variable %in% stage), ]
    of <- answers_to(plan, wave, measure, data)
    if (is.null(of)) next
    here <- waves == wave
    y[here] <- ifelse(of$base & of$among, of$y, NA)[rows[here]]
  }
  y
}

# What changed in the matched people, a row a measure, judged as one family; group takes a column as people were before.
changes_in_people <- function(pack, measures, before, after, stage = NULL, group = NULL, codes = NA, least = 10) {
  designs <- designs_of(pack)
  pairs <- matched_rows(pack, designs, before, after)
  at <- function(values) mapply(function(wave, row) values(designs[[wave]])[row], pairs$wave.before, pairs$row.before)
  pairs$weight <- at(weights)
  pairs$group <- if (is.null(group)) NA else at(function(d) d$variables[[group]])
  found <- list()
  for (measure in measures) for (code in codes) {
    pairs$before <- paired_answers(pack, designs, measure, stage, pairs$wave.before, pairs$row.before)
    pairs$after <- paired_answers(pack, designs, measure, stage, pairs$wave.after, pairs$row.after)
    both <- !is.na(pairs$before) & !is.na(pairs$after) & pairs$weight > 0 & (is.na(code) | pairs$group %in% code)
    if (sum(both) < least) next
    about <- pack$measures[pack$measures$measure == measure, ][1, ]
    d <- subset(svydesign(ids = ~1, weights = ~pmax(weight, 1e-300), data = pairs), both)
    means <- svymean(~ before + after + I(after - before), d)
    change <- list(difference = coef(means)[[3]], se = SE(means)[[3]], df = degf(d), smallest = as.numeric(about$smallest_change))
    change$p <- 2 * pt(-abs(change$difference / change$se), change$df)
    reach <- qt((1 + pack$level) / 2, change$df) * change$se
    change <- c(change, list(lower = change$difference - reach, upper = change$difference + reach))
    first <- list(pairs = sum(both), before = coef(means)[[1]], after = coef(means)[[2]])
    tests <- if (about$statistic == "share") {
      gained <- sum(pairs$after[both] > pairs$before[both])
      lost <- sum(pairs$after[both] < pairs$before[both])
      list(gained = gained, lost = lost,
        mcnemar_p = if (gained + lost > 0) pchisq((gained - lost)^2 / (gained + lost), 1, lower.tail = FALSE),
        mcnemar_exact_p = if (gained + lost > 0) min(1, 2 * pbinom(min(gained, lost), gained + lost, 0.5)))
    } else {
      spread <- sqrt(coef(svyvar(~I(after - before), d))[[1]])
      list(d = if (spread > 0) change$difference / spread)
    }
    name <- if (is.na(code)) measure else paste(measure, code)
    found[[name]] <- list(first = first, change = change, tests = tests)
  }
  moved <- sapply(found, function(one) one$change$se > 0)
  judged <- if (any(moved)) judge_family(lapply(found[moved], function(one) one$change), pack$level) else list()
  lapply(setNames(names(found), names(found)), function(name) {
    one <- found[[name]]
    verdict <- judged[[name]][c("p", "adjusted_p", "verdict")]
    c(one$first, one$change[c("difference", "se", "lower", "upper")], one$tests, verdict)
  })
}
`;
