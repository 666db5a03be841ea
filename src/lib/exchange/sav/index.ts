/** SPSS system files, .sav and .zsav, in and out. */
export { readSav } from './read/read-sav.ts';
export type { ReadSav } from './read/read-sav.ts';
export { cellAt, isUserMissing } from './sav-file.ts';
export type { SavCells, SavColumn, SavFile, SavValue, UserMissing } from './sav-file.ts';
export { writeSav } from './write/write-sav.ts';
