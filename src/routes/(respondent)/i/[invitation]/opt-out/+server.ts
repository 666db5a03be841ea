import { currentSite } from '#server/site.ts';
import { optOutByInvitation } from '#server/workflows/fieldwork/leave-sample.ts';
import { documentOf, toldAsDocument } from '../../../document.ts';
import { answerWith } from '../../../outcomes.ts';
import { limitTries, postedForm, tellIn } from '../../../s/[survey]/respondent.ts';
import { invitationOf } from '../invitation-of.ts';
import { knowingInvitation } from '../knowing-invitation.ts';
import LeavePage from '../LeavePage.svelte';

/** Asks whether somebody never wants to be invited again; looking at the page changes nothing. */
export const GET = knowingInvitation((event) =>
	toldAsDocument(event, async () => {
		const { root, language } = await invitationOf(event);
		return documentOf(LeavePage, { page: { root, language, what: 'opt-out' as const } }, { language });
	}),
);

/** The page's own form, or the one click of a mail program (RFC 8058), which means this survey. */
export const POST = knowingInvitation((event) =>
	toldAsDocument(event, async () => {
		await limitTries(event, 'start');
		const { root, language, token } = await invitationOf(event);
		const from = (await postedForm(event.request)).get('from')?.[0] === 'all' ? 'all' : 'survey';
		const left = await optOutByInvitation(currentSite(), { token, from });
		if (left.kind === 'not-invited') return answerWith(left, tellIn(event));
		return documentOf(LeavePage, { page: { root, language, what: 'opted-out' as const } }, { language });
	}),
);
