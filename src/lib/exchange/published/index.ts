/** Published figures as they are pasted from a spreadsheet. */
export { type PastedFigures, pastedFigures } from './pasted-figures.ts';
