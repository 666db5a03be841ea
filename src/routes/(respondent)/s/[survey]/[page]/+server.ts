import { CannotStore } from '#server/disk-faults.ts';
import { currentSite } from '#server/site.ts';
import { changeLanguage } from '#server/workflows/change-language.ts';
import { savePage } from '#server/workflows/save-page.ts';
import { showPage } from '#server/workflows/show-page.ts';
import type { PageView } from '#server/workflows/show-page.ts';
import { redirect } from '@sveltejs/kit';
import { addressOf, rootOf } from '../../../addresses.ts';
import { documentFrom, pageBytes, toldAsDocument } from '../../../document.ts';
import { answerWith } from '../../../outcomes.ts';
import { unseenField, workField } from '#ui/forms/machine-fields.ts';
import { commentLeft, newCommentId } from '../comment-left.ts';
import { postedForm, tellIn, whoseInterview } from '../respondent.ts';
import type { Named, Visit } from '../respondent.ts';
import { questionPage } from './question-page.ts';
import QuestionPage from './QuestionPage.svelte';
import { rememberedPage } from './remembered-page.ts';

type Posted = Awaited<ReturnType<typeof postedForm>>;
type PageVisit = Visit & { readonly params: Named & { readonly page: string } };

export const GET = (event: PageVisit): Promise<Response> =>
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

export const POST = (event: PageVisit): Promise<Response> =>
	toldAsDocument(event, async () => {
		const posted = await postedForm(event.request);
		try {
			return await answered(event, posted);
		} catch (thrown) {
			if (!(thrown instanceof CannotStore)) throw thrown;
			// What was typed comes back with the page, to be sent again.
			currentSite().log.respondent.error({ why: thrown.why }, 'nothing can be stored');
			const shown = await showPage(currentSite(), { ...whoseInterview(event), page: Number(event.params.page) });
			if (shown.kind !== 'page') throw thrown;
			return questionDocument(event, shown.view, { entered: posted, problems: [], isNotStored: true });
		}
	});

async function answered(event: PageVisit, posted: Posted): Promise<Response> {
	const page = Number(event.params.page);
	const comment = await commentLeft(event, posted, page);
	const entered = { entered: posted, problems: [] };
	if (comment !== undefined && comment.kind !== 'kept') {
		const shown = await showPage(currentSite(), { ...whoseInterview(event), page });
		if (shown.kind !== 'page') return answerWith(shown, tellIn(event));
		return questionDocument(event, shown.view, entered, comment);
	}
	const changing = event.url.searchParams.has('change');
	const saved = await savePage(currentSite(), {
		...whoseInterview(event),
		page,
		version: Number(posted.get('version')?.[0]),
		posted,
		beside: { unseen: posted.get(unseenField)?.[0], work: posted.get(workField)?.[0] },
		returnTo: changing ? 'check' : undefined,
	});
	switch (saved.kind) {
		case 'saved': {
			// Pages that a change opens lead back to the check of all answers too.
			const next = addressOf(rootOf(event.params), saved.next);
			return redirect(303, changing && saved.next.kind === 'page' ? `${next}?change` : next);
		}
		case 'rejected':
			return questionDocument(event, saved.view, { ...entered, problems: saved.problems }, comment);
		case 'off-route':
		case 'other-version':
		case 'no-interview':
		case 'finished':
		case 'unknown-survey':
		case 'not-yet-open':
		case 'paused':
		case 'closed':
		case 'not-invited':
			return answerWith(saved, tellIn(event));
	}
}

type Props = Parameters<typeof QuestionPage>[1];

function questionDocument(
	event: PageVisit,
	view: PageView,
	form?: NonNullable<Props['form']>,
	comment?: NonNullable<Props['comment']>,
): Response {
	const page = questionPage(view, {
		root: rootOf(event.params),
		returning: event.url.searchParams.has('change'),
		updated: event.url.searchParams.has('updated'),
		commentId: newCommentId(event),
	});
	const status = form === undefined ? 200 : form.isNotStored === true ? 503 : 422;
	const bytes = () => pageBytes(QuestionPage, { page, form, comment }, page.language);
	const isFirstLook = form === undefined && comment === undefined;
	return documentFrom(isFirstLook ? rememberedPage(page, bytes) : bytes(), status);
}

function withoutLanguage(url: URL): string {
	const rest = new URLSearchParams(url.searchParams);
	rest.delete('lang');
	return rest.size === 0 ? url.pathname : `${url.pathname}?${rest.toString()}`;
}
