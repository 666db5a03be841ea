# The General Social Survey's eight waves, each raked by itself. Run in the folder of package.json:
#   Rscript tests/reference/more/gss.R > tests/reference/more/gss.json
# Frequencies, weights, shares, means, changes with their verdicts, a crosstab and its test: all R's own, from the file alone.
suppressMessages(library(survey))
full <- function(x) format(as.numeric(x), digits = 17)
quoted <- function(x) paste0('"', x, '"')
json <- function(x) {
  if (is.data.frame(x)) json(lapply(seq_len(nrow(x)), function(k) as.list(x[k, ])))
  else if (is.list(x) && is.null(names(x))) paste0("[", paste(vapply(x, json, ""), collapse = ","), "]")
  else if (is.list(x)) paste0("{", paste0(quoted(names(x)), ":", vapply(x, json, ""), collapse = ","), "}")
  else if (is.character(x)) quoted(x)
  else if (length(x) == 1) full(x)
  else paste0("[", paste(vapply(x, full, ""), collapse = ","), "]")
}
gss <- read.csv(gzfile("tests/fixtures/gss/gss-2000-2014.csv.gz"), stringsAsFactors = FALSE, na.strings = "")
reasons <- c("No answer", "Don't know", "Not applicable", "Refused")
gss$age_band <- as.character(cut(gss$age, c(18, 30, 45, 60, 75, Inf), right = FALSE, labels = 1:5))
gss$age_band[is.na(gss$age_band)] <- "unknown"
democrat <- c("Strong democrat", "Not str democrat"); republican <- c("Strong republican", "Not str republican")
independent <- c("Ind,near dem", "Independent", "Ind,near rep")
is <- function(column, labels) ifelse(column %in% reasons, NA, as.numeric(column %in% labels))
gss$party <- ifelse(gss$partyid %in% reasons, NA, ifelse(gss$partyid %in% democrat, "Democrat",
  ifelse(gss$partyid %in% independent, "Independent", ifelse(gss$partyid %in% republican, "Republican", "Other party"))))
gss$party <- factor(gss$party, c("Democrat", "Independent", "Republican", "Other party"))
gss$race <- factor(gss$race, c("White", "Black", "Other"))
measures <- list("democrat" = is(gss$partyid, democrat), "independent" = is(gss$partyid, independent),
  "republican" = is(gss$partyid, republican), "married" = is(gss$marital, "Married"),
  "never-married" = is(gss$marital, "Never married"), "no-religion" = is(gss$relig, "None"), "tv-hours" = gss$tvhours)
smallest <- c(rep(0.03, 6), 0.2)
for (id in names(measures)) gss[[id]] <- measures[[id]]

# Margins: all eight waves of the file together. Who told no age keeps the share that they have in their wave.
age <- c(0.1783, 0.3004, 0.2720, 0.1685, 0.0808); race <- c(White = 0.7631, Black = 0.1457, Other = 0.0912)
waves <- sort(unique(gss$wave))
weighed <- function(d) {
  levels <- c(1:5, if (any(d$age_band == "unknown")) "unknown")
  d$age_band <- factor(d$age_band, levels)
  lost <- mean(d$age_band == "unknown")
  ages <- c(age * (1 - lost), if (lost > 0) lost)
  base <- svydesign(ids = ~1, weights = ~1, data = d)
  totals <- nrow(d) * c(1, ages[-1], race[-1])
  names(totals) <- colnames(model.matrix(~ age_band + race, d))
  sound <- calibrate(base, ~ age_band + race, population = totals, calfun = "raking", epsilon = 1e-13, maxit = 500)
  swept <- rake(base, list(~age_band, ~race), list(data.frame(age_band = factor(levels), Freq = nrow(d) * ages),
    data.frame(race = names(race), Freq = nrow(d) * race)), control = list(maxit = 1000, epsilon = 1e-10))
  stopifnot(max(abs(weights(sound) - weights(swept))) < 1e-9)
  sound
}
designs <- lapply(waves, function(w) weighed(gss[gss$wave == w, ]))
names(designs) <- waves
gss$w <- unsplit(lapply(designs, weights), gss$wave)

