import type { Site } from '../site.ts';
import { changeOpenInterview } from './interview/answering.ts';
import type { NotAnswering, Whose } from './interview/answering.ts';
import { standing } from './interview/place.ts';
import type { Place } from './interview/place.ts';

/** Goes on in another of the languages that are offered; every answer stays. Any other language changes nothing. */
export async function changeLanguage(
	site: Site,
	args: Whose & { language: string },
): Promise<{ readonly kind: 'changed'; readonly at: Place } | NotAnswering> {
	return changeOpenInterview<{ readonly kind: 'changed'; readonly at: Place } | NotAnswering>(
		site,
		args,
		({ instrument, state, walked }, { languages }) => {
			const result = { kind: 'changed', at: standing(instrument, walked) } as const;
			const language = languages.find((offered) => offered === args.language);
			if (language === undefined || language === state.language) return { result };
			return { result, state: { ...state, language } };
		},
	);
}
