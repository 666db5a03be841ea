# Agreement of two coders: Cohen's kappa with the standard error of Fleiss, Cohen and Everitt (1969) and its 95 % interval.
# Run in tests/reference, with package vcd (1.4-11):
#   Rscript more/kappa.R > more/kappa.json
# Every number is vcd's own; the data are tables of counts, the rows the first coder's categories.
suppressMessages(library(vcd))
full <- function(x) format(as.numeric(x), digits = 17)
tables <- list(
  # Fleiss, Cohen and Everitt (1969), table 1: two raters of 200 patients.
  fce = matrix(c(106, 22, 2, 10, 28, 12, 4, 10, 6), 3),
  code = matrix(c(20, 10, 5, 15), 2),
  rare = matrix(c(961, 7, 11, 21), 2),
  worse_than_chance = matrix(c(3, 17, 16, 4), 2),
  perfect = matrix(c(12, 0, 0, 0, 30, 0, 0, 0, 8), 3),
  one_never_gave_it = matrix(c(40, 9, 0, 0), 2),
  sets = matrix(c(31, 2, 0, 1, 0, 3, 18, 4, 0, 1, 1, 2, 22, 0, 0, 0, 1, 3, 9, 2, 0, 0, 1, 0, 5), 5)
)
one <- function(m) {
  k <- Kappa(m)
  ci <- confint(k, level = 0.95)["Unweighted", ]
  rows <- paste0("[", paste(apply(m, 1, function(r) paste0("[", paste(r, collapse = ","), "]")), collapse = ","), "]")
  paste0('{"counts":', rows, ',"kappa":', full(k$Unweighted["value"]), ',"se":', full(k$Unweighted["ASE"]),
    ',"lower":', full(ci[1]), ',"upper":', full(ci[2]), "}")
}
cat(paste0("{", paste0('"', names(tables), '":', vapply(tables, one, ""), collapse = ",\n"), "}"), "\n")
