# Totals, ratios, quantiles, tables and tests of independence where the public cases are thin: domains with missing
# answers, groups on clusters, ties, heavy weights, empty cells, two stages, replicate weights.
#   Rscript tests/reference/more/tables.R > tests/reference/more/tables.json
suppressMessages(library(survey))
read <- function(name) read.csv(file.path("tests/reference/csv", paste0(name, ".csv")), stringsAsFactors = FALSE, na.strings = c("NA", ""))
apistrat <- read("apistrat"); apiclus1 <- read("apiclus1"); apisrs <- read("apisrs"); two <- read("apiclus2")
nhanes <- read("nhanes"); gss <- read("gssvocab"); lonely <- read("lonely")
levelsOf <- lapply(jsonlite::fromJSON("tests/reference/cases.json")$data, function(x) x$factor_levels)
for (v in names(levelsOf$nhanes)) nhanes[[v]] <- factor(nhanes[[v]], levels = levelsOf$nhanes[[v]])
for (v in names(levelsOf$gssvocab)) gss[[v]] <- factor(gss[[v]], levels = levelsOf$gssvocab[[v]])
# The last three schools of the second stratum answer for a third of all.
apistrat$heavy <- apistrat$pw * ifelse(seq_len(200) > 197, 50, 1)
designs <- list(
  srs = quote(svydesign(ids = ~1, weights = ~pw, data = apisrs)),
  strat_fpc = quote(svydesign(ids = ~1, strata = ~stype, weights = ~pw, fpc = ~fpc, data = apistrat)),
  heavy = quote(svydesign(ids = ~1, strata = ~stype, weights = ~heavy, data = apistrat)),
  clus = quote(svydesign(ids = ~dnum, weights = ~pw, data = apiclus1)),
  clus_fpc = quote(svydesign(ids = ~dnum, weights = ~pw, fpc = ~fpc, data = apiclus1)),
  two = quote(svydesign(ids = ~dnum + snum, fpc = ~fpc1 + fpc2, weights = ~pw, data = two)),
  nh = quote(svydesign(ids = ~SDMVPSU, strata = ~SDMVSTRA, weights = ~WTMEC2YR, nest = TRUE, data = nhanes)),
  gss_w = quote(svydesign(ids = ~1, weights = ~wbase, data = gss)),
  lonely_d = quote(svydesign(ids = ~1, strata = ~stype, weights = ~pw, data = lonely)),
  rep_jk1 = quote(as.svrepdesign(svydesign(ids = ~dnum, weights = ~pw, data = apiclus1), type = "JK1")),
  rep_jkn = quote(as.svrepdesign(svydesign(ids = ~1, strata = ~stype, weights = ~pw, data = apistrat), type = "JKn")))
made <- lapply(designs, eval)
cases <- list()
run <- function(kind, design, call, params, read, options = list()) {
  old <- do.call(base::options, options); on.exit(base::options(old))
  m <- suppressWarnings(eval(parse(text = call), list(d = made[[design]]), globalenv()))
  cases[[length(cases) + 1]] <<- list(kind = kind, design = design, r_call = call, params = params, result = read(m), df = degf(made[[design]]))
}
of <- function(m) list(estimate = unname(coef(m)), se = as.vector(as.matrix(SE(m))))
withDeff <- function(m) c(of(m), list(deff = if (is.null(attr(m, "deff"))) NULL else unname(diag(as.matrix(attr(m, "deff")))), vcov = unname(vcov(m))))

