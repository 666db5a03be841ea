import { say } from '#core/instrument/index.ts';
import { requireSignedIn, takesPartIn } from '#server/accounts/index.ts';
import { listSurveys } from '#server/workflows/list-surveys.ts';
import type { LayoutServerLoad } from './$types';

/** Who is signed in, and the survey that the address names, for the shell around every staff page. */
export const load: LayoutServerLoad = async (event) => {
	const user = await requireSignedIn(event);
	const params: Readonly<Record<string, string | undefined>> = event.params;
	const { survey } = params;
	const listed = survey === undefined ? [] : await listSurveys(event.locals.site);
	const found = listed.find((listing) => listing.survey === survey && takesPartIn(user, listing.survey));
	const inView = found === undefined ? undefined : { survey: found.survey, title: say(found.instrument.title, 'en') };
	return { staff: { name: user.name, administrator: user.administrator, survey: inView } };
};
