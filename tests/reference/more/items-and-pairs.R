# Reliability and paired comparisons. From tests/reference/more:  Rscript items-and-pairs.R > items-and-pairs.json
suppressMessages({ library(survey); library(jsonlite) })
clus1 <- read.csv(file.path("..", "csv", "apiclus1.csv"))
strat <- read.csv(file.path("..", "csv", "apistrat.csv"))
strat_d <- svydesign(ids = ~1, strata = ~stype, weights = ~pw, data = strat)
clus_d <- svydesign(ids = ~dnum, weights = ~pw, data = clus1)

alpha <- function(w, data, items) {
  x <- as.matrix(data[, items])
  v <- function(y) sum(w * (y - sum(w * y) / sum(w))^2) / sum(w)
  k <- length(items)
  k / (k - 1) * (1 - sum(apply(x, 2, v)) / v(rowSums(x)))
}
# Percentages of a school; the example of R's help page on svycralpha has them too.
items <- c("ell", "mobility", "meals")
jackknife_alpha <- withReplicates(as.svrepdesign(strat_d, type = "JKn"), function(w, data) alpha(w, data, items))

# Schools' scores of 1999 and 2000 are pairs.
pairs <- update(strat_d, change = api00 - api99, was = as.numeric(api99 >= 650), is = as.numeric(api00 >= 650))
m <- svymean(~change, pairs)
s <- svymean(~I(is - was), pairs)
dz <- function(w, data) {
  d <- data$api00 - data$api99
  n <- nrow(data)
  mean <- sum(w * d) / sum(w)
  mean / sqrt(n / (n - 1) * sum(w * (d - mean)^2) / sum(w))
}
jackknife_dz <- withReplicates(as.svrepdesign(strat_d, type = "JKn"), dz)

depression <- list(
  before = c(1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30),
  after = c(0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29)
)
tied <- suppressWarnings(wilcox.test(strat$api00, strat$api99, paired = TRUE))
cat(toJSON(list(
  alpha_clus = svycralpha(~ell + mobility + meals, clus_d)[[1]],
  alpha_strat = svycralpha(~ell + mobility + meals, strat_d)[[1]],
  alpha_avg_ed = svycralpha(~ell + mobility + avg_ed + meals, clus_d, na.rm = TRUE)[[1]],
  alpha_jackknife = c(coef(jackknife_alpha), SE(jackknife_alpha)),
  paired_mean = list(estimate = coef(m)[[1]], se = SE(m)[[1]], ci = as.numeric(confint(m, df = degf(pairs)))),
  paired_share = list(estimate = coef(s)[[1]], se = SE(s)[[1]], ci = as.numeric(confint(s, df = degf(pairs)))),
  dz = coef(m)[[1]] / sqrt(coef(svyvar(~change, pairs))[[1]]),
  dz_jackknife = c(coef(jackknife_dz), SE(jackknife_dz)),
  mcnemar = lapply(list(c(150, 86), c(3, 11), c(5, 5), c(0, 6), c(1200, 1301)), function(x) list(
    gained = x[1], lost = x[2],
    statistic = unname(mcnemar.test(matrix(c(100, x[1], x[2], 100), 2), correct = FALSE)$statistic),
    p = mcnemar.test(matrix(c(100, x[1], x[2], 100), 2), correct = FALSE)$p.value,
    exact = binom.test(x[1], sum(x))$p.value
  )),
  wilcoxon_exact = with(wilcox.test(depression$after, depression$before, paired = TRUE), c(statistic, p.value)),
  wilcoxon_normal = c(tied$statistic[[1]], tied$p.value)
), digits = NA, auto_unbox = TRUE), "\n")
