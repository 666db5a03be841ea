import { setInterviewCookie } from '#server/http/interview-cookie.ts';
import { currentSite } from '#server/site.ts';
import { findInterview } from '#server/workflows/find-interview.ts';
import { findFieldwork } from '#server/workflows/interview/find-fieldwork.ts';
import { sourceOf } from '#server/workflows/interview/source-of.ts';
import { startInterview } from '#server/workflows/start-interview.ts';
import { redirect } from '@sveltejs/kit';
import { addressOf, rootOf } from '../../addresses.ts';
import { documentOf, toldAsDocument } from '../../document.ts';
import { answerWith } from '../../outcomes.ts';
import { introPage } from './intro-page.ts';
import IntroPage from './IntroPage.svelte';
import { preferredLanguage } from './language-links.ts';
import { isPilot, limitTries, postedForm, tellIn, whoseInterview } from './respondent.ts';
import type { Visit } from './respondent.ts';

export const GET = (event: Visit): Promise<Response> =>
	toldAsDocument(event, async () => {
		const site = currentSite();
		const { code, ...where } = whoseInterview(event);
		const root = rootOf(event.params);
		const found = await findFieldwork(site, where);
		if (found.kind !== 'open') return answerWith(found, tellIn(event));
		const { fieldwork } = found;
		const before = code === undefined ? undefined : await findInterview(site, { ...where, code });
		const notInvited = fieldwork.invitation?.notInvited;
		if (notInvited !== undefined && before?.kind === 'finished') return answerWith(before, tellIn(event));
		if (notInvited !== undefined) return answerWith(notInvited, tellIn(event));
		const language =
			before?.kind === 'found' && !event.url.searchParams.has('lang')
				? before.language
				: preferredLanguage(event, fieldwork.languages);
		const started = before?.kind === 'found' ? addressOf(root, before.at) : undefined;
		const from = await sourceOf(site, { ...where, from: event.url.searchParams.get('from') });
		const page = introPage({ root, isPilot: isPilot(event), fieldwork, language, started, from, env: site.env });
		return documentOf(IntroPage, { page }, { language });
	});

export const POST = (event: Visit): Promise<Response> =>
	toldAsDocument(event, async () => {
		await limitTries(event, 'start');
		const site = currentSite();
		const posted = await postedForm(event.request);
		const language = posted.get('language')?.[0] ?? '';
		const fresh = posted.get('fresh')?.[0] === 'yes';
		const from = posted.get('from')?.[0];
		const begun = await startInterview(site, { ...whoseInterview(event), language, fresh, from });
		const root = rootOf(event.params);
		switch (begun.kind) {
			case 'started':
				setInterviewCookie(event.cookies, { held: event.params, code: begun.code, origin: site.env.ORIGIN });
				return redirect(303, addressOf(root, { kind: 'page', page: begun.page }));
			case 'already-started':
				return redirect(303, addressOf(root, begun.at));
			case 'unknown-survey':
			case 'not-yet-open':
			case 'paused':
			case 'closed':
			case 'not-invited':
				return answerWith(begun, tellIn(event));
		}
	});
