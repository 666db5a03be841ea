/** Pilots: a questionnaire tried by testers before it is fielded, kept apart from every wave. */
export { commentsCsv } from './comments-csv.ts';
export { leaveComment, longestComment } from './leave-comment.ts';
export { commentsOn, pilotResults, pilotsOf } from './read-pilots.ts';
export { resolveComment } from './resolve-comment.ts';
export { discardPilot, endPilot, languagesToTry, lastDayOffered, pilotOf, startPilot } from './start-pilot.ts';
export type { StartedPilot } from './start-pilot.ts';
