import { countTry, hasTriedTooOften } from '#server/http/rate-limit.ts';
import { toldAsDocument } from '../../../../document.ts';
import { answerWith } from '../../../../outcomes.ts';
import { tellIn } from '../../respondent.ts';
import type { Visit } from '../../respondent.ts';

/**
 * The pages of a survey for those who have the link of a pilot. Links that lead to none are counted, and whoever has tried
 * too many in this minute is answered 429, whether or not the next is right.
 */
export function knowingToken<V extends Visit>(
	handler: (event: V) => Promise<Response>,
): (event: V) => Promise<Response> {
	return async (event) => {
		const address = event.getClientAddress();
		if (await hasTriedTooOften('pilot', address)) {
			return toldAsDocument(event, async () => answerWith({ kind: 'too-many-tries' }, tellIn(event)));
		}
		const response = await handler(event);
		if (response.status === 404) await countTry('pilot', address);
		return response;
	};
}
