import type { SurveySlug } from '#core/instrument/index.ts';
import { say } from '#core/instrument/index.ts';
import { demand } from '../accounts/demand.ts';
import type { Actor } from '../on-record.ts';
import type { Site } from '../site.ts';
import { listSurveys } from './list-surveys.ts';
import type { Report } from './saved-views.ts';
import { findSavedView, listReports, orderViews } from './saved-views.ts';

/** A survey's saved views as its page of them shows them. */
export interface SurveyReports {
	readonly survey: SurveySlug;
	readonly title: string;
	readonly reports: readonly Report[];
}

/** What a view belongs to when nobody names a report. */
export const defaultReport = 'Report';

/** The saved views of a survey by report and place; undefined for a survey that is not there. */
export async function reportsOf(site: Site, { survey }: { survey: string }): Promise<SurveyReports | undefined> {
	demand(site, 'see', survey);
	const found = (await listSurveys(site)).find((listed) => listed.survey === survey);
	if (found === undefined) return undefined;
	return {
		survey: found.survey,
		title: say(found.instrument.title, 'en'),
		reports: await listReports(site, { survey }),
	};
}

/** One report of a survey; without views where there is none of that name. */
export async function reportOf(
	site: Site,
	{ survey, report }: { survey: string; report: string },
): Promise<(Report & Pick<SurveyReports, 'survey' | 'title'>) | undefined> {
	const found = await reportsOf(site, { survey });
	if (found === undefined) return undefined;
	const views = found.reports.find(({ name }) => name === report)?.views ?? [];
	return { survey: found.survey, title: found.title, name: report, views };
}

/** Moves a view one place within its report; the first stays first, and the last last. */
export async function moveView(
	site: Site,
	{ survey, id, towards, actor }: { survey: string; id: string; towards: 'up' | 'down'; actor: Actor },
): Promise<{ readonly kind: 'moved' } | { readonly kind: 'unknown-view' }> {
	demand(site, 'manage', survey);
	const view = await findSavedView(site, { survey, id });
	const report = (await listReports(site, { survey })).find(({ name }) => name === view?.report);
	if (view === undefined || report === undefined) return { kind: 'unknown-view' };
	const ids = report.views.map((one) => one.id);
	const from = ids.indexOf(id);
	const to = towards === 'up' ? from - 1 : from + 1;
	const other = ids[to];
	if (other !== undefined) [ids[from], ids[to]] = [other, id];
	await orderViews(site, { survey, report: report.name, ids, actor });
	return { kind: 'moved' };
}
