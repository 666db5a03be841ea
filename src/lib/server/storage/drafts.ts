import { and, asc, desc, eq, gt, isNull, ne, notInArray } from 'drizzle-orm';
import { z } from 'zod';
import { applyEdits, Edit, Json } from '#core/authoring/index.ts';
import type { AllApplied, Edited } from '#core/authoring/index.ts';
import type { Database, Reader, Writer } from './database.ts';
import { draftEdits, drafts } from './tables/drafts.ts';

export type DraftState = (typeof drafts.$inferSelect)['state'];

/** An instrument that is being written. */
export interface Draft {
	readonly id: string;
	readonly survey: string;
	/** The version that it will be once published, and the one that it was made from. */
	readonly version: number;
	readonly basedOn: number | null;
	readonly state: DraftState;
	readonly document: Json;
	/** How many changes have made it what it is. */
	readonly revision: number;
	readonly createdBy: string;
	readonly createdOn: string;
	readonly changedAt: Date;
}

/** A change of a draft: edits that were applied together. `undoes` is the revision that it takes back. */
export interface DraftChange {
	readonly revision: number;
	readonly by: string;
	readonly byName: string;
	readonly at: Date;
	readonly edits: readonly Edit[];
	/** What takes the edits back. */
	readonly undo: readonly Edit[];
	readonly undoes: number | null;
}

export type ChangedDraft =
	| { readonly kind: 'changed'; readonly draft: Draft }
	| { readonly kind: 'unknown-draft' }
	/** It is being reviewed or has been published: nobody edits it. */
	| { readonly kind: 'not-open'; readonly state: DraftState }
	| Exclude<Edited, { kind: 'applied' }>;

/** Drafts that are not discarded, the last changed first; of one survey or of all. At most 1,000, without documents. */
export async function listDrafts(reader: Reader, args: { survey?: string }): Promise<Omit<Draft, 'document'>[]> {
	const { document: _document, ...columns } = columnsOfDrafts;
	return reader.database
		.select(columns)
		.from(drafts)
		.where(and(ne(drafts.state, 'discarded'), args.survey === undefined ? undefined : eq(drafts.survey, args.survey)))
		.orderBy(desc(drafts.changedAt))
		.limit(1000)
		.all();
}

export async function findDraft(reader: Reader, args: { id: string }): Promise<Draft | undefined> {
	return draftIn(reader.database, args.id);
}

/** The survey that a draft belongs to, without reading its document. */
export async function findDraftSurvey(reader: Reader, args: { id: string }): Promise<string | undefined> {
	return reader.database.select({ survey: drafts.survey }).from(drafts).where(eq(drafts.id, args.id)).get()?.survey;
}

/** Stores a new draft. Refused while the survey has another one of that version that is still being written. */
export async function insertDraft(
	writer: Writer,
	args: { draft: Draft },
): Promise<{ kind: 'inserted' } | { kind: 'being-written'; id: string }> {
	return writer.commit((database) => {
		const { draft } = args;
		const other = database
			.select({ id: drafts.id })
			.from(drafts)
			.where(
				and(
					eq(drafts.survey, draft.survey),
					eq(drafts.version, draft.version),
					notInArray(drafts.state, ['published', 'discarded']),
				),
			)
			.get();
		if (other !== undefined) return { kind: 'being-written', id: other.id };
		database
			.insert(drafts)
			.values({ ...draft, document: JSON.stringify(draft.document) })
			.run();
		return { kind: 'inserted' };
	});
}

/** Applies edits to what the draft is by now, all of them or none, and keeps what takes them back. */
export async function changeDraft(
	writer: Writer,
	args: { id: string; edits: readonly Edit[]; by: string; byName: string; at: Date },
): Promise<ChangedDraft> {
	return writer.commit((database) => {
		const draft = openDraft(database, args.id);
		if ('kind' in draft) return draft;
		const applied = applyEdits(draft.document, args.edits);
		if (applied.kind !== 'applied') return applied;
		return store(database, { ...args, draft, applied, undoes: null });
	});
}

/** Takes back the last change of somebody's that is not taken back yet; `nothing-to-undo` where there is none. */
export async function undoChange(
	writer: Writer,
	args: { id: string; by: string; byName: string; at: Date },
): Promise<ChangedDraft | { kind: 'nothing-to-undo' }> {
	return writer.commit((database) => {
		const changes = ownChanges(database, args);
		const last = changes.find(({ undoes, revision }) => undoes === null && !isUndone(changes, revision));
		return last === undefined ? { kind: 'nothing-to-undo' } : takeBack(database, { ...args, change: last });
	});
}

/** Takes back the last undo of somebody's since they last made a change; `nothing-to-redo` where there is none. */
export async function redoChange(
	writer: Writer,
	args: { id: string; by: string; byName: string; at: Date },
): Promise<ChangedDraft | { kind: 'nothing-to-redo' }> {
	return writer.commit((database) => {
		const changes = ownChanges(database, args);
		const fresh = changes.findIndex(({ undoes }) => undoes === null);
		const since = fresh < 0 ? changes : changes.slice(0, fresh);
		const undone = (one: StoredChange) => changes.find(({ revision }) => revision === one.undoes)?.undoes === null;
		const last = since.find((one) => undone(one) && !isUndone(changes, one.revision));
		return last === undefined ? { kind: 'nothing-to-redo' } : takeBack(database, { ...args, change: last });
	});
}

