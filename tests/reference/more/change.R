# Change over waves: people in common, difference in differences, pools, mix, lines. Run in tests/reference:
#   Rscript more/change.R > more/change.json
# Every number is R's own: package survey for variances, base R for the arithmetic around them.
suppressMessages(library(survey))
read <- function(name) read.csv(file.path("csv", paste0(name, ".csv")), stringsAsFactors = FALSE)
full <- function(x) format(as.numeric(x), digits = 17)
json <- function(x) {
  if (is.list(x)) paste0("{", paste0('"', names(x), '":', vapply(x, json, ""), collapse = ","), "}")
  else if (is.matrix(x)) json(as.vector(t(x)))
  else if (is.character(x)) paste0("[", paste0('"', x, '"', collapse = ","), "]")
  else if (length(x) == 1) full(x)
  else paste0("[", paste(vapply(x, full, ""), collapse = ","), "]")
}

# Two waves of a panel made of one sample: schools 1–140 in 1999, 61–200 in 2000; y is the score of the year.
panel <- function(d, from, to, strata = NULL) {
  a <- d[from, ]; b <- d[to, ]
  a$wave <- 1; a$y <- a$api99; a$person <- from
  b$wave <- 2; b$y <- b$api00; b$person <- to
  rbind(a, b)
}
change <- function(design) {
  by <- svyby(~y, ~wave, design, svymean, covmat = TRUE)
  d <- svycontrast(by, c(-1, 1))
  list(estimate = coef(by), vcov = vcov(by), difference = coef(d), se = SE(d), df = degf(design))
}
out <- list()
api <- read("apistrat")
# Stratified by school type: the file is ordered by type, so every third school leaves and every third comes.
left <- which(seq_len(nrow(api)) %% 3 != 0); came <- which(seq_len(nrow(api)) %% 3 != 1)
st <- panel(api, left, came)
out$overlap_plain <- change(svydesign(ids = ~person, weights = ~pw, data = st))
out$overlap_strata <- change(svydesign(ids = ~person, strata = ~stype, weights = ~pw, data = st))
out$overlap_fpc <- change(svydesign(ids = ~person, strata = ~stype, weights = ~pw, fpc = ~fpc, data = st))
out$overlap_complete <- change(svydesign(ids = ~person, strata = ~stype, weights = ~pw, data = panel(api, 1:200, 1:200)))
paired <- svydesign(ids = ~1, strata = ~stype, weights = ~pw, data = transform(api, gain = api00 - api99))
out$paired <- list(difference = coef(svymean(~gain, paired)), se = SE(svymean(~gain, paired)), df = degf(paired))
st$group <- st$awards
by <- svyby(~y, ~wave, subset(svydesign(ids = ~person, strata = ~stype, weights = ~pw, data = st), awards == "Yes"), svymean, covmat = TRUE)
d <- svycontrast(by, c(-1, 1))
out$overlap_group <- list(difference = coef(d), se = SE(d),
  df = degf(subset(svydesign(ids = ~person, strata = ~stype, weights = ~pw, data = st), awards == "Yes")))
# Clusters: the same districts in both years, schools known again.
cl <- read("apiclus1")
cp <- panel(cl, which(seq_len(nrow(cl)) %% 3 != 0), which(seq_len(nrow(cl)) %% 3 != 1))
out$overlap_clusters <- change(svydesign(ids = ~dnum, weights = ~pw, data = cp))
# Each wave raked to the population by itself: margins crossed with the wave, residuals of the base-weighted regression.
margins <- list(stype = c(E = 4421, H = 755, M = 1018), awards = c(No = 2027, Yes = 4167))
st$w1s <- factor(paste(st$wave, st$stype)); st$w1a <- factor(paste(st$wave, st$awards))
base <- svydesign(ids = ~person, strata = ~stype, weights = ~pw, data = st)
form <- ~ w1s + w1a
mm <- model.matrix(form, st)
totals <- c(2 * 6194, rep(NA, ncol(mm) - 1)); names(totals) <- colnames(mm)
for (w in 1:2) {
  for (v in names(margins$stype)) { k <- paste0("w1s", w, " ", v); if (k %in% colnames(mm)) totals[k] <- margins$stype[v] }
  for (v in names(margins$awards)) { k <- paste0("w1a", w, " ", v); if (k %in% colnames(mm)) totals[k] <- margins$awards[v] }
}
# One column of the second wave's awards is implied by the others; calibrate() drops it through a generalised inverse.
raked <- calibrate(base, form, population = totals, calfun = "raking", epsilon = 1e-13, maxit = 500, force = FALSE)
# svyby(covmat = TRUE) fails on calibrated designs in 4.1-1; a regression on the wave gives the same covariance.
by <- svyglm(y ~ 0 + factor(wave), raked)
d <- svycontrast(by, c(-1, 1))
out$overlap_raked <- list(estimate = coef(by), vcov = vcov(by), difference = coef(d), se = SE(d), weights = range(weights(raked)))

