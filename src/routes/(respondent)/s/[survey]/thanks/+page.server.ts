import { say } from '#core/instrument/index.ts';
import { currentSite } from '#server/site.ts';
import { showThanks } from '#server/workflows/show-thanks.ts';
import { answerWith } from '../../../outcomes.ts';
import { tellIn, whoseInterview } from '../respondent.ts';
import { leaveFromAnswers } from '../sensitive.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const shown = await showThanks(currentSite(), whoseInterview(event));
	if (shown.kind !== 'thanks') return answerWith(shown, tellIn(event));
	const { instrument, language } = shown;
	event.locals.lang = language;
	const guidance = shown.guidance.map(({ id, kind, title, text }) => ({
		id,
		kind,
		title: say(title, language),
		text: say(text, language),
	}));
	return {
		language,
		leave: leaveFromAnswers(instrument),
		outcome: shown.outcome,
		closing: say(instrument.closing, language),
		routes: guidance.filter((entry) => entry.kind === 'route'),
		guidance: guidance.filter((entry) => entry.kind === 'guidance'),
		support: shown.support.map(({ id, name, text, phone, url }) => ({
			id,
			name,
			text: say(text, language),
			phone,
			url,
		})),
	};
};
