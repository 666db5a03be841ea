import { asks, choice, tiny } from './tiny.ts';

/** A self-made code that joins a person's interviews before and after, and one question. */
export const matched = tiny('matched', [
	asks({ id: 'own_code', kind: 'text', most: 20, matchCode: true }),
	choice('knows', 2),
]);