/** The changes of a draft after a revision, in their order; at most 1,000. */
export async function listChanges(reader: Reader, args: { id: string; after: number }): Promise<DraftChange[]> {
	return reader.database
		.select(columnsOfChanges)
		.from(draftEdits)
		.where(and(eq(draftEdits.draft, args.id), gt(draftEdits.revision, args.after)))
		.orderBy(asc(draftEdits.revision))
		.limit(1000)
		.all()
		.map((change) => ({ ...change, edits: editsIn(change.edits), undo: editsIn(change.undo) }));
}

/** What somebody has done to a draft in changes of their own, those that take one back left out. At most 20,000 changes. */
export async function listEditsBy(reader: Reader, args: { draft: string; by: string }): Promise<Edit[]> {
	return reader.database
		.select({ edits: draftEdits.edits })
		.from(draftEdits)
		.where(and(eq(draftEdits.draft, args.draft), eq(draftEdits.by, args.by), isNull(draftEdits.undoes)))
		.limit(20_000)
		.all()
		.flatMap(({ edits }) => editsIn(edits));
}

/** Moves a draft from one state to another; false when it is not in `from`, or has been changed since `revision`. */
export async function moveDraft(
	writer: Writer,
	args: { id: string; from: DraftState; to: DraftState; revision?: number },
): Promise<boolean> {
	return writer.commit((database) => {
		const sameRevision = args.revision === undefined ? undefined : eq(drafts.revision, args.revision);
		return (
			database
				.update(drafts)
				.set({ state: args.to })
				.where(and(eq(drafts.id, args.id), eq(drafts.state, args.from), sameRevision))
				.run().changes === 1
		);
	});
}

const columnsOfDrafts = {
	id: drafts.id,
	survey: drafts.survey,
	version: drafts.version,
	basedOn: drafts.basedOn,
	state: drafts.state,
	document: drafts.document,
	revision: drafts.revision,
	createdBy: drafts.createdBy,
	createdOn: drafts.createdOn,
	changedAt: drafts.changedAt,
};

const columnsOfChanges = {
	revision: draftEdits.revision,
	by: draftEdits.by,
	byName: draftEdits.byName,
	at: draftEdits.at,
	edits: draftEdits.edits,
	undo: draftEdits.undo,
	undoes: draftEdits.undoes,
};

type StoredChange = Pick<typeof draftEdits.$inferSelect, 'revision' | 'undo' | 'undoes'>;

function draftIn(database: Database, id: string): Draft | undefined {
	const row = database.select(columnsOfDrafts).from(drafts).where(eq(drafts.id, id)).get();
	return row === undefined ? undefined : { ...row, document: Json.parse(JSON.parse(row.document)) };
}

function openDraft(
	database: Database,
	id: string,
): Draft | { kind: 'unknown-draft' } | { kind: 'not-open'; state: DraftState } {
	const draft = draftIn(database, id);
	if (draft === undefined) return { kind: 'unknown-draft' };
	return draft.state === 'draft' ? draft : { kind: 'not-open', state: draft.state };
}

function takeBack(
	database: Database,
	args: { id: string; by: string; byName: string; at: Date; change: StoredChange },
): ChangedDraft {
	const draft = openDraft(database, args.id);
	if ('kind' in draft) return draft;
	const edits = editsIn(args.change.undo);
	const applied = applyEdits(draft.document, edits);
	if (applied.kind !== 'applied') return applied;
	return store(database, { ...args, draft, edits, applied, undoes: args.change.revision });
}

function store(
	database: Database,
	args: {
		draft: Draft;
		by: string;
		byName: string;
		at: Date;
		edits: readonly Edit[];
		applied: AllApplied;
		undoes: number | null;
	},
): ChangedDraft {
	const { draft, by, byName, at, edits, applied, undoes } = args;
	const revision = draft.revision + 1;
	const { document } = applied;
	database
		.update(drafts)
		.set({ document: JSON.stringify(document), revision, changedAt: at })
		.where(eq(drafts.id, draft.id))
		.run();
	database
		.insert(draftEdits)
		.values({
			...{ draft: draft.id, revision, by, byName, at, undoes },
			...{ edits: JSON.stringify(edits), undo: JSON.stringify(applied.undo) },
		})
		.run();
	return { kind: 'changed', draft: { ...draft, document, revision, changedAt: at } };
}

/** Somebody's changes of a draft, the newest first; as far back as anybody undoes. */
function ownChanges(database: Database, args: { id: string; by: string }): StoredChange[] {
	return database
		.select({ revision: draftEdits.revision, undo: draftEdits.undo, undoes: draftEdits.undoes })
		.from(draftEdits)
		.where(and(eq(draftEdits.draft, args.id), eq(draftEdits.by, args.by)))
		.orderBy(desc(draftEdits.revision))
		.limit(500)
		.all();
}

/** Whether a change is taken back by one that is not taken back itself. */
function isUndone(changes: readonly StoredChange[], revision: number): boolean {
	return changes.some((change) => change.undoes === revision && !isUndone(changes, change.revision));
}

function editsIn(json: string): Edit[] {
	return z.array(Edit).parse(JSON.parse(json));
}
