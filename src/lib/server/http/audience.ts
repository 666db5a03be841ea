/** The routes whose requests are logged one by one: those of staff, who know that their work is recorded. */
const staffRoutes = /^\/\((staff|author|fieldwork|analyst|admin)\)(\/|$)/;

/**
 * Whether a request may have a log line of its own. Every other one is only counted: the respondent's, the reader's of a
 * public page, and the one that no route matches, since a mistyped invitation is one of those.
 */
export function isStaffRoute(routeId: string | null): boolean {
	return routeId !== null && staffRoutes.test(routeId);
}
