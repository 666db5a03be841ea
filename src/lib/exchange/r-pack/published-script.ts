/** R that takes published figures in the place of answers: a part of `soundings.R`. */
export const publishedScript = String.raw`
# Rounds of which only figures are published are called p1, p2 and so on.
is_published <- function(pack, wave) wave %in% pack$published$wave

# A published share: its base, the design factor (a ratio of standard errors) and the step to which it was rounded.
published_point <- function(pack, wave, measure) {
  at <- pack$published[pack$published$wave == wave & pack$published$measure == measure, ]
  if (nrow(at) == 0) return(absent("not-published"))
  p <- as.numeric(at$share)
  n <- as.numeric(at$n)
  deft <- deft_of(pack, at)
  if (is.na(deft)) return(absent("no-deft", n))
  se <- sqrt(deft^2 * p * (1 - p) / n + as.numeric(at$rounding)^2 / 12)
  range <- interval_of(list(estimate = p, se = se), Inf, pack$level, n / deft^2, TRUE)
  list(
    estimate = p, se = se, df = Inf, lower = range[1], upper = range[2],
    n = n, effective_base = n / deft^2, deff = deft^2
  )
}

# Declared by the publisher, or a neighbour's that is declared or computed from answers; NA where nobody knows it.
deft_of <- function(pack, at) {
  if (at$deft_from == "declared") return(as.numeric(at$deft))
  if (at$deft_from != "neighbour") return(NA)
  wave <- at$neighbour_wave
  near <- pack$published[pack$published$wave == wave & pack$published$measure == at$neighbour_measure, ]
  if (nrow(near) > 0) return(if (near$deft_from == "declared") as.numeric(near$deft) else NA)
  if (!(wave %in% pack$waves$wave)) return(NA)
  deff <- point_of(pack, wave, at$neighbour_measure, "", wave_design(pack, wave))$deff
  if (is.null(deff)) NA else sqrt(deff)
}
`;
