/** Population margins as they are pasted from a spreadsheet, and back. */
export { type PastedMargin, type PastedMargins, marginsAsText, pastedMargins } from './pasted-margins.ts';
