import { setInterviewCookie } from '#server/http/interview-cookie.ts';
import { currentSite } from '#server/site.ts';
import { findInterview } from '#server/workflows/find-interview.ts';
import { findFieldwork } from '#server/workflows/interview/find-fieldwork.ts';
import { redirect } from '@sveltejs/kit';
import { addressOf, rootOf } from '../../../addresses.ts';
import { documentOf, toldAsDocument } from '../../../document.ts';
import { answerWith } from '../../../outcomes.ts';
import { preferredLanguage } from '../language-links.ts';
import { invitationAt, isPilot, limitTries, postedForm, tellIn, whoseInterview } from '../respondent.ts';
import type { Visit } from '../respondent.ts';
import ResumePage from './ResumePage.svelte';

export const GET = (event: Visit): Promise<Response> => toldAsDocument(event, () => resumeDocument(event));

export const POST = (event: Visit): Promise<Response> =>
	toldAsDocument(event, async () => {
		await limitTries(event, 'resume');
		const site = currentSite();
		const typed = ((await postedForm(event.request)).get('code')?.[0] ?? '').slice(0, 100);
		if (typed.trim() === '') return resumeDocument(event, { typed, problem: 'empty' });
		const found = await findInterview(site, { ...whoseInterview(event), code: typed });
		switch (found.kind) {
			case 'found':
				setInterviewCookie(event.cookies, { held: event.params, code: found.code, origin: site.env.ORIGIN });
				return redirect(303, addressOf(rootOf(event.params), found.at));
			case 'unknown-code':
				return resumeDocument(event, { typed, problem: 'unknown' });
			case 'finished':
				return resumeDocument(event, { typed, problem: 'finished' });
			case 'unknown-survey':
			case 'not-yet-open':
			case 'paused':
			case 'closed':
			case 'not-invited':
				return answerWith(found, tellIn(event));
		}
	});

interface Refused {
	readonly typed: string;
	readonly problem: 'empty' | 'unknown' | 'finished';
}

async function resumeDocument(event: Visit, refused?: Refused): Promise<Response> {
	const found = await findFieldwork(currentSite(), whoseInterview(event));
	if (found.kind !== 'open') return answerWith(found, tellIn(event));
	const language = preferredLanguage(event, found.fieldwork.languages);
	const status = refused === undefined ? 200 : 422;
	return documentOf(
		ResumePage,
		{ root: rootOf(event.params), isPilot: isPilot(event), invitation: invitationAt(event), language, refused },
		{ language, status },
	);
}
