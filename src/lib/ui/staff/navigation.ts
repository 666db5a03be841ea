import { analysisPages } from './analysis-pages.ts';

/** The survey that a page is about. */
export type SurveyInView = { readonly survey: string; readonly title: string };

/** A link of the navigation; `current` is true on the page that it leads to, and on those below a page of a survey. */
export type NavigationEntry = { readonly href: string; readonly label: string; readonly current: boolean };

/**
 * What the navigation of staff pages lists: the surveys, then the pages of the one in view, then the rest of the place.
 *
 * @param at the path of the page without its query, the survey that it is about, if it is about one, and whether an
 *   administrator looks
 */
export function navigation(at: {
	readonly path: string;
	readonly survey: SurveyInView | undefined;
	readonly administrator: boolean;
}): {
	readonly before: readonly NavigationEntry[];
	readonly ofSurvey: readonly NavigationEntry[];
	readonly after: readonly NavigationEntry[];
} {
	const entry = (href: string, label: string) => ({ href, label, current: at.path === href });
	const ofSurvey = (href: string, label: string, hasBelow: boolean) => {
		const { current, ...link } = entry(href, label);
		return { ...link, current: current || (hasBelow && at.path.startsWith(`${href}/`)) };
	};
	return {
		before: [entry('/analyse', 'Surveys'), entry('/author', 'Studio'), ofSurvey('/fieldwork', 'Fieldwork', true)],
		ofSurvey: analysisPages.flatMap(({ path, label }) =>
			at.survey === undefined ? [] : [ofSurvey(`/analyse/${at.survey.survey}${path}`, label, path !== '')],
		),
		after: [entry('/account', 'Your account'), ...(at.administrator ? [entry('/admin', 'Administration')] : [])],
	};
}
