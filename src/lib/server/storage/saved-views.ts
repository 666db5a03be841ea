import { and, asc, eq, max } from 'drizzle-orm';
import type { SurveySlug } from '#core/instrument/index.ts';
import type { Database, Reader, Writer } from './database.ts';
import { savedViews } from './tables/saved-views.ts';

/** A view kept as an item of a report. `address` is its path and query; `position` orders the items. */
export interface SavedView {
	readonly id: string;
	readonly survey: string;
	readonly report: string;
	readonly position: number;
	readonly name: string;
	readonly address: string;
	readonly note: string;
	readonly createdBy: string;
	readonly createdOn: string;
}

/** A survey's saved views, by report and place in it. At most 5,000. */
export async function listSavedViews(reader: Reader, args: { survey: string }): Promise<SavedView[]> {
	return reader.database
		.select()
		.from(savedViews)
		.where(eq(savedViews.survey, args.survey))
		.orderBy(asc(savedViews.report), asc(savedViews.position), asc(savedViews.id))
		.limit(5000)
		.all();
}

/** Names of a survey's reports, by themselves. At most 500. */
export async function listReportNames(reader: Reader, args: { survey: string }): Promise<string[]> {
	return reader.database
		.selectDistinct({ report: savedViews.report })
		.from(savedViews)
		.where(eq(savedViews.survey, args.survey))
		.orderBy(asc(savedViews.report))
		.limit(500)
		.all()
		.map(({ report }) => report);
}

export async function findSavedView(
	reader: Reader,
	args: { survey: string; id: string },
): Promise<SavedView | undefined> {
	return reader.database.select().from(savedViews).where(thisView(args)).get();
}

/** Stores a view at the end of its report, or at `position` when it was there before. False when its id is taken. */
export async function insertSavedView(
	writer: Writer,
	args: Omit<SavedView, 'position' | 'survey'> & { survey: SurveySlug; position?: number },
): Promise<boolean> {
	return writer.commit((database) => {
		const position = args.position ?? placeAfterAll(database, args);
		return (
			database
				.insert(savedViews)
				.values({ ...args, position })
				.onConflictDoNothing()
				.run().changes === 1
		);
	});
}

/**
 * Changes the name or note of a view, or the report that it belongs to, at whose end it then stands. Gives back what it was,
 * so that the change can be undone; undefined when it is not there.
 */
export async function updateSavedView(
	writer: Writer,
	args: { survey: string; id: string } & Pick<SavedView, 'name' | 'note' | 'report'>,
): Promise<SavedView | undefined> {
	const { survey, name, note, report } = args;
	return writer.commit((database) => {
		const before = database.select().from(savedViews).where(thisView(args)).get();
		if (before === undefined) return undefined;
		const position = before.report === report ? before.position : placeAfterAll(database, { survey, report });
		database.update(savedViews).set({ name, note, report, position }).where(thisView(args)).run();
		return before;
	});
}

/** Gives a report another name; *taken* where there is a report of that name, *unknown* where there is none of the old. */
export async function renameSavedReport(
	writer: Writer,
	args: { survey: string; report: string; name: string },
): Promise<'renamed' | 'taken' | 'unknown'> {
	return writer.commit((database) => {
		const other = database.select({ id: savedViews.id }).from(savedViews).where(thisReport(args, args.name)).get();
		if (other !== undefined && args.name !== args.report) return 'taken';
		const { changes } = database
			.update(savedViews)
			.set({ report: args.name })
			.where(thisReport(args, args.report))
			.run();
		return changes > 0 ? 'renamed' : 'unknown';
	});
}

/** Puts the views of a report in the order of `ids`; one that is not named keeps its place after them. */
export async function orderSavedViews(
	writer: Writer,
	args: { survey: string; report: string; ids: readonly string[] },
): Promise<void> {
	await writer.commit((database) => {
		const stored = database
			.select({ id: savedViews.id })
			.from(savedViews)
			.where(thisReport(args, args.report))
			.orderBy(asc(savedViews.position), asc(savedViews.id))
			.limit(5000)
			.all()
			.map(({ id }) => id);
		const named = [...new Set(args.ids)].filter((id) => stored.includes(id));
		const ordered = [...named, ...stored.filter((id) => !named.includes(id))];
		ordered.forEach((id, position) => {
			database
				.update(savedViews)
				.set({ position })
				.where(thisView({ survey: args.survey, id }))
				.run();
		});
	});
}

/** Deletes a view and gives back what it was, so that the deletion can be undone; undefined when it is not there. */
export async function deleteSavedView(
	writer: Writer,
	args: { survey: string; id: string },
): Promise<SavedView | undefined> {
	return writer.commit((database) => {
		const view = database.select().from(savedViews).where(thisView(args)).get();
		if (view !== undefined) database.delete(savedViews).where(thisView(args)).run();
		return view;
	});
}

/** Deletes a report with its views and gives them back in their order, at most 5,000, so that it can be undone. */
export async function deleteSavedReport(
	writer: Writer,
	args: { survey: string; report: string },
): Promise<SavedView[]> {
	return writer.commit((database) => {
		const views = database
			.select()
			.from(savedViews)
			.where(thisReport(args, args.report))
			.orderBy(asc(savedViews.position), asc(savedViews.id))
			.limit(5000)
			.all();
		database.delete(savedViews).where(thisReport(args, args.report)).run();
		return views;
	});
}

function placeAfterAll(database: Database, args: { survey: string; report: string }): number {
	const last = database
		.select({ position: max(savedViews.position) })
		.from(savedViews)
		.where(thisReport(args, args.report))
		.get();
	return (last?.position ?? -1) + 1;
}

function thisReport({ survey }: { survey: string }, report: string) {
	return and(eq(savedViews.survey, survey), eq(savedViews.report, report));
}

function thisView({ survey, id }: { survey: string; id: string }) {
	return and(eq(savedViews.survey, survey), eq(savedViews.id, id));
}