# Difference in differences over eight waves of the General Social Survey.
gss <- read("gssvocab")
years <- c(1984, 1988, 1991, 1996, 2000, 2004, 2010, 2016)
gss$post <- as.integer(gss$year >= 2004); gss$native <- as.integer(gss$nativeBorn == "yes")
for (name in c("gss_st", "gss_w")) {
  design <- if (name == "gss_st") svydesign(ids = ~1, strata = ~year, weights = ~wbase, data = gss) else svydesign(ids = ~1, weights = ~wbase, data = gss)
  fit <- svyglm(highvocab ~ post * native, design)
  out[[paste0("did_pooled_", name)]] <- list(estimate = coef(fit)[4], se = SE(fit)[4], df = fit$df.residual, p = summary(fit, df.resid = fit$df.residual)$coefficients[4, 4])
  answered <- subset(design, !is.na(highvocab))
  cells <- svyby(~highvocab, ~year + native, answered, svymean, covmat = TRUE)
  n <- length(years); V <- vcov(cells); b <- coef(cells)
  key <- names(b)
  at <- function(y, g) match(paste(y, g, sep = "."), key)
  gap <- function(y) { L <- rep(0, 2 * n); L[at(y, 1)] <- 1; L[at(y, 0)] <- -1; L }
  pre <- years[years < 2004]; post <- years[years >= 2004]
  equal <- rowMeans(sapply(post, gap)) - rowMeans(sapply(pre, gap))
  out[[paste0("did_equal_", name)]] <- list(estimate = sum(equal * b), se = sqrt(drop(equal %*% V %*% equal)))
  ref <- gap(2000)
  ev <- t(sapply(setdiff(years, 2000), function(y) gap(y) - ref))
  out[[paste0("event_", name)]] <- list(estimate = drop(ev %*% b), se = sqrt(diag(ev %*% V %*% t(ev))))
  L <- t(sapply(setdiff(pre, 2000), function(y) gap(y) - ref))
  W <- drop(t(L %*% b) %*% solve(L %*% V %*% t(L)) %*% (L %*% b))
  k <- nrow(L); d <- degf(subset(design, !is.na(highvocab)))
  out[[paste0("pretrend_", name)]] <- list(W = W, F = W * (d - k + 1) / (k * d), df1 = k, df2 = d - k + 1, p = pf(W * (d - k + 1) / (k * d), k, d - k + 1, lower.tail = FALSE))
  # A straight line through the eight waves' shares, each wave alike.
  by <- svyby(~highvocab, ~year, answered, svymean, covmat = TRUE)
  cw <- (years - mean(years)) / sum((years - mean(years))^2)
  s <- svycontrast(by, cw)
  out[[paste0("line_", name)]] <- list(estimate = coef(s), se = SE(s))
}
# The same with few clusters: api scores of 1999 and 2000, schools that won awards against the others, districts the units.
long <- rbind(transform(cl, wave = 1, y = api99), transform(cl, wave = 2, y = api00))
long$treated <- as.integer(long$awards == "Yes"); long$post <- long$wave - 1
fit <- svyglm(y ~ post * treated, svydesign(ids = ~dnum, weights = ~pw, data = long))
out$did_clusters <- list(estimate = coef(fit)[4], se = SE(fit)[4], df = fit$df.residual)

