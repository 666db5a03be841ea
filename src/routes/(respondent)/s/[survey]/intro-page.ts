import type { Wave } from '#core/fieldwork/index.ts';
import { say } from '#core/instrument/index.ts';
import type { Instrument } from '#core/instrument/index.ts';
import type { Env } from '#server/env.ts';
import { addressOf } from '../../addresses.ts';
import { languageLinks } from './language-links.ts';

/** What the first page shows: what the survey is, how answers are treated in this wave, and the way in or on. */
export function introPage(args: {
	instrument: Instrument;
	wave: Wave;
	language: string;
	/** Where an interview that this browser has begun goes on. */
	started: string | undefined;
	env: Env;
}) {
	const { instrument, wave, language, started, env } = args;
	const survey = String(instrument.survey);
	return {
		survey,
		language,
		languages: languageLinks({ wave, address: addressOf(survey, { kind: 'intro' }), language }),
		started,
		organisation: env.SOUNDINGS_ORGANISATION,
		contact: env.SOUNDINGS_CONTACT,
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
