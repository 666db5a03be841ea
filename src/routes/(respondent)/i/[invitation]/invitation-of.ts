import { currentSite } from '#server/site.ts';
import { invitedBy } from '#server/workflows/interview/invited-fieldwork.ts';
import { rootOf } from '../../addresses.ts';
import { answerWith } from '../../outcomes.ts';
import { preferredLanguage } from '../../s/[survey]/language-links.ts';
import { tellIn } from '../../s/[survey]/respondent.ts';
import type { Visit } from '../../s/[survey]/respondent.ts';

/** What the pages that are no part of the interview need of an invitation; 404 in words where nobody was given it. */
export async function invitationOf(event: Visit): Promise<{ root: string; language: string; token: string }> {
	const token = event.params.invitation ?? '';
	const invited = await invitedBy(currentSite(), { token });
	if (invited === undefined) return answerWith({ kind: 'not-invited', why: 'unknown' }, tellIn(event));
	return { root: rootOf(event.params), language: preferredLanguage(event, invited.wave.languages), token };
}
