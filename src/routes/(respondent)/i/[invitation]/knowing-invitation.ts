import { countTry, hasTriedTooOften } from '#server/http/rate-limit.ts';
import { toldAsDocument } from '../../document.ts';
import { answerWith } from '../../outcomes.ts';
import { tellIn } from '../../s/[survey]/respondent.ts';
import type { Named, Visit } from '../../s/[survey]/respondent.ts';

/** A request for a page of an invitation, and the same as the pages of a survey know it. */
type Asked = Omit<Visit, 'params'> & { readonly params: { readonly invitation: string; readonly page?: string } };
type PageVisit = Visit & { readonly params: Named & { readonly page: string } };

/**
 * The pages of a survey for those who have an invitation. Links that nobody was given are counted, and whoever has tried
 * too many in this minute is answered 429, whether or not the next is right. No search engine lists them.
 */
export function knowingInvitation(
	handler: (event: PageVisit) => Promise<Response> | Response,
): (event: Asked) => Promise<Response> {
	return async (event) => {
		const visit = visitOf(event);
		const address = event.getClientAddress();
		if (await hasTriedTooOften('invitation', address)) {
			return toldAsDocument(event, async () => answerWith({ kind: 'too-many-tries' }, tellIn(visit)));
		}
		const response = await handler(visit);
		response.headers.set('x-robots-tag', 'noindex');
		if (response.status === 404) await countTry('invitation', address);
		return response;
	};
}

/** An invitation names its survey by itself. */
function visitOf(event: Asked): PageVisit {
	const { cookies, locals, request, url, params } = event;
	const { invitation, page = '' } = params;
	const getClientAddress = () => event.getClientAddress();
	return { cookies, getClientAddress, locals, request, url, params: { survey: '', invitation, page } };
}
