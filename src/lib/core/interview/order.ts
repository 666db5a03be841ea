import { hashWords, seededRandom } from './seeded.ts';
import type { InterviewState } from './state.ts';

/**
 * Puts a list in the order this interview sees: shuffled from the interview's seed and the question's id (so that the
 * order stays the same on every visit), with `anchored` entries kept in their places.
 */
export function inOrder<T extends { readonly anchored?: boolean }>(
	entries: readonly T[],
	order: 'fixed' | 'random',
	state: Pick<InterviewState, 'seed'>,
	questionId: string,
): T[] {
	if (order === 'fixed') return [...entries];
	const random = seededRandom(state.seed ^ hashWords(questionId));
	const loose = entries.filter((entry) => entry.anchored !== true);
	for (let last = loose.length - 1; last > 0; last--) {
		const pick = Math.floor(random() * (last + 1));
		const [a, b] = [loose[last], loose[pick]];
		if (a !== undefined && b !== undefined) {
			loose[last] = b;
			loose[pick] = a;
		}
	}
	let taken = 0;
	return entries.map((entry) => (entry.anchored === true ? entry : (loose[taken++] ?? entry)));
}
