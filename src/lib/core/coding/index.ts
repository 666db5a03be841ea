/**
 * Coding open answers: a frame of codes that grows by changes and is carried from wave to wave, what coders gave each answer
 * read by that frame, how far two coders agree, and the columns of 0 and 1 that come of it.
 */
export { agreementOf } from './agreement.ts';
export type { Agreement, CodeAgreement } from './agreement.ts';
export { changedFrame } from './change.ts';
export type { ChangeProblem, CodeWords, WantedChange } from './change.ts';
export { Coding, codingReader } from './coding.ts';
export type { CodingNow } from './coding.ts';
export { codedColumn, codedVariables } from './columns.ts';
export { CodeFrame, codesInUse, frameState, standingCodes } from './frame.ts';
export type { FrameChange, FrameCode } from './frame.ts';
export { codedByTwo, inSeededOrder } from './order.ts';
export { sameWordsKey } from './same-words.ts';
export { sameCodes, settled } from './settle.ts';
export type { Settled } from './settle.ts';
