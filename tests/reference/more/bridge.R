# Changes across a bridge: three waves, the second of which asked its halves in two wordings. Run in tests/reference:
#   Rscript more/bridge.R > more/bridge.json
# Wave 1 is the stratified sample of schools in the old words (api99), wave 2 the clusters, every third school in the old
# words and the others in the new (api00), so that districts hold both; wave 3 the random sample in the new words.
suppressMessages(library(survey))
read <- function(name) read.csv(file.path("csv", paste0(name, ".csv")), stringsAsFactors = FALSE)
full <- function(x) format(as.numeric(x), digits = 17)
json <- function(x) {
  if (is.list(x)) paste0("{", paste0('"', names(x), '":', vapply(x, json, ""), collapse = ","), "}")
  else if (length(x) == 1) full(x)
  else paste0("[", paste(vapply(x, full, ""), collapse = ","), "]")
}
keep <- c("stype", "awards", "api99", "api00", "pw")
one <- read("apistrat"); two <- read("apiclus1"); three <- read("apisrs")
part <- function(d, wave, unit, stratum, words) {
  cbind(d[keep], wave = wave, unit = paste(wave, unit), stratum = paste(wave, stratum), words = words)
}
old <- seq_len(nrow(two)) %% 3 == 1
st <- rbind(
  part(one, 1, seq_len(nrow(one)), one$stype, "old"),
  part(two, 2, two$dnum, "all", ifelse(old, "old", "new")),
  part(three, 3, seq_len(nrow(three)), "all", "new")
)
st$score <- ifelse(st$words == "old", st$api99, st$api00)
st$high <- as.integer(st$score > 650)
st$cell <- factor(paste(st$wave, st$words), levels = c("1 old", "2 old", "2 new", "3 new"))
factors <- list(step = c(0, -1, 1, 0), within = c(-1, 1, 0, 0), across = c(-1, 1, -1, 1))
changes <- function(by) {
  found <- lapply(factors, function(f) svycontrast(by, f))
  list(estimate = sapply(found, coef), se = sapply(found, SE), cells = coef(by), cell_se = sqrt(diag(vcov(by))))
}
out <- list()
plain <- svydesign(ids = ~unit, strata = ~stratum, weights = ~pw, data = st)
for (y in c("score", "high")) {
  out[[paste0(y, "_plain")]] <- changes(svyby(reformulate(y), ~cell, plain, svymean, covmat = TRUE))
}
# Each wave raked to the population by itself: margins crossed with the wave.
margins <- list(stype = c(E = 4421, H = 755, M = 1018), awards = c(No = 2027, Yes = 4167))
st$wstype <- factor(paste(st$wave, st$stype)); st$wawards <- factor(paste(st$wave, st$awards))
mm <- model.matrix(~ wstype + wawards, st)
totals <- setNames(rep(NA_real_, ncol(mm)), colnames(mm))
totals[1] <- 3 * 6194
for (w in 1:3) for (v in names(margins)) for (level in names(margins[[v]])) {
  k <- paste0("w", v, w, " ", level)
  if (k %in% colnames(mm)) totals[k] <- margins[[v]][level]
}
# Two columns are implied by the others; calibrate() drops them through a generalised inverse.
raked <- calibrate(svydesign(ids = ~unit, strata = ~stratum, weights = ~pw, data = st), ~ wstype + wawards,
  population = totals, calfun = "raking", epsilon = 1e-13, maxit = 500, force = FALSE)
# svyby(covmat = TRUE) fails on calibrated designs in 4.1-1; a regression on the cells gives the same covariance.
for (y in c("score", "high")) {
  out[[paste0(y, "_raked")]] <- changes(svyglm(as.formula(paste(y, "~ 0 + cell")), raked))
}
out$weights <- list(range = range(weights(raked)))
cat(json(out), "\n")
