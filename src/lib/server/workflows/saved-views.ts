import { SurveySlug } from '#core/instrument/index.ts';
import { demand } from '../accounts/demand.ts';
import { onRecord, type Actor } from '../on-record.ts';
import type { Site } from '../site.ts';
import type { SavedView } from '../storage/index.ts';
import {
	deleteSavedReport,
	deleteSavedView,
	findLatestVersion,
	findSavedView as findStored,
	insertSavedView,
	listReportNames,
	listSavedViews,
	orderSavedViews,
	renameSavedReport,
	updateSavedView,
} from '../storage/index.ts';

/** A report with its items in their order. */
export interface Report {
	readonly name: string;
	readonly views: readonly SavedView[];
}

/** Why a view's words were not taken. */
export type ViewProblem =
	| { readonly kind: 'name-missing' | 'report-missing' }
	| { readonly kind: 'too-long'; readonly field: 'name' | 'report' | 'note'; readonly most: number };

const longest = { name: 120, report: 120, note: 4000, address: 4000 } as const;

/** Names of a survey's reports, in the order of the alphabet. */
export async function reportNames(site: Site, args: { survey: string }): Promise<string[]> {
	demand(site, 'see', args.survey);
	return listReportNames(site.storage.reader, args);
}

/** A survey's reports by name. */
export async function listReports(site: Site, args: { survey: string }): Promise<Report[]> {
	demand(site, 'see', args.survey);
	const views = await listSavedViews(site.storage.reader, args);
	const names = [...new Set(views.map(({ report }) => report))];
	return names.map((name) => ({ name, views: views.filter(({ report }) => report === name) }));
}

export async function findSavedView(site: Site, args: { survey: string; id: string }): Promise<SavedView | undefined> {
	demand(site, 'see', args.survey);
	return findStored(site.storage.reader, args);
}

/**
 * Keeps a view at the end of a report. `address` is path and query of a page of this survey's analysis; any other is
 * refused, so that a saved view leads nowhere else.
 */
export async function saveView(
	site: Site,
	args: { survey: string; report: string; name: string; address: string; note: string; actor: Actor },
): Promise<
	| { readonly kind: 'saved'; readonly id: string }
	| { readonly kind: 'unknown-survey' }
	| { readonly kind: 'address-elsewhere' }
	| ViewProblem
> {
	demand(site, 'manage', args.survey);
	const words = wordsOf(args);
	const problem = problemWith(words);
	if (problem !== undefined) return problem;
	if (!isWithin(args.survey, args.address)) return { kind: 'address-elsewhere' };
	if ((await findLatestVersion(site.storage.reader, args)) === undefined) return { kind: 'unknown-survey' };
	const id = site.random.bytes(8).toString('hex');
	const { survey, address, actor } = args;
	const doing = { action: 'view.saved', object: words.name, survey, after: { ...words, address } };
	await insertSavedView(onRecord(site, actor, doing), {
		...words,
		...{ id, survey: SurveySlug.parse(survey), address },
		createdBy: actor.name,
		createdOn: site.clock.today(),
	});
	return { kind: 'saved', id };
}

/** Gives a view another name, note or report, at whose end it then stands; `before` is what undoes that. */
export async function changeView(
	site: Site,
	args: { survey: string; id: string; report: string; name: string; note: string; actor: Actor },
): Promise<{ readonly kind: 'changed'; readonly before: SavedView } | { readonly kind: 'unknown-view' } | ViewProblem> {
	const { survey, id, actor } = args;
	demand(site, 'manage', survey);
	const words = wordsOf(args);
	const problem = problemWith(words);
	if (problem !== undefined) return problem;
	const was = await findStored(site.storage.reader, args);
	if (was === undefined) return { kind: 'unknown-view' };
	const doing = { action: 'view.changed', object: was.name, survey, before: wordsOf(was), after: words };
	const before = await updateSavedView(onRecord(site, actor, doing), { ...words, survey, id });
	return before === undefined ? { kind: 'unknown-view' } : { kind: 'changed', before };
}

/** Gives a report another name, which no other report of the survey may have. */
export async function renameReport(
	site: Site,
	args: { survey: string; report: string; name: string; actor: Actor },
): Promise<
	| { readonly kind: 'renamed'; readonly name: string }
	| { readonly kind: 'taken' }
	| { readonly kind: 'unknown' }
	| ViewProblem
