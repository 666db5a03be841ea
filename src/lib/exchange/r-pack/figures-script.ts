/** R that computes a measure in a wave: `soundings.R`, part two. */
export const figuresScript = String.raw`
roles_of <- function(pack, wave, measure) {
  pack$columns[pack$columns$wave == wave & pack$columns$measure == measure, ]
}

columns_in <- function(roles, role) unique(roles$variable[roles$role == role])
codes_in <- function(roles, role, variable) {
  as.numeric(roles$code[roles$role == role & roles$variable == variable])
}

# What a measure takes of each row: y, whether the row is in its base, and whether it was asked. NULL: not in this wave.
answers_to <- function(pack, wave, measure, data) {
  about <- pack$measures[pack$measures$wave == wave & pack$measures$measure == measure, ]
  if (nrow(about) == 0) return(NULL)
  roles <- roles_of(pack, wave, measure)
  among <- rep(TRUE, nrow(data))
  for (role in grep("^among", unique(roles$role), value = TRUE)) {
    variable <- columns_in(roles, role)
    among <- among & data[[variable]] %in% codes_in(roles, role, variable)
  }
  of <- switch(about$statistic,
    share = share_answers(roles, data),
    crosswise = share_answers(roles, data),
    score = score_answers(roles, data),
    mean = number_answers(roles, data),
    "item-count" = count_answers(roles, data)
  )
  c(of, list(among = among, statistic = about$statistic, probability = as.numeric(about$probability)))
}

# 1 where any of the columns has a code that counts, 0 where one is in the base.
share_answers <- function(roles, data) {
  variables <- columns_in(roles, "counted")
  any_of <- function(test) Reduce("|", lapply(variables, test))
  list(
    y = as.numeric(any_of(function(v) data[[v]] %in% codes_in(roles, "counted", v))),
    base = any_of(function(v) data[[v]] >= 0 | data[[v]] %in% codes_in(roles, "in-base", v)),
    asked = any_of(function(v) data[[v]] != -2)
  )
}

# Right answers over questions met: "don't know" (-8) is met and not right, a refusal is not met.
score_answers <- function(roles, data) {
  variables <- columns_in(roles, "item")
  answers <- as.matrix(data[variables])
  met <- rowSums(answers >= 0 | answers == -8)
  list(y = ifelse(met > 0, rowSums(answers == 1) / pmax(met, 1), 0), base = met > 0, asked = answers[, 1] != -2)
}

number_answers <- function(roles, data) {
  variable <- columns_in(roles, "number")
  reason <- data[[paste0(variable, ".missing")]]
  if (is.null(reason)) reason <- pmin(data[[variable]], 0)
  list(y = ifelse(reason == 0, data[[variable]], 0), base = reason == 0, asked = reason != -2)
}

# Half of a sample saw the list with the sensitive item, half without.
count_answers <- function(roles, data) {
  of <- number_answers(roles, data)
  arm <- data[[columns_in(roles, "treatment")]]
  of$treatment <- as.numeric(arm == codes_in(roles, "treatment", columns_in(roles, "treatment")))
  of$control <- as.numeric(arm == codes_in(roles, "control", columns_in(roles, "control")))
  of
}

# The rows of a group of the break variable; all rows for no group; NULL where the wave lacks the variable.
group_rows <- function(pack, data, group) {
  if (group == "") return(rep(TRUE, nrow(data)))
  if (is.null(data[[pack$break_by]])) return(NULL)
  data[[pack$break_by]] == as.numeric(group)
}

absent <- function(reason, n = 0) list(absence = reason, n = n)

# One measure in one wave and group: the estimate with all that stands beside it, or why there is none.
point_of <- function(pack, wave, measure, group, design) {
  if (is_published(pack, wave)) return(published_point(pack, wave, measure))
  data <- design$variables
  of <- answers_to(pack, wave, measure, data)
  rows <- group_rows(pack, data, group)
  if (is.null(of) || is.null(rows)) return(absent("not-asked"))
  rows <- rows & data$sampled.
  halves <- if (of$statistic == "item-count") list(of$treatment == 1, of$control == 1) else list(TRUE)
  for (half in halves) {
    inside <- rows & of$among & half
    if (!any(inside & of$base)) return(absent(if (any(inside & of$asked)) "nobody-in-base" else "not-asked"))
  }
  inside <- rows & of$among & of$base & Reduce("|", halves)
  df <- degf(subset(design, rows)) - (length(halves) - 1)
  if (df < 1) return(absent("too-few-units", sum(inside)))
  design$variables$y. <- of$y
  design$variables$treatment. <- if (is.null(of$treatment)) 0 else of$treatment
  estimate_of(of, subset(design, inside), weights(design) * inside, df, pack$level)
}

estimate_of <- function(of, part, weight, df, level) {
  found <- switch(of$statistic,
    "item-count" = difference_of_means(part),
    crosswise = crosswise_share(part, of$probability),
    mean_of(part)
  )
  counts <- of$y[weight > 0]
  # Nobody or everybody: without what a computer rounds.
  if (of$statistic == "share" && all(counts == counts[1])) found <- list(estimate = counts[1], se = 0, random = 0)
  sizes <- if (of$statistic == "item-count") list(weight * of$treatment, weight * of$control) else list(weight)
  sums <- sapply(sizes, sum)
  effective <- sapply(sizes, function(w) sum(w)^2 / sum(w^2))
  range <- interval_of(found, df, level, sum(sums)^2 / sum(sums^2 / effective), of$statistic == "share")
  c(
    list(estimate = found$estimate, se = found$se, df = df, lower = range[1], upper = range[2]),
    list(n = sum(weight > 0), effective_base = sum(sums)^2 / sum(sums^2 / effective), deff = found$se^2 / found$random),
    if (of$statistic %in% c("item-count", "crosswise")) list(
      truncated_estimate = clip(found$estimate), truncated_lower = clip(range[1]), truncated_upper = clip(range[2])
    )
  )
}

clip <- function(x) min(1, max(0, x))

# Of a simple random sample with replacement as large as the base.
random_variance <- function(y, w) sum(w * (y - sum(w * y) / sum(w))^2) / sum(w) / (length(y) - 1)

mean_of <- function(part) {
  inside <- is.finite(part$prob)
  m <- svymean(~y., part)
  random <- random_variance(part$variables$y.[inside], weights(part)[inside])
  list(estimate = coef(m)[[1]], se = SE(m)[[1]], random = random)
}

difference_of_means <- function(part) {
  inside <- is.finite(part$prob)
  # It warns that the rows outside the base have no weight.
  fit <- suppressWarnings(svyglm(y. ~ treatment., part))
  error <- suppressWarnings(SE(fit)[[2]])
  y <- part$variables$y.[inside]
  w <- weights(part)[inside]
  treated <- part$variables$treatment.[inside] == 1
  random <- random_variance(y[treated], w[treated]) + random_variance(y[!treated], w[!treated])
  list(estimate = coef(fit)[[2]], se = error, random = random)
}

# The share behind a crosswise question, from the share of "both or neither" and the innocuous statement's probability.
crosswise_share <- function(part, probability) {
  alike <- mean_of(part)
  slope <- 1 / (2 * probability - 1)
  list(estimate = (alike$estimate + probability - 1) * slope, se = alike$se * abs(slope), random = alike$random * slope^2)
}

# Of a share on the logit scale; where nobody or everybody counts, Clopper and Pearson's on the effective base.
interval_of <- function(found, df, level, effective, is_share) {
  p <- found$estimate
  tail <- (1 + level) / 2
  if (!is_share) return(p + c(-1, 1) * qt(tail, df) * found$se)
  if (p <= 0) return(c(0, qbeta(tail, 1, effective)))
  if (p >= 1) return(c(qbeta(1 - tail, effective, 1), 1))
  plogis(qlogis(p) + c(-1, 1) * qt(tail, df) * found$se / (p * (1 - p)))
}
`;