counted <- function(d, variable) {
  given <- ifelse(is.na(d[[variable]]), "", as.character(d[[variable]]))
  lapply(split(d$w, given), function(w) list(n = length(w), weighted = sum(w)))
}
frequencies <- lapply(split(gss, gss$wave), function(d) {
  counts <- lapply(c("marital", "race", "rincome", "partyid", "relig"), function(v) counted(d, v))
  names(counts) <- c("marital", "race", "rincome", "partyid", "relig")
  sums <- lapply(c("age", "tvhours"), function(v) { has <- !is.na(d[[v]])
    list(n = sum(has), sum = sum(d[[v]][has]), weighted = sum((d$w * d[[v]])[has])) })
  names(sums) <- c("age", "tvhours")
  list(rows = nrow(d), counts = counts, sums = sums)
})
cells <- lapply(designs, function(d) { v <- d$variables
  tapply(weights(d), paste(v$race, v$age_band), function(w) { stopifnot(diff(range(w)) < 1e-12); w[1] }) })
kish <- lapply(designs, function(d) { w <- weights(d); list(effective = sum(w)^2 / sum(w^2), least = min(w), greatest = max(w)) })

# Who did not answer leaves the figure and yet counts among the degrees of freedom, as with na.rm.
point <- function(d, id) {
  m <- svymean(as.formula(paste0("~`", id, "`")), d, na.rm = TRUE)
  list(value = coef(m)[[1]], se = SE(m)[[1]], df = degf(d), n = sum(weights(d) > 0 & !is.na(d$variables[[id]])))
}
trend <- lapply(names(measures), function(id) lapply(designs, point, id))
names(trend) <- names(measures)
groups <- lapply(levels(gss$race), function(g) lapply(designs, function(d) point(subset(d, race == g), "democrat")))
names(groups) <- levels(gss$race)

# One family for each wave: every measure against the wave before and against the first.
family <- function(k) {
  pairs <- unique(data.frame(from = c(k - 1, 1)))$from
  all <- do.call(rbind, lapply(seq_along(measures), function(m) do.call(rbind, lapply(pairs, function(from) {
    a <- trend[[m]][[from]]; b <- trend[[m]][[k]]
    v <- c(a$se, b$se)^2; df <- sum(v)^2 / sum(v^2 / c(a$df, b$df))
    data.frame(measure = names(measures)[m], from = waves[from], difference = b$value - a$value, se = sqrt(sum(v)), df = df, x = smallest[m])
  }))))
  all$p <- 2 * pt(-abs(all$difference / all$se), all$df)
  all$holm <- p.adjust(all$p, "holm")
  within <- abs(all$difference) + qt(0.95, all$df) * all$se < all$x
  all$verdict <- ifelse(all$holm < 0.05, "changed", ifelse(within, "no-change-larger-than", "cannot-tell"))
  all
}
changes <- lapply(2:8, family); names(changes) <- waves[-1]

last <- designs[["2014"]]
by <- svyby(~party, ~race, last, svymean, na.rm = TRUE)
test <- svychisq(~ party + race, last, statistic = "F")
table <- svytable(~ party + race, last)
crosstab <- list(shares = unname(lapply(seq_len(nrow(by)), function(r) unname(coef(by)[(0:3) * 3 + r]))),
  se = unname(lapply(seq_len(nrow(by)), function(r) unname(as.numeric(SE(by)[r, ])))),
  counts = lapply(1:3, function(k) as.vector(table[, k])),
  F = test$statistic[[1]], df = unname(test$parameter), p = test$p.value[[1]])
cat(json(list(frequencies = frequencies, weights = lapply(cells, as.list), kish = kish, trend = trend, groups = groups,
  changes = changes, crosstab = crosstab)), "\n")