> {
	const { survey, report, actor } = args;
	demand(site, 'manage', survey);
	const { report: name } = wordsOf({ name: 'any', note: '', report: args.name });
	const problem = problemWith({ name: 'any', note: '', report: name });
	if (problem !== undefined) return problem;
	const doing = { action: 'report.renamed', object: report, survey, before: { name: report }, after: { name } };
	const kind = await renameSavedReport(onRecord(site, actor, doing), { survey, report, name });
	switch (kind) {
		case 'renamed':
			return { kind, name };
		case 'taken':
			return { kind };
		case 'unknown':
			return { kind };
	}
}

/** Deletes a report with its views; `views` are what `restoreViews` needs to undo that. */
export async function deleteReport(
	site: Site,
	args: { survey: string; report: string; actor: Actor },
): Promise<SavedView[]> {
	const { survey, report, actor } = args;
	demand(site, 'manage', survey);
	const was = (await listSavedViews(site.storage.reader, args)).filter((view) => view.report === report);
	const doing = { action: 'report.deleted', object: report, survey, before: was.map(textsOf) };
	return deleteSavedReport(onRecord(site, actor, doing), { survey, report });
}

/** Puts the items of a report in the order of `ids`. */
export async function orderViews(
	site: Site,
	args: { survey: string; report: string; ids: readonly string[]; actor: Actor },
): Promise<void> {
	const { survey, report, ids, actor } = args;
	demand(site, 'manage', survey);
	const was = (await listSavedViews(site.storage.reader, args)).filter((view) => view.report === report);
	const before = was.map(({ name }) => name);
	const after = ids.flatMap((id) => was.find((view) => view.id === id)?.name ?? []);
	const doing = { action: 'report.ordered', object: report, survey, before, after };
	await orderSavedViews(onRecord(site, actor, doing), { survey, report, ids });
}

/** Deletes a view; `view` is what `restoreViews` needs to undo that. */
export async function deleteView(
	site: Site,
	args: { survey: string; id: string; actor: Actor },
): Promise<{ readonly kind: 'deleted'; readonly view: SavedView } | { readonly kind: 'unknown-view' }> {
	const { survey, id, actor } = args;
	demand(site, 'manage', survey);
	const was = await findStored(site.storage.reader, args);
	if (was === undefined) return { kind: 'unknown-view' };
	const doing = { action: 'view.deleted', object: was.name, survey, before: textsOf(was) };
	const view = await deleteSavedView(onRecord(site, actor, doing), { survey, id });
	return view === undefined ? { kind: 'unknown-view' } : { kind: 'deleted', view };
}

/** Puts deleted views of a survey back where they were. Those that lead elsewhere, or are there, are left out. */
export async function restoreViews(
	site: Site,
	args: { survey: string; views: readonly SavedView[]; actor: Actor },
): Promise<{ readonly restored: number }> {
	demand(site, 'manage', args.survey);
	const survey = SurveySlug.safeParse(args.survey).data;
	let restored = 0;
	if (survey === undefined) return { restored };
	for (const view of args.views) {
		if (!isWithin(survey, view.address) || problemWith(view) !== undefined) continue;
		const doing = { action: 'view.put-back', object: view.name, survey, after: textsOf(view) };
		if (await insertSavedView(onRecord(site, args.actor, doing), { ...view, survey })) restored++;
	}
	return { restored };
}

type Words = Pick<SavedView, 'name' | 'report' | 'note'>;

function wordsOf({ name, report, note }: Words): Words {
	return { name: name.trim(), report: report.trim(), note: note.trim() };
}

/** A view as the audit log keeps it. */
function textsOf({ name, report, note, address }: SavedView) {
	return { name, report, note, address };
}

function problemWith(words: Words): ViewProblem | undefined {
	if (words.name === '') return { kind: 'name-missing' };
	// Its name is the last part of an address, where "." and ".." mean something else.
	if (!/[\p{L}\p{N}]/u.test(words.report)) return { kind: 'report-missing' };
	for (const field of ['name', 'report', 'note'] as const) {
		if (words[field].length > longest[field]) return { kind: 'too-long', field, most: longest[field] };
	}
	return undefined;
}

/** Whether an address is one of the survey's analysis on this server, however it is written. */
function isWithin(survey: string, address: string): boolean {
	if (!address.startsWith('/') || address.length > longest.address) return false;
	const here = 'http://here.invalid';
	if (!URL.canParse(address, here)) return false;
	const url = new URL(address, here);
	const root = `/analyse/${survey}`;
	return url.origin === here && (url.pathname === root || url.pathname.startsWith(`${root}/`));
}
