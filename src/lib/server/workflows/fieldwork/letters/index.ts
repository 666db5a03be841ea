/** Invitations and reminders on paper. */
export { lettersPageOf } from './letters-page.ts';
export type { LetterFilter } from '../../../storage/index.ts';
export { makeLettersFor, takeBackLetterRun } from './make-letters.ts';
export { lettersToPrint } from './print-letters.ts';
export type { PrintedLetter } from './print-letters.ts';
