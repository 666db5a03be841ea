import type { Site } from '../site.ts';
import { changeOpenInterview } from './interview/answering.ts';
import type { NotAnswering, Whose } from './interview/answering.ts';
import { standing } from './interview/place.ts';
import type { Place } from './interview/place.ts';
import { seal } from './interview/sealing.ts';

/** Goes on in another of the wave's languages; every answer stays. A language that the wave has not changes nothing. */
export async function changeLanguage(
	site: Site,
	args: Whose & { language: string },
): Promise<{ readonly kind: 'changed'; readonly at: Place } | NotAnswering> {
	return changeOpenInterview<{ readonly kind: 'changed'; readonly at: Place } | NotAnswering>(
		site,
		args,
		({ row, code, instrument, state, walked }, wave) => {
			const result = { kind: 'changed', at: standing(instrument, walked) } as const;
			const language = wave.languages.find((offered) => offered === args.language);
			if (language === undefined || language === state.language) return { result };
			return { result, sealed: seal(site, code, row, { ...state, language }) };
		},
	);
}
