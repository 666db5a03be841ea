import type { RouteMap } from '#core/authoring/index.ts';

/** Minutes to the half, as a length is told. */
export function minutesWords(minutes: number): string {
	const halves = Math.max(1, Math.round(minutes * 2)) / 2;
	return halves === 0.5 ? 'half a minute' : halves === 1 ? '1 minute' : `${halves} minutes`;
}

/** Who is asked a question, in a word beside its mark; undefined where everyone is. */
export function reachWords(map: RouteMap, id: string): string | undefined {
	if (map.lengths?.reach.get(id) === 'never') return 'nobody';
	const question = map.questions.find((one) => one.id === id);
	return question === undefined || question.isForEveryone ? undefined : 'some';
}
