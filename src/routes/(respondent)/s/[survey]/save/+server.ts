import { currentSite } from '#server/site.ts';
import { findInterview } from '#server/workflows/find-interview.ts';
import { findSurvey } from '#server/workflows/find-survey.ts';
import { formatCode } from '#server/workflows/interview/code.ts';
import { redirect } from '@sveltejs/kit';
import { addressOf } from '../../../addresses.ts';
import { documentOf, toldAsDocument } from '../../../document.ts';
import { answerWith } from '../../../outcomes.ts';
import { tellIn, whoseInterview } from '../respondent.ts';
import type { RequestHandler } from './$types';
import SavePage from './SavePage.svelte';

export const GET: RequestHandler = (event) =>
	toldAsDocument(event, async () => {
		const site = currentSite();
		const { survey, code } = whoseInterview(event);
		if (code === undefined) return redirect(303, addressOf(survey, { kind: 'intro' }));
		const found = await findInterview(site, { survey, code });
		switch (found.kind) {
			case 'unknown-code':
				return redirect(303, addressOf(survey, { kind: 'intro' }));
			case 'finished':
			case 'unknown-survey':
			case 'not-yet-open':
			case 'closed':
				return answerWith(found, tellIn(event));
			case 'found':
				break;
		}
		const open = await findSurvey(site, { survey });
		if (open.kind !== 'open') return answerWith(open, tellIn(event));
		const language = found.language;
		const page = {
			language,
			code: formatCode(found.code),
			resume: `${site.env.ORIGIN.replace(/^https?:\/\//, '')}/s/${survey}/resume`,
			closesOn: open.wave.closesOn,
			onwards: addressOf(survey, found.at),
		};
		return documentOf(SavePage, { page }, { language });
	});
