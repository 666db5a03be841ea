import { hashWords, seededRandom } from '../interview/index.ts';
import type { CodeFrame } from './frame.ts';
import { frameState } from './frame.ts';

/** Ids in an order that the seed alone decides: the same for the same ids, whatever order they come in. */
export function inSeededOrder(ids: readonly string[], seed: number): string[] {
	return ids
		.map((id) => ({ id, place: placeOf(id, seed) }))
		.toSorted((a, b) => a.place - b.place || (a.id < b.id ? -1 : 1))
		.map(({ id }) => id);
}

/** Which answers two people code: a random share of them that stays the same, and of which a larger share is the more. */
export function codedByTwo(frame: CodeFrame): (response: string) => boolean {
	const { share } = frameState(frame);
	return (response) => placeOf(response, frame.seed) < share;
}

/** From 0 up to 1. */
function placeOf(id: string, seed: number): number {
	return seededRandom(hashWords(`${seed} ${id}`))();
}
