# Times R's survey on the columns that the bench wrote into a folder, and writes what it found beside them. Arguments:
# the folder, the rows, and whether to run the crosstab of the raked sample, which takes minutes.
suppressMessages(library(survey))
folder <- commandArgs(TRUE)[1]
rows <- as.integer(commandArgs(TRUE)[2])
all <- commandArgs(TRUE)[3] == "all"
codes <- function(name) readBin(file.path(folder, name), "integer", rows, size = 1)
numbers <- function(name) readBin(file.path(folder, name), "double", rows)

data <- data.frame(w = numbers("weights"), row = factor(codes("row"), 1:5), column = factor(codes("column"), 1:8), one = 1)
for (m in 1:5) data[[paste0("m", m)]] <- factor(codes(paste0("margin", m)))
data$cell <- interaction(data$row, data$column)

milliseconds <- function(work) {
  times <- system.time(work)
  1000 * sum(times[c("user.self", "sys.self")])
}

plain <- svydesign(ids = ~1, weights = ~w, data = data)
crosstab <- milliseconds({
  counts <- svytable(~ row + column, plain)
  shares <- svymean(~cell, plain, na.rm = TRUE)
})

margins <- paste0("m", 1:5)
targets <- lapply(margins, function(m) {
  levels <- levels(data[[m]])
  setNames(data.frame(levels, rows / length(levels)), c(m, "Freq"))
})
start <- svydesign(ids = ~1, weights = ~one, data = data)
raking <- milliseconds(
  raked <- rake(start, lapply(margins, reformulate), targets, control = list(maxit = 500, epsilon = 1e-8, verbose = FALSE))
)
rakedCrosstab <- NA
if (all) rakedCrosstab <- milliseconds({
  rakedCounts <- svytable(~ row + column, raked)
  rakedShares <- svymean(~cell, raked, na.rm = TRUE)
})

writeBin(as.numeric(weights(raked)), file.path(folder, "raked"))
writeBin(as.numeric(coef(shares)), file.path(folder, "shares"))
writeBin(as.numeric(SE(shares)), file.path(folder, "errors"))
if (all) writeBin(as.numeric(coef(rakedShares)), file.path(folder, "raked-shares"))
cat(as.character(packageVersion("survey")), as.character(getRversion()), raking, crosstab, rakedCrosstab, "\n")
