import { and, asc, eq, max } from 'drizzle-orm';
import type { SurveySlug } from '#core/instrument/index.ts';
import type { Reader, Writer } from './database.ts';
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
		const last = database
			.select({ position: max(savedViews.position) })
			.from(savedViews)
			.where(and(eq(savedViews.survey, args.survey), eq(savedViews.report, args.report)))
			.get();
		const position = args.position ?? (last?.position ?? -1) + 1;
		return (
			database
				.insert(savedViews)
				.values({ ...args, position })
				.onConflictDoNothing()
				.run().changes === 1
		);
	});
}

/** Changes the name or note of a view, or the report that it belongs to. False when it is not there. */
export async function updateSavedView(
	writer: Writer,
	args: { survey: string; id: string } & Pick<SavedView, 'name' | 'note' | 'report'>,
): Promise<boolean> {
	const { name, note, report } = args;
	return writer.commit(
		(database) => database.update(savedViews).set({ name, note, report }).where(thisView(args)).run().changes === 1,
	);
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
			.where(and(eq(savedViews.survey, args.survey), eq(savedViews.report, args.report)))
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

function thisView({ survey, id }: { survey: string; id: string }) {
	return and(eq(savedViews.survey, survey), eq(savedViews.id, id));
}
