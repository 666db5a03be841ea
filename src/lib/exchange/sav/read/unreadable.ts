/**
 * Why a file cannot be read, in one line. Thrown from wherever in the file it shows, and caught only by `readSav`, which
 * answers with it as a value: nothing else throws it, and it leaves this folder never.
 */
export class Unreadable extends Error {}
