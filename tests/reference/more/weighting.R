# Post-stratification, trimming and non-response cells in R's survey, for tests/reference/weighting.test.ts.
# Run in tests/reference: Rscript more/weighting.R
suppressMessages(library(survey))
strat <- read.csv('csv/apistrat.csv', stringsAsFactors = TRUE)
clus <- read.csv('csv/apiclus1.csv', stringsAsFactors = TRUE)
population <- read.csv('csv/apipop.csv', stringsAsFactors = TRUE)
clus$uneven <- clus$pw * (1 + seq_len(nrow(clus)) %% 3)
designs <- list(
	strat = svydesign(ids = ~1, strata = ~stype, weights = ~pw, fpc = ~fpc, data = strat),
	clus = svydesign(ids = ~dnum, weights = ~uneven, data = clus)
)
numbers <- function(x) as.list(unname(x))
means <- function(d) {
	m <- svymean(~comp_imp + api00, d, na.rm = TRUE)
	list(estimate = numbers(coef(m)), vcov = numbers(as.vector(vcov(m))))
}
table_of <- function(variables) as.data.frame(xtabs(as.formula(paste('~', paste(variables, collapse = '+'))), population))

post_stratified <- list()
for (name in names(designs)) for (variables in list('awards', c('awards', 'sch_wide'))) {
	d <- designs[[name]]
	if (length(variables) > 1 && any(table(d$variables[variables]) == 0)) next
	cells <- as.formula(paste('~', paste(variables, collapse = '+')))
	crossed <- as.formula(paste('~', paste(variables, collapse = '*')))
	totals <- colSums(model.matrix(crossed, population))
	ps <- postStratify(d, cells, table_of(variables))
	post_stratified[[length(post_stratified) + 1]] <- list(
		design = name, variables = as.list(variables),
		weights = numbers(weights(ps)), postStratify = means(ps),
		linear = means(calibrate(d, crossed, totals, calfun = 'linear')),
		raking = means(calibrate(d, crossed, totals, calfun = 'raking', epsilon = 1e-13, maxit = 500)),
		rake = if (length(variables) == 1) means(rake(d, list(cells), list(table_of(variables)), control = list(epsilon = 1e-12, maxit = 500)))
	)
}

trimmed <- list()
for (name in names(designs)) {
	d <- designs[[name]]
	raked <- calibrate(d, list(~awards, ~sch_wide), list(table_of('awards'), table_of('sch_wide')), calfun = 'raking', epsilon = 1e-13, maxit = 500)
	ps <- postStratify(d, ~awards, table_of('awards'))
	for (from in c('base', 'raked', 'post-stratified')) for (strict in c(FALSE, TRUE)) {
		whole <- switch(from, base = d, raked = raked, `post-stratified` = ps)
		# Above 0.6 no base weight of strat would be inside, and R would lose the excess.
		bounds <- mean(weights(whole)) * c(if (from == 'base') 0.6 else 0.75, 1.3)
		out <- trimWeights(whole, lower = bounds[1], upper = bounds[2], strict = strict)
		trimmed[[length(trimmed) + 1]] <- list(
			design = name, from = from, strict = strict, lower = bounds[1], upper = bounds[2],
			weights = numbers(weights(out)), means = means(out)
		)
	}
}

# Who answered is made up: every third row did not.
clus$answered <- seq_len(nrow(clus)) %% 3 != 0
all_drawn <- svydesign(ids = ~1, weights = ~uneven, data = clus)
adjusted <- postStratify(subset(all_drawn, answered), ~stype, svytable(~stype, all_drawn))
nonresponse <- list(answered = as.list(as.integer(clus$answered)), weights = numbers(weights(adjusted)))

writeLines(
	jsonlite::toJSON(list(post_stratified = post_stratified, trimmed = trimmed, nonresponse = nonresponse), digits = I(17), auto_unbox = TRUE, null = 'null'),
	'more/weighting.json'
)
