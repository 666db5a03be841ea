import { demand } from '../../accounts/demand.ts';
import { onRecord, type Actor } from '../../on-record.ts';
import type { Site } from '../../site.ts';
import type { Draft, DraftReview, StoredReview } from '../../storage/index.ts';
import { findDraft, insertReview, moveDraft, publishDraft } from '../../storage/index.ts';
import { storedVersionOf } from '../load-surveys.ts';
import type { DraftProblem } from './draft-review.ts';
import { draftUnderReview } from './draft-review.ts';

export type MovedDraft =
	| { readonly kind: 'moved' }
	| { readonly kind: 'unknown-draft' }
	/** Somebody has moved or changed it in the meantime. */
	| { readonly kind: 'not-as-seen' };

type Faulty = { readonly kind: 'faulty'; readonly errors: readonly DraftProblem[] };

export type ReviewedDraft =
	| StoredReview
	| { readonly kind: 'unknown-draft' }
	/** Changes are wanted, but nobody says which. */
	| { readonly kind: 'no-words' }
	| Faulty
	/** Declarations to which the reviewer has not agreed. */
	| { readonly kind: 'not-agreed'; readonly variables: readonly string[] };

export type PublishedVersion =
	| { readonly kind: 'published'; readonly version: number }
	| { readonly kind: 'unknown-draft' | 'not-approved' | 'version-exists' }
	| Faulty;

/** Hands a draft over to its reviewers as it is at `revision`. Refused while it has an error. */
export async function handOver(
	site: Site,
	args: { actor: Actor; id: string; revision: number },
): Promise<MovedDraft | Faulty> {
	const draft = await findDraft(site.storage.reader, args);
	if (draft === undefined) return { kind: 'unknown-draft' };
	demand(site, 'author', draft.survey);
	const { errors } = await draftUnderReview(site, { draft });
	if (errors.length > 0) return { kind: 'faulty', errors };
	const doing = { ...about(draft), action: 'draft.handed-over', after: { revision: args.revision } };
	const moved = await moveDraft(onRecord(site, args.actor, doing), {
		...{ id: draft.id, revision: args.revision },
		...{ from: 'draft', to: 'in-review' },
	});
	return { kind: moved ? 'moved' : 'not-as-seen' };
}

/** Takes a draft back from review, or after its approval, to write on. What was approved is void once it is changed. */
export async function takeDraftBack(site: Site, args: { actor: Actor; id: string }): Promise<MovedDraft> {
	const draft = await findDraft(site.storage.reader, args);
	if (draft === undefined) return { kind: 'unknown-draft' };
	demand(site, 'author', draft.survey);
	if (draft.state !== 'in-review' && draft.state !== 'approved') return { kind: 'not-as-seen' };
	const doing = { ...about(draft), action: 'draft.taken-back', before: { state: draft.state } };
	const moved = await moveDraft(onRecord(site, args.actor, doing), { id: draft.id, from: draft.state, to: 'draft' });
	return { kind: moved ? 'moved' : 'not-as-seen' };
}

/**
 * Stores what a reviewer found of a draft as it was at `revision`. Whoever wrote any of it cannot review it. To approve
 * it the reviewer has to agree to each declared equivalence (`agreed`, by key); the log keeps to what they agreed.
 */
export async function reviewDraft(
	site: Site,
	args: {
		actor: Actor;
		id: string;
		revision: number;
		verdict: DraftReview['verdict'];
		words: string;
		agreed: readonly string[];
	},
): Promise<ReviewedDraft> {
	const { actor, revision, verdict, words } = args;
	const draft = await findDraft(site.storage.reader, args);
	if (draft === undefined) return { kind: 'unknown-draft' };
	demand(site, 'review', draft.survey);
	if (verdict === 'changes-wanted' && words === '') return { kind: 'no-words' };
	const { errors, equivalences } = await draftUnderReview(site, { draft });
	if (verdict === 'approved') {
		if (errors.length > 0) return { kind: 'faulty', errors };
		const open = equivalences.filter(({ key }) => !args.agreed.includes(key));
		if (open.length > 0) return { kind: 'not-agreed', variables: open.map(({ variable }) => variable) };
	}
	const agreed = verdict === 'approved' ? equivalences.map(({ key: _key, ...declared }) => declared) : [];
	const doing = { ...about(draft), action: `draft.${verdict}`, after: { revision, words, agreed } };
	const review = {
		...{ draft: draft.id, revision, verdict, words },
		...{ by: actor.id, byName: actor.name, on: site.clock.today() },
	};
	return insertReview(onRecord(site, actor, doing), { review });
}

/**
 * Makes an approved draft the survey's newest version, as it was approved: frozen, hashed, and on record in the same
 * transaction. Waves that are opened from now on ask it.
 */
export async function publishVersion(site: Site, args: { actor: Actor; id: string }): Promise<PublishedVersion> {
	const draft = await findDraft(site.storage.reader, args);
	if (draft === undefined) return { kind: 'unknown-draft' };
	demand(site, 'author', draft.survey);
	const { instrument, errors } = await draftUnderReview(site, { draft });
	if (instrument === undefined || errors.length > 0) return { kind: 'faulty', errors };
	const version = storedVersionOf(instrument);
	const after = { version: version.version, revision: draft.revision, sha256: version.sha256 };
	const doing = { ...about(draft), action: 'version.published', after };
	const published = await publishDraft(onRecord(site, args.actor, doing), {
		...{ draft: draft.id, revision: draft.revision, version },
	});
	return published.kind === 'published' ? { kind: 'published', version: version.version } : published;
}

function about({ id, survey }: Draft): { object: string; survey: string } {
	return { object: `draft ${id}`, survey };
}
