# Item count beyond the cases file. From tests/reference/more:  Rscript sensitive.R > sensitive.json
suppressMessages({ library(survey); library(jsonlite) })
sens <- read.csv(file.path("..", "csv", "sens.csv"))
# A second list for the other half, and an open answer: columns of other questions stand in for them.
sens$other_count <- sens$forced_yes + sens$unrelated_yes + sens$warner_yes
sens$open_yes <- sens$unrelated_yes
d <- svydesign(ids = ~1, weights = ~weight, data = sens)
items <- 4

both <- function(x) list(estimate = unname(coef(x))[1], se = unname(SE(x))[1])
second <- function(g) list(estimate = unname(coef(g))[2], se = unname(SE(g))[2], df = g$df.residual)

ends <- list(
  floor = both(svymean(~I(as.numeric(list_count == 0)), subset(d, list_treat == 0))),
  ceiling = both(svymean(~I(as.numeric(list_count == items)), subset(d, list_treat == 0))),
  "trait-ruled-out" = both(svymean(~I(as.numeric(list_count == 0)), subset(d, list_treat == 1))),
  "trait-given-away" = both(svymean(~I(as.numeric(list_count == items + 1)), subset(d, list_treat == 1)))
)
cell <- function(others, has_trait) {
  d <- update(d, up = as.numeric(list_count <= ifelse(list_treat == 1, others, others - !has_trait)))
  g <- svyglm(up ~ list_treat, d)
  sign <- if (has_trait) -1 else 1
  list(others = others, hasTrait = has_trait, estimate = sign * unname(coef(g))[2], se = unname(SE(g))[2])
}
cells <- c(lapply(0:items, cell, TRUE), lapply(0:items, cell, FALSE))

double <- second(svyglm(I((list_count - other_count) / 2) ~ list_treat, d))

combined <- function(w, data) {
  x <- sum(w * data$open_yes) / sum(w)
  no <- data$open_yes == 0
  m <- function(arm) weighted.mean(data$list_count[no & data$list_treat == arm], w[no & data$list_treat == arm])
  x + (1 - x) * (m(1) - m(0))
}
jackknife <- withReplicates(as.svrepdesign(d, type = "JK1"), combined)

# The example of Coppock's vignette of package `list` (2022), whose list estimate is printed there as 0.619082 with
# standard error 0.05910645.
set.seed(123)
type <- rep(c("TA", "WH", "IN"), each = 500)
D <- ifelse(type == "TA", 1, 0)
Y0 <- sample(1:4, 1500, replace = TRUE)
Y1 <- Y0 + ifelse(type %in% c("TA", "WH"), 1, 0)
Z <- rbinom(1500, 1, 0.5)
Y <- Z * Y1 + (1 - Z) * Y0
counted <- as.data.frame(table(yes = D, arm = Z, count = Y))
vignette <- list(
  rows = lapply(which(counted$Freq > 0), function(i) as.numeric(sapply(counted[i, ], as.character))),
  combined = mean(D) + (1 - mean(D)) * (mean(Y[Z == 1 & D == 0]) - mean(Y[Z == 0 & D == 0]))
)

cat(toJSON(list(
  ends = ends, cells = cells, double = double,
  combined = list(estimate = unname(coef(jackknife)), jackknife_se = unname(SE(jackknife))),
  placebo_list = second(svyglm(list_count ~ list_treat, subset(d, open_yes == 1))),
  placebo_direct = second(svyglm(open_yes ~ list_treat, d)),
  vignette = vignette
), digits = NA, auto_unbox = TRUE), "\n")
