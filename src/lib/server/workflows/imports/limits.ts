/**
 * What is taken in on screen: enough for a tracker's usual file, and so little that nobody's page waits for it. The command
 * `soundings import` has no such limits.
 */
export const importLimits = {
	/** Of the file. */
	bytes: 50 * 2 ** 20,
	rows: 100_000,
	columns: 2000,
	/** Bytes that the columns of an SPSS file may take while it is read. */
	memory: 256 * 2 ** 20,
	/** Interviews times variables that are brought in. */
	answers: 2_000_000,
	/** Files that a survey may have, open or as a record. */
	files: 500,
} as const;
