import { say } from '#core/instrument/index.ts';
import type { Instrument } from '#core/instrument/index.ts';
import type { Wave } from '#core/fieldwork/index.ts';
import { setInterviewCookie } from '#server/http/interview-cookie.ts';
import { currentSite } from '#server/site.ts';
import { findInterview } from '#server/workflows/find-interview.ts';
import { findSurvey } from '#server/workflows/find-survey.ts';
import { startInterview } from '#server/workflows/start-interview.ts';
import { redirect } from '@sveltejs/kit';
import { addressOf } from '../../addresses.ts';
import { answerWith } from '../../outcomes.ts';
import { languageLinks, preferredLanguage } from './language-links.ts';
import { limitTries, tellIn, whoseInterview } from './respondent.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const site = currentSite();
	const { survey, code } = whoseInterview(event);
	const found = await findSurvey(site, { survey });
	if (found.kind !== 'open') return answerWith(found, tellIn(event));
	const before = code === undefined ? undefined : await findInterview(site, { survey, code });
	const language =
		before?.kind === 'found' && !event.url.searchParams.has('lang')
			? before.language
			: preferredLanguage(event, found.wave.languages);
	event.locals.lang = language;
	return {
		survey,
		language,
		languages: languageLinks({ wave: found.wave, address: addressOf(survey, { kind: 'intro' }), language }),
		started: before?.kind === 'found' ? addressOf(survey, before.at) : undefined,
		organisation: site.env.SOUNDINGS_ORGANISATION,
		contact: site.env.SOUNDINGS_CONTACT,
		...saidIn(language, found.instrument, found.wave),
	};
};

export const actions: Actions = {
	default: async (event) => {
		await limitTries(event, 'start');
		const site = currentSite();
		const { survey, code } = whoseInterview(event);
		const form = await event.request.formData();
		const language = String(form.get('language') ?? '');
		const begun = await startInterview(site, { survey, language, code, fresh: form.get('fresh') === 'yes' });
		switch (begun.kind) {
			case 'started':
				setInterviewCookie(event.cookies, { survey, code: begun.code, origin: site.env.ORIGIN });
				return redirect(303, addressOf(survey, { kind: 'page', page: begun.page }));
			case 'already-started':
				return redirect(303, addressOf(survey, begun.at));
			case 'unknown-survey':
			case 'not-yet-open':
			case 'closed':
				return answerWith(begun, tellIn(event));
		}
	},
};

function saidIn(language: string, instrument: Instrument, wave: Wave) {
	return {
		title: say(instrument.title, language),
		introduction: say(instrument.introduction, language),
		privacy: {
			purpose: say(instrument.privacy.purpose, language),
			collects: say(instrument.privacy.collects, language),
			published: say(instrument.privacy.published, language),
			retentionMonths: instrument.privacy.retentionMonths,
		},
		draft: instrument.languages.some((offered) => offered.code === language && offered.status === 'draft'),
		identityMode: wave.identityMode,
		sampleType: wave.sampleType,
	};
}
