import { applyEdits, editsOfForm } from '#core/authoring/index.ts';
import type { Edit, Json } from '#core/authoring/index.ts';
import type { Actor } from '../../on-record.ts';
import type { Site } from '../../site.ts';
import type { ChangedDraft, Draft, DraftChange } from '../../storage/index.ts';
import { changeDraft, findDraft, listChanges, redoChange, undoChange } from '../../storage/index.ts';
import { demandDraft } from './demand-draft.ts';
import { keepTranslations } from './translation-of.ts';

/** What became of somebody's edits; `others` is what others have done since the revision that the edits were made on. */
export type EditedDraft =
	| { readonly kind: 'edited'; readonly draft: Draft; readonly others: readonly DraftChange[] }
	| (Exclude<ChangedDraft, { kind: 'changed' }> & { readonly others: readonly DraftChange[] });

export async function readDraft(site: Site, args: { id: string }): Promise<Draft | undefined> {
	await demandDraft(site, 'see', args);
	return findDraft(site.storage.reader, args);
}

/** What has been done to a draft after a revision, by whom. */
export async function changesSince(site: Site, args: { id: string; revision: number }): Promise<DraftChange[]> {
	await demandDraft(site, 'see', args);
	return listChanges(site.storage.reader, { id: args.id, after: args.revision });
}

/**
 * Applies edits that somebody made on `revision` to what the draft is by now: all of them or none. Where another author
 * has changed the same place since, nothing is done and what stands there now is said; every other edit of theirs stays.
 * A bundle that is sent again, because its answer was lost, is not applied twice.
 * Edits are not on the audit log one by one: the draft keeps each with its author, and publishing is on the log.
 */
export async function editDraft(
	site: Site,
	args: { actor: Actor; id: string; revision: number; edits: readonly Edit[] },
): Promise<EditedDraft> {
	const { actor, id, edits } = args;
	await demandDraft(site, 'author', args);
	const since = await changesSince(site, args);
	const others = since.filter(({ by }) => by !== actor.id);
	const isRepeated = since.some(
		({ by, undoes, edits: before }) => by === actor.id && undoes === null && same(before, edits),
	);
	const stored = isRepeated ? await readDraft(site, args) : undefined;
	if (stored !== undefined) return { kind: 'edited', draft: stored, others };
	const changed = await changeDraft(site.storage.writer, { id, edits, ...by(site, actor) });
	if (changed.kind !== 'changed') return { ...changed, others };
	await keepTranslations(site, { draft: changed.draft, edits });
	return { kind: 'edited', draft: changed.draft, others };
}

/**
 * Stores what a form says that was made from `revision`: the edits for which its fields stand, then `more`, such as an
 * option to add. A form that changes nothing is stored as nothing.
 */
export async function editByForm(
	site: Site,
	args: {
		actor: Actor;
		id: string;
		revision: number;
		fields: Iterable<readonly [string, string]>;
		more: readonly Edit[];
	},
): Promise<EditedDraft> {
	await demandDraft(site, 'author', args);
	const draft = await readDraft(site, args);
	if (draft === undefined) return { kind: 'unknown-draft', others: [] };
	const seen = await documentAt(site, draft, args.revision);
	const edits = [...editsOfForm(seen, args.fields), ...args.more];
	return edits.length === 0 ? { kind: 'edited', draft, others: [] } : editDraft(site, { ...args, edits });
}

function same(before: readonly Edit[], now: readonly Edit[]): boolean {
	return JSON.stringify(before) === JSON.stringify(now);
}

/** What a draft was at an earlier revision: every change since taken back, the last first. */
async function documentAt(site: Site, draft: Draft, revision: number): Promise<Json> {
	const since = await changesSince(site, { id: draft.id, revision });
	const back = applyEdits(
		draft.document,
		since.toReversed().flatMap(({ undo: edits }) => edits),
	);
	return back.kind === 'applied' ? back.document : draft.document;
}

/** Takes back one's own last change. A conflict where somebody has built on it since. */
export async function undo(
	site: Site,
	args: { actor: Actor; id: string },
): Promise<ChangedDraft | { readonly kind: 'nothing-to-undo' }> {
	await demandDraft(site, 'author', args);
	return undoChange(site.storage.writer, { id: args.id, ...by(site, args.actor) });
}

/** Does again what one has just taken back. */
export async function redo(
	site: Site,
	args: { actor: Actor; id: string },
): Promise<ChangedDraft | { readonly kind: 'nothing-to-redo' }> {
	await demandDraft(site, 'author', args);
	return redoChange(site.storage.writer, { id: args.id, ...by(site, args.actor) });
}

function by(site: Site, actor: Actor): { by: string; byName: string; at: Date } {
	return { by: actor.id, byName: actor.name, at: site.clock.now() };
}