for (d in c("strat_fpc", "clus", "two", "nh")) {
  x <- switch(d, nh = "HI_CHOL", two = "enroll", "target"); g <- if (d == "nh") "race" else "stype"
  run("total", d, sprintf("svytotal(~%s, d, na.rm = TRUE, deff = 'replace')", x), list(x = x), function(m) list(estimate = unname(coef(m)), se = unname(SE(m)), deff = unname(as.vector(deff(m)))))
  run("by_total", d, sprintf("svyby(~%s, ~%s, d, svytotal, na.rm = TRUE, deff = 'replace')", x, g), list(x = x, by = g), function(m) list(by = as.character(m[[1]]), estimate = unname(coef(m)), se = unname(SE(m)), deff = unname(as.vector(m[[grep("^DEff", names(m))]]))))
}
run("by_total_factor", "nh", "svyby(~chol, ~race, d, svytotal, na.rm = TRUE)", list(factor = "chol", by = "race"), function(m) list(by = as.character(m[[1]]), levels = c("no", "yes"), estimate = unname(coef(m)), se = as.vector(as.matrix(SE(m)))))
for (policy in c("adjust", "average", "certainty"))
  run("total_lonely", "lonely_d", "svytotal(~api00 + (awards == 'Yes'), d)", list(lonelyPsu = policy), function(m) list(estimate = unname(coef(m))[c(1, 3)], se = unname(SE(m))[c(1, 3)]), list(survey.lonely.psu = policy))
for (d in c("clus", "clus_fpc", "strat_fpc", "two", "rep_jk1")) {
  num <- if (d == "two") "api00" else "api_stu"
  run("ratio", d, sprintf("svyratio(~%s, ~enroll, d, na.rm = TRUE)", num), list(num = num, den = "enroll"), of)
  run("by_ratio", d, sprintf("svyby(~%s, ~stype, denominator = ~enroll, d, svyratio, na.rm = TRUE)", num), list(num = num, den = "enroll", by = "stype"), function(m) c(list(by = as.character(m[[1]])), of(m)))
}
run("ratio_deff", "strat_fpc", "svyratio(~target, ~enroll, d, na.rm = TRUE, deff = 'replace')", list(num = "target", den = "enroll"), function(m) c(of(m), list(deff = as.vector(deff(m)))))
quantiles <- c(.05, .25, .5, .75, .95)
ofQuantile <- function(m) { q <- m[[1]]; list(probs = quantiles, quantile = unname(q[, 1]), ci_low = unname(q[, 2]), ci_high = unname(q[, 3]), se = unname(q[, 4])) }
quantileCase <- function(d, x, domain = NULL, by = NULL) run("quantile", d, sprintf("svyquantile(~%s, %s, c(%s), na.rm = TRUE)", x, if (is.null(domain)) "d" else sprintf("subset(d, %s == '%s')", by, domain), paste(quantiles, collapse = ", ")), list(x = x, by = by, domain = domain), ofQuantile)
quantileCase("heavy", "api00"); quantileCase("heavy", "target"); quantileCase("heavy", "target", "M", "stype")
quantileCase("strat_fpc", "target", "H", "stype"); quantileCase("clus", "target", "E", "stype"); quantileCase("two", "enroll")
quantileCase("gss_w", "vocab", "2004", "year"); quantileCase("gss_w", "age", "16 yrs", "educGroup")
quantileCase("rep_jk1", "target"); quantileCase("rep_jkn", "api00", "H", "stype")
run("median_level", "srs", "svyquantile(~avg_ed, d, 0.5, alpha = 0.1, na.rm = TRUE)", list(x = "avg_ed"), function(m) as.list(setNames(unname(m[[1]][1, ]), c("quantile", "ci_low", "ci_high", "se"))))

