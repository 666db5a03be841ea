import { currentSite } from '#server/site.ts';
import { changeLanguage } from '#server/workflows/change-language.ts';
import { savePage } from '#server/workflows/save-page.ts';
import { showPage } from '#server/workflows/show-page.ts';
import { fail, redirect } from '@sveltejs/kit';
import { addressOf } from '../../../addresses.ts';
import { answerWith } from '../../../outcomes.ts';
import { unsent } from '../../../unsent.ts';
import { postedForm, tellIn, whoseInterview } from '../respondent.ts';
import type { Actions, PageServerLoad } from './$types';
import { questionPage } from './question-page.ts';

export const load: PageServerLoad = async (event) => {
	const site = currentSite();
	const whose = whoseInterview(event);
	const language = event.url.searchParams.get('lang');
	if (language !== null) {
		await changeLanguage(site, { ...whose, language });
		redirect(303, withoutLanguage(event.url));
	}
	const shown = await showPage(site, { ...whose, page: Number(event.params.page) });
	if (shown.kind !== 'page') return answerWith(shown, tellIn(event));
	event.locals.lang = shown.view.state.language;
	const { searchParams } = event.url;
	const page = questionPage(shown.view, {
		returning: searchParams.has('change'),
		updated: searchParams.has('updated'),
	});
	return { page: unsent(page) };
};

export const actions: Actions = {
	default: async (event) => {
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
				return fail(422, { entered: posted, problems: saved.problems });
			case 'off-route':
			case 'other-version':
			case 'no-interview':
			case 'finished':
			case 'unknown-survey':
			case 'not-yet-open':
			case 'closed':
				return answerWith(saved, tellIn(event));
		}
	},
};

function withoutLanguage(url: URL): string {
	const rest = new URLSearchParams(url.searchParams);
	rest.delete('lang');
	return rest.size === 0 ? url.pathname : `${url.pathname}?${rest.toString()}`;
}
