import { currentSite } from '#server/site.ts';
import { findInterview } from '#server/workflows/find-interview.ts';
import { findFieldwork } from '#server/workflows/interview/find-fieldwork.ts';
import { formatCode } from '#server/workflows/interview/code.ts';
import { redirect } from '@sveltejs/kit';
import { addressOf, rootOf } from '../../../addresses.ts';
import { documentOf, toldAsDocument } from '../../../document.ts';
import { answerWith } from '../../../outcomes.ts';
import { invitationAt, isPilot, tellIn, whoseInterview } from '../respondent.ts';
import type { Visit } from '../respondent.ts';
import SavePage from './SavePage.svelte';

export const GET = (event: Visit): Promise<Response> =>
	toldAsDocument(event, async () => {
		const site = currentSite();
		const { code, ...where } = whoseInterview(event);
		const root = rootOf(event.params);
		if (code === undefined) return redirect(303, addressOf(root, { kind: 'intro' }));
		const found = await findInterview(site, { ...where, code });
		switch (found.kind) {
			case 'unknown-code':
				return redirect(303, addressOf(root, { kind: 'intro' }));
			case 'finished':
			case 'unknown-survey':
			case 'not-yet-open':
			case 'paused':
			case 'closed':
			case 'not-invited':
				return answerWith(found, tellIn(event));
			case 'found':
				break;
		}
		const open = await findFieldwork(site, where);
		if (open.kind !== 'open') return answerWith(open, tellIn(event));
		const language = found.language;
		const page = {
			language,
			code: formatCode(found.code),
			resume: `${site.env.ORIGIN.replace(/^https?:\/\//, '')}${root}/resume`,
			closesOn: open.fieldwork.closesOn,
			onwards: addressOf(root, found.at),
			isPilot: isPilot(event),
			invitation: invitationAt(event),
		};
		return documentOf(SavePage, { page }, { language });
	});