tables <- list(strat_fpc = c("stype", "mealcat"), clus = c("stype", "awards"), two = c("stype", "awards"), nh = c("race", "chol"), rep_jk1 = c("stype", "awards"), rep_jkn = c("mealcat", "awards"), gss_w = c("educGroup", "ageGroup"))
for (d in names(tables)) {
  v <- tables[[d]]
  # Columns of interaction() run through the first variable fastest.
  run("cells_count", d, sprintf("svytotal(~interaction(%s, %s), d, na.rm = TRUE, deff = 'replace')", v[1], v[2]), list(row = v[1], col = v[2]), withDeff)
  run("cells_total_share", d, sprintf("svymean(~interaction(%s, %s), d, na.rm = TRUE, deff = 'replace')", v[1], v[2]), list(row = v[1], col = v[2]), withDeff)
  run("cells_row_share", d, sprintf("svyby(~%s, ~%s, d, svymean, na.rm = TRUE)", v[2], v[1]), list(row = v[1], col = v[2]), of)
  run("cells_column_share", d, sprintf("svyby(~%s, ~%s, d, svymean, na.rm = TRUE)", v[1], v[2]), list(row = v[1], col = v[2]), of)
}
tested <- function(m) list(statistic = unname(m$statistic), parameter = unname(m$parameter), p = unname(m$p.value))
chisq <- function(d, row, col, design = "d", params = list()) for (s in c("F", "Chisq", "adjWald", "Wald"))
  run("chisq", d, sprintf("svychisq(~%s + %s, %s, statistic = '%s')", row, col, design, s), c(list(row = row, col = col, test = s), params), tested)
chisq("strat_fpc", "stype", "mealcat"); chisq("two", "stype", "awards"); chisq("nh", "race", "chol")
chisq("clus", "mealcat", "ellcat"); chisq("rep_jk1", "stype", "awards"); chisq("rep_jkn", "mealcat", "awards")
chisq("nh", "agecat", "chol", "subset(d, sex == 'male')", list(by = "sex", domain = "male"))
chisq("rep_jkn", "stype", "awards", "subset(d, sch_wide == 'Yes')", list(by = "sch_wide", domain = "Yes"))
# An empty cell: high schools are never in the category.
for (n in c("strat_fpc", "clus")) made[[n]] <- update(made[[n]], odd = ifelse(api00 > 700, "high", "low"), gap = ifelse(stype == "H" & mealcat == "76-100" | stype == "H" & api00 > 750, NA, mealcat))
emptied <- table(made$strat_fpc$variables$stype, made$strat_fpc$variables$gap)
stopifnot(emptied["H", "76-100"] == 0, emptied["H", "0-25"] > 0)
chisq("strat_fpc", "stype", "gap")
run("wald", "strat_fpc", "regTermTest(svyglm(api00 ~ mealcat, d), ~mealcat, df = degf(d))", list(x = "api00", by = "mealcat"), function(m) list(statistic = as.vector(m$Ftest), parameter = c(m$df, m$ddf), p = as.vector(m$p)))
tTest <- function(m) list(statistic = unname(m$statistic), parameter = unname(m$parameter), p = unname(m$p.value), estimate = unname(m$estimate), conf_int = as.vector(m$conf.int))
run("ttest", "rep_jk1", "svyttest(api00 ~ awards, d)", list(x = "api00", by = "awards", from = "No", to = "Yes"), tTest)
run("ttest", "nh", "svyttest(HI_CHOL ~ sex, d)", list(x = "HI_CHOL", by = "sex", from = "male", to = "female"), tTest)
run("ttest", "strat_fpc", "svyttest(target ~ awards, subset(d, stype == 'M'))", list(x = "target", by = "awards", from = "No", to = "Yes", within = "stype", domain = "M"), tTest)
run("ttest_mean", "clus", "svyttest(I(api00 - 600) ~ 0, d)", list(x = "api00", mu = 600), tTest)
# Doubles that read back exactly; NA and NaN as null.
json <- function(x) {
  if (is.null(x)) "null"
  else if (is.list(x) && is.null(names(x))) paste0("[", paste(vapply(x, json, ""), collapse = ",\n"), "]")
  else if (is.list(x)) paste0("{", paste0('"', names(x), '":', vapply(x, json, ""), collapse = ","), "}")
  else if (length(x) != 1) paste0("[", paste(vapply(as.list(x), json, ""), collapse = ","), "]")
  else if (is.character(x)) paste0('"', x, '"')
  else if (is.na(x)) "null"
  else sprintf("%.17g", x)
}
cat(json(cases), "\n")
