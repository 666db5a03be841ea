import { createHash, createHmac } from 'node:crypto';
import type { Site } from '../../site.ts';

/** A sum that a browser is asked to do: a number which, after the puzzle and a stop, hashes to so many bits of 0. */
export interface Puzzle {
	readonly puzzle: string;
	readonly bits: number;
}

/** The proof of work of interviews, by their lookups. Nothing of it is stored: a puzzle is made anew whenever it is needed. */
export interface Work {
	puzzleOf(lookup: Buffer): Puzzle;
	isSolved(lookup: Buffer, answer: string): boolean;
}

/** About 16,000 hashes: a moment for a phone, behind the reading of a page. */
const bits = 14;

/**
 * Proof of work by an HMAC of the interview under a key of the site's secret: nobody knows a puzzle before the interview has
 * begun, and what solves one solves no other.
 */
export function workOf({ secrets }: Pick<Site, 'secrets'>): Work {
	const puzzle = (lookup: Buffer) =>
		createHmac('sha256', secrets.keyFor('proof-of-work')).update(lookup).digest('hex').slice(0, 32);
	return {
		puzzleOf: (lookup) => ({ puzzle: puzzle(lookup), bits }),
		isSolved: (lookup, answer) => {
			if (!/^\d{1,16}$/.test(answer)) return false;
			const hash = createHash('sha256')
				.update(`${puzzle(lookup)}.${answer}`)
				.digest();
			return hash.readUInt32BE() >>> (32 - bits) === 0;
		},
	};
}