# Pools: waves 1984+1988 and 1988+1991 of the survey, each wave brought to the same weight.
g3 <- subset(gss, year %in% c(1984, 1988, 1991)); g3$w <- g3$wbase / ave(g3$wbase, g3$year, FUN = sum)
dp <- svydesign(ids = ~1, strata = ~year, weights = ~w, data = g3)
m1 <- subset(dp, year %in% c(1984, 1988)); m2 <- subset(dp, year %in% c(1988, 1991))
a <- svymean(~highvocab, m1, na.rm = TRUE, influence = TRUE); b <- svymean(~highvocab, m2, na.rm = TRUE)
g3$in1 <- as.integer(g3$year %in% c(1984, 1988) & !is.na(g3$highvocab)); g3$in2 <- as.integer(g3$year %in% c(1988, 1991) & !is.na(g3$highvocab))
g3$y <- ifelse(is.na(g3$highvocab), 0, g3$highvocab)
dq <- svydesign(ids = ~1, strata = ~year, weights = ~w, data = g3)
tot <- svytotal(~ I(in1 * y) + in1 + I(in2 * y) + in2, dq)
ratio <- svycontrast(tot, list(p1 = quote(`I(in1 * y)` / in1), p2 = quote(`I(in2 * y)` / in2), d = quote(`I(in2 * y)` / in2 - `I(in1 * y)` / in1)))
out$pools <- list(estimate = coef(ratio), se = sqrt(diag(vcov(ratio))), separate = c(SE(a), SE(b)))

# Mix and rates between 1984 and 2016 by education: the delta method on totals.
g2 <- subset(gss, year %in% c(1984, 2016))
lv <- c("<12 yrs", "12 yrs", "13-15 yrs", "16 yrs", ">16 yrs")
for (t in 1:2) for (k in 1:5) {
  g2[[paste0("n", t, k)]] <- as.integer(g2$year == c(1984, 2016)[t] & g2$educGroup == lv[k] & !is.na(g2$highvocab))
  g2[[paste0("y", t, k)]] <- g2[[paste0("n", t, k)]] * ifelse(is.na(g2$highvocab), 0, g2$highvocab)
}
dg <- svydesign(ids = ~1, strata = ~year, weights = ~wbase, data = g2)
names1 <- c(outer(c("n", "y"), c(outer(1:2, 1:5, paste0)), paste0))
tot <- svytotal(as.formula(paste("~", paste(names1, collapse = "+"))), dg)
S <- function(t, k) paste0("(n", t, k, "/(", paste0("n", t, 1:5, collapse = "+"), "))")
M <- function(t, k) paste0("(y", t, k, "/n", t, k, ")")
mixes <- list(average = function(k) paste0("(", S(2, k), "-", S(1, k), ")*(", M(1, k), "+", M(2, k), ")/2"),
  earlier = function(k) paste0("(", S(2, k), "-", S(1, k), ")*", M(1, k)),
  later = function(k) paste0("(", S(2, k), "-", S(1, k), ")*", M(2, k)))
withins <- list(average = function(k) paste0("(", M(2, k), "-", M(1, k), ")*(", S(1, k), "+", S(2, k), ")/2"),
  earlier = function(k) paste0("(", M(2, k), "-", M(1, k), ")*", S(2, k)),
  later = function(k) paste0("(", M(2, k), "-", M(1, k), ")*", S(1, k)))
for (ref in names(mixes)) {
  e <- lapply(list(mix = mixes[[ref]], within = withins[[ref]]), function(f) parse(text = paste(sapply(1:5, f), collapse = "+"))[[1]])
  e$within1 <- parse(text = withins[[ref]](1))[[1]]; e$within4 <- parse(text = withins[[ref]](4))[[1]]
  con <- svycontrast(tot, e)
  out[[paste0("mix_", ref)]] <- list(estimate = coef(con), se = sqrt(diag(vcov(con))))
}
# Admissions at Berkeley, 1973 (Bickel, Hammel & O'Connell 1975, Science 187): women against men over six departments.
ucb <- apply(UCBAdmissions, c(1, 2, 3), sum)
n <- apply(ucb, c(2, 3), sum); r <- ucb["Admitted", , ] / n
s <- n / rowSums(n)
out$berkeley <- list(men = sum(s["Male", ] * r["Male", ]), women = sum(s["Female", ] * r["Female", ]),
  mix = sum((s["Female", ] - s["Male", ]) * (r["Male", ] + r["Female", ]) / 2),
  within = sum((r["Female", ] - r["Male", ]) * (s["Male", ] + s["Female", ]) / 2))
cat(json(out), "\n")
