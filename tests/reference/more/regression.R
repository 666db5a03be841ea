# svyglm run to its fixed point (glm's default stops at 1e-8 of the deviance), with interactions, dropped levels and
# replicate weights. From tests/reference/more:  Rscript regression.R > regression.json
suppressMessages({ library(survey); library(jsonlite) })
options(survey.lonely.psu = "fail")
read <- function(name) read.csv(file.path("..", "csv", paste0(name, ".csv")))
tight <- list(epsilon = 1e-15, maxit = 100)

apistrat <- read("apistrat"); apiclus1 <- read("apiclus1"); sens <- read("sens")
for (v in c("stype", "awards", "sch_wide", "mealcat")) {
  apistrat[[v]] <- factor(apistrat[[v]]); apiclus1[[v]] <- factor(apiclus1[[v]])
}
apistrat$stype <- factor(apistrat$stype, levels = c("E", "H", "M"))
apiclus1$stype <- factor(apiclus1$stype, levels = c("E", "H", "M"))
designs <- list(
  strat = svydesign(ids = ~1, strata = ~stype, weights = ~pw, data = apistrat),
  strat_fpc = svydesign(ids = ~1, strata = ~stype, weights = ~pw, fpc = ~fpc, data = apistrat),
  clus = svydesign(ids = ~dnum, weights = ~pw, data = apiclus1),
  sens_d = svydesign(ids = ~1, weights = ~weight, data = sens)
)
designs$rep_jk1 <- as.svrepdesign(designs$clus, type = "JK1")
designs$rep_jkn <- as.svrepdesign(designs$strat, type = "JKn")

of <- function(id, design, call) {
  d <- designs[[design]]
  g <- suppressWarnings(eval(parse(text = call)))
  list(
    id = id, design = design, r_call = call,
    result = list(
      names = names(coef(g)), estimate = unname(coef(g)), se = unname(SE(g)), df_residual = g$df.residual,
      nobs = length(g$y), t = unname(coef(g) / SE(g)),
      p_value = unname(2 * pt(-abs(coef(g) / SE(g)), g$df.residual)),
      vcov = unname(vcov(g)), ci95_t = unname(confint(g, ddf = g$df.residual))
    )
  )
}
tightly <- function(formula, subset = "d") sprintf("svyglm(%s, %s, family = quasibinomial, control = tight)", formula, subset)
cases <- list(
  of("binomial", "strat", tightly("I(awards == 'Yes') ~ ell + meals")),
  of("binomial-factor", "strat_fpc", tightly("I(awards == 'Yes') ~ stype + mobility")),
  of("gaussian-factor", "strat_fpc", "svyglm(api00 ~ stype + meals, d)"),
  of("factor-by-number", "strat", "svyglm(api00 ~ stype + meals + stype:meals, d)"),
  of("factor-by-factor", "strat", "svyglm(api00 ~ sch_wide + stype + sch_wide:stype, d)"),
  of("named-backwards", "strat", "svyglm(api00 ~ stype:sch_wide + sch_wide + stype, d)"),
  of("no-first-main-effect", "strat", "svyglm(api00 ~ stype + stype:meals, d)"),
  of("no-second-main-effect", "strat", "svyglm(api00 ~ meals + stype:meals, d)"),
  of("factor-without-its-main-effect", "strat", "svyglm(api00 ~ stype + stype:sch_wide, d)"),
  of("numbers", "clus", "svyglm(api00 ~ ell + meals + ell:meals, d)"),
  of("domain", "clus", tightly("I(awards == 'Yes') ~ stype + meals", "subset(d, stype != 'H')")),
  of("replicates", "rep_jk1", "svyglm(api00 ~ ell + meals, d)"),
  of("replicates-stratified", "rep_jkn", "svyglm(api00 ~ stype + meals, d)"),
  of("replicates-binomial", "rep_jk1", tightly("I(awards == 'Yes') ~ meals"))
)
cat(toJSON(cases, digits = 17, auto_unbox = TRUE, pretty = FALSE, null = "null", na = "null"), "\n")
