# Designs of several stages, their degrees of freedom and weights implied by populations.
# Rscript tests/reference/more/designs.R > tests/reference/more/designs.json
suppressMessages({library(survey); library(jsonlite)})
data(api)
two <- read.csv("tests/reference/csv/apiclus2.csv", stringsAsFactors = FALSE)
two$many <- 10000
describe <- function(call, stat, options = list()) {
  old <- do.call(base::options, options); on.exit(base::options(old))
  d <- eval(parse(text = call)); m <- eval(parse(text = stat), list(d = d), globalenv())
  list(design = call, r_call = stat, options = options, estimate = unname(coef(m)), vcov = unname(vcov(m)), df = degf(d),
       weights_sum = sum(weights(d)))
}
cases <- list(
  describe("svydesign(ids = ~dnum + snum, fpc = ~fpc1 + fpc2, data = two)", "svymean(~api00 + enroll, d, na.rm = TRUE)"),
  describe("svydesign(ids = ~dnum + snum, fpc = ~fpc1 + fpc2, weights = ~pw, data = two)", "svymean(~api00 + stype, d)"),
  describe("svydesign(ids = ~dnum + snum, weights = ~pw, data = two)", "svymean(~api00 + stype, d)"),
  describe("svydesign(ids = ~dnum + snum, fpc = ~fpc1 + many, weights = ~pw, data = two)", "svymean(~api00 + stype, d)",
           list(survey.lonely.psu = "adjust")),
  describe("svydesign(ids = ~dnum + snum, fpc = ~fpc1 + many, weights = ~pw, data = two)", "svymean(~api00 + stype, d)",
           list(survey.lonely.psu = "certainty")),
  describe("svydesign(ids = ~dnum + snum, strata = ~half, fpc = ~fpc1 + fpc2, weights = ~pw, nest = TRUE, data = two)", "svymean(~api00 + stype, d)"),
  describe("svydesign(ids = ~dnum + snum, strata = ~half, fpc = ~fpc1 + fpc2, weights = ~pw, nest = TRUE, data = two)",
           "svymean(~api00, subset(d, stype == 'E'))"),
  describe("svydesign(ids = ~dnum + snum, fpc = ~fpc1 + fpc2, data = two)", "svytotal(~enroll, d, na.rm = TRUE)"))
cat(toJSON(cases, digits = NA, auto_unbox = TRUE, pretty = TRUE), "\n")
