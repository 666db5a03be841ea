/**
 * Facts of the SPSS system file that reader and writer share. Source for both: GNU PSPP developer documentation, "System
 * File Format".
 */

/** The number that stands for a system-missing cell, and for the open lower end of a range of missing values. */
export const systemMissing = -Number.MAX_VALUE;
export const highest = Number.MAX_VALUE;
/** The open lower end of a range as SPSS wrote it before version 21. */
export const lowest = -1.7976931348623155e308;

/** Codes of the byte stream that compressed cases are written in; 1 to 251 are small numbers, less the bias. */
export const byteCode = { padding: 0, end: 252, raw: 253, spaces: 254, systemMissing: 255 } as const;

/** What a small number in the byte stream is raised by; every program writes this one, and the header tells it. */
export const bias = 100;

/** Bytes of byte stream in each block of a .zsav; the only size seen in practice. */
export const zsavBlock = 0x3ff000;

export const recordType = { variable: 2, labels: 3, labelled: 4, documents: 6, extension: 7, end: 999 } as const;

export const extension = {
	integers: 3,
	floats: 4,
	display: 11,
	longNames: 13,
	longStrings: 14,
	cases: 16,
	encoding: 20,
	longStringLabels: 21,
	longStringMissing: 22,
} as const;

/** Levels of measurement by their number in the file. */
export const levels = ['unknown', 'nominal', 'ordinal', 'scale'] as const;

/** A string longer than 255 bytes is kept in segments, one for every 252 bytes of its width. */
export const segmentWidth = 255;
export const widthPerSegment = 252;
