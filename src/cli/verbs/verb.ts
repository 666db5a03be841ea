/** Where a verb prints. Results go to `out`; lines about failures go to `err`. The text brings its own line ends. */
export interface Io {
	out(text: string): void;
	err(text: string): void;
}

/**
 * One verb of the command line. `run` gets what follows the verb and answers with the exit status: 0 done, 1 an expected
 * failure, told in one line on `err`. Wrong usage is thrown as `WrongUsage` and becomes status 2.
 */
export interface Verb {
	/** A few words for the list of verbs. */
	readonly summary: string;
	/** What `--help` prints: usage, what it does, flags. Ends with a line end. */
	readonly help: string;
	run(args: readonly string[], io: Io): number | Promise<number>;
}

/** Arguments that make no sense; the message is one line that says what to write instead. */
export class WrongUsage extends Error {}
