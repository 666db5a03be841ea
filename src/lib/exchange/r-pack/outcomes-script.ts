/** R that computes all estimates and changes of a pack together: `soundings.R`, part four. */
export const outcomesScript = String.raw`
key_of <- function(wave, measure, group) paste(wave, measure, group, sep = "\t")

designs_of <- function(pack, waves = pack$waves$wave) {
  waves <- intersect(waves, pack$waves$wave)
  setNames(lapply(waves, function(wave) wave_design(pack, wave)), waves)
}

# The estimate of each row of wanted, which has wave, measure and group.
points_of <- function(pack, designs, wanted) {
  wanted <- unique(wanted[c("wave", "measure", "group")])
  points <- list()
  for (i in seq_len(nrow(wanted))) {
    at <- wanted[i, ]
    point <- point_of(pack, at$wave, at$measure, at$group, designs[[at$wave]])
    bridges <- pack$bridges
    if (any(bridges$wave == at$wave & bridges$measure == at$measure & bridges$group == at$group)) {
      point <- c(point, bridge_of(pack, at$wave, at$measure, at$group, designs[[at$wave]]))
    }
    point$small_base <- if (point$n < pack$minimum_base) "yes" else "no"
    points[[key_of(at$wave, at$measure, at$group)]] <- point
  }
  points
}

# What is compared with what; a comparison against two names for the same wave is one member of its family.
pairs_in <- function(pack) {
  pairs <- pack$comparisons
  pairs$pair <- paste(pairs$measure, pairs$group, pairs$from, pairs$wave, sep = "\t")
  pairs
}

# The outcome of each of these pairs, families of them judged together.
outcomes_of <- function(pack, designs, points, pairs) {
  outcomes <- list()
  for (i in which(!duplicated(pairs$pair))) {
    at <- pairs[i, ]
    side <- function(wave) {
      list(wave = wave, design = designs[[wave]], point = points[[key_of(wave, at$measure, at$group)]])
    }
    steps <- lapply(strsplit(at$steps, ";", fixed = TRUE)[[1]], function(wave) list(wave = wave, design = designs[[wave]]))
    outcomes[[at$pair]] <- change_of(pack, at$measure, at$group, side(at$from), side(at$wave), at$comparable == "yes", steps)
  }
  for (family in unique(pairs$family)) {
    members <- unique(pairs$pair[pairs$family == family])
    members <- members[sapply(outcomes[members], function(outcome) is.null(outcome$verdict))]
    if (length(members) > 0) outcomes[members] <- judge_family(outcomes[members], pack$level)
  }
  outcomes
}

# All changes by a wave, a row each: the difference with its interval, Holm's p and the verdict, strongest evidence first.
changes_by <- function(pack, wave) {
  pairs <- pairs_in(pack)
  pairs <- pairs[pairs$wave == wave & pairs$against != "first-since-break", ]
  designs <- designs_of(pack, unique(c(wave, pairs$from, unlist(strsplit(pairs$steps, ";", fixed = TRUE)))))
  sides <- rbind(pairs[c("wave", "measure", "group")], setNames(pairs[c("from", "measure", "group")], c("wave", "measure", "group")))
  outcomes <- outcomes_of(pack, designs, points_of(pack, designs, sides), pairs)
  pairs <- pairs[!duplicated(pairs$pair), ]
  figure <- function(name) sapply(outcomes[pairs$pair], function(one) if (is.null(one[[name]])) NA else one[[name]], USE.NAMES = FALSE)
  figures <- c("difference", "se", "df", "lower", "upper", "p", "adjusted_p", "verdict")
  found <- cbind(pairs[c("measure", "group", "from")], as.data.frame(setNames(lapply(figures, figure), figures)))
  found[order(found$adjusted_p, -abs(found$difference / found$se)), ]
}
`;
