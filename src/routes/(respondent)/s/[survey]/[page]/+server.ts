import { currentSite } from '#server/site.ts';
import { changeLanguage } from '#server/workflows/change-language.ts';
import { savePage } from '#server/workflows/save-page.ts';
import { showPage } from '#server/workflows/show-page.ts';
import type { PageView } from '#server/workflows/show-page.ts';
import { redirect } from '@sveltejs/kit';
import { addressOf } from '../../../addresses.ts';
import { documentOf, toldAsDocument } from '../../../document.ts';
import { answerWith } from '../../../outcomes.ts';
import { postedForm, tellIn, whoseInterview } from '../respondent.ts';
import type { RequestEvent, RequestHandler } from './$types';
import { questionPage } from './question-page.ts';
import QuestionPage from './QuestionPage.svelte';

export const GET: RequestHandler = (event) =>
	toldAsDocument(event, async () => {
		const site = currentSite();
		const whose = whoseInterview(event);
		const language = event.url.searchParams.get('lang');
		if (language !== null) {
			await changeLanguage(site, { ...whose, language });
			redirect(303, withoutLanguage(event.url));
		}
		const shown = await showPage(site, { ...whose, page: Number(event.params.page) });
		return shown.kind === 'page' ? questionDocument(event, shown.view) : answerWith(shown, tellIn(event));
	});

export const POST: RequestHandler = (event) =>
	toldAsDocument(event, async () => {
		const posted = await postedForm(event.request);
		const changing = event.url.searchParams.has('change');
		const saved = await savePage(currentSite(), {
			...whoseInterview(event),
			page: Number(event.params.page),
			version: Number(posted.get('version')?.[0]),
			posted,
			returnTo: changing ? 'check' : undefined,
		});
		switch (saved.kind) {
			case 'saved': {
				// Pages that a change opens lead back to the check of all answers too.
				const next = addressOf(event.params.survey, saved.next);
				return redirect(303, changing && saved.next.kind === 'page' ? `${next}?change` : next);
			}
			case 'rejected':
				return questionDocument(event, saved.view, { entered: posted, problems: saved.problems });
			case 'off-route':
			case 'other-version':
			case 'no-interview':
			case 'finished':
			case 'unknown-survey':
			case 'not-yet-open':
			case 'closed':
				return answerWith(saved, tellIn(event));
		}
	});

type Refused = NonNullable<Parameters<typeof QuestionPage>[1]['form']>;

function questionDocument(event: RequestEvent, view: PageView, form?: Refused): Response {
	const page = questionPage(view, {
		returning: event.url.searchParams.has('change'),
		updated: event.url.searchParams.has('updated'),
	});
	return documentOf(QuestionPage, { page, form }, { language: page.language, status: form === undefined ? 200 : 422 });
}

function withoutLanguage(url: URL): string {
	const rest = new URLSearchParams(url.searchParams);
	rest.delete('lang');
	return rest.size === 0 ? url.pathname : `${url.pathname}?${rest.toString()}`;
}
