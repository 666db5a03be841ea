/** R that brings weights to bounds as `trimWeights` of core/weighting does. */
export const trimmedInR = String.raw`# Weights outside the bounds are set to them; what that takes or gives goes to the rest in equal parts.
trimmed <- function(weight, lower, upper) {
  within <- function(w) pmin(pmax(w, lower), upper)
  inside <- weight >= lower & weight <= upper
  now <- within(weight)
  excess <- sum(weight - now)
  if (any(inside)) {
    now[inside] <- now[inside] + excess / sum(inside)
    excess <- sum(now - within(now))
    now <- within(now)
  }
  while (abs(excess) > 1e-12 * sum(weight)) {
    room <- if (excess > 0) now < upper else now > lower
    if (!any(room)) break
    now[room] <- now[room] + excess / sum(room)
    excess <- sum(now - within(now))
    now <- within(now)
  }
  now
}`;
