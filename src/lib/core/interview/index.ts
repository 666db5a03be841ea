/** Walking the instrument: the route, what may be shown, random order, progress, and answers in words. */
export { clockAt, clockFrom } from './clock.ts';
export { describeAnswer } from './describe.ts';
export type { AnswerLine } from './describe.ts';
export { inOrder } from './order.ts';
export { progressAt } from './progress.ts';
export type { Progress } from './progress.ts';
export { hashWords, seededRandom } from './seeded.ts';
export { InterviewState, withAnswer } from './state.ts';
export type { Trace } from './state.ts';
export { followRoute, positionOf, questionAfter, questionBefore, walk } from './walk.ts';
export type { Position, Step, Walk } from './walk.ts';
