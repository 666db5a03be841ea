import { currentSite } from '#server/site.ts';
import { declineInvitation } from '#server/workflows/fieldwork/leave-sample.ts';
import { documentOf, toldAsDocument } from '../../../document.ts';
import { answerWith } from '../../../outcomes.ts';
import { limitTries, tellIn } from '../../../s/[survey]/respondent.ts';
import { invitationOf } from '../invitation-of.ts';
import { knowingInvitation } from '../knowing-invitation.ts';
import LeavePage from '../LeavePage.svelte';

/** Asks whether somebody wants to take no part; looking at the page changes nothing. */
export const GET = knowingInvitation((event) =>
	toldAsDocument(event, async () => {
		const { root, language } = await invitationOf(event);
		return documentOf(LeavePage, { page: { root, language, what: 'decline' as const } }, { language });
	}),
);

export const POST = knowingInvitation((event) =>
	toldAsDocument(event, async () => {
		await limitTries(event, 'start');
		const { root, language, token } = await invitationOf(event);
		const left = await declineInvitation(currentSite(), { token });
		if (left.kind === 'not-invited') return answerWith(left, tellIn(event));
		return documentOf(LeavePage, { page: { root, language, what: 'declined' as const } }, { language });
	}),
);
