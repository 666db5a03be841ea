/** Tables as they are pasted from a spreadsheet: their cells and figures. */
export { type LineProblem, alike, cellsOf, delimiterOf } from './cells.ts';
export { figureOf } from './figure.ts';
