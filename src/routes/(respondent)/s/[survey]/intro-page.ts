import { say } from '#core/instrument/index.ts';
import type { Env } from '#server/env.ts';
import type { Fieldwork } from '#server/workflows/interview/fieldwork.ts';
import { addressOf } from '../../addresses.ts';
import { languageLinks } from './language-links.ts';

/** What the first page shows: what the survey is, how answers are treated here, and the way in or on. */
export function introPage(args: {
	root: string;
	isPilot: boolean;
	fieldwork: Fieldwork;
	language: string;
	/** Where an interview that this browser has begun goes on. */
	started: string | undefined;
	/** The tag of the place whose link was followed. */
	from: string | undefined;
	env: Env;
}) {
	const { root, isPilot, fieldwork, language, started, from, env } = args;
	const { instrument, identityMode, sampleType } = fieldwork;
	return {
		root,
		isPilot,
		language,
		languages: languageLinks({
			offered: fieldwork.languages,
			address: addressOf(root, { kind: 'intro' }),
			language,
			from,
		}),
		started,
		from,
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
		identityMode,
		sampleType,
		asksForWork: fieldwork.work !== undefined,
		isInvited: fieldwork.invitation !== undefined,
	};
}
