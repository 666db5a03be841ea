import { checkDraft } from '#core/authoring/index.ts';
import type { CheckedDraft, Fielded } from '#core/authoring/index.ts';
import type { Site } from '../../site.ts';
import type { Draft, Storage } from '../../storage/index.ts';
import { fieldedOf } from './fielded.ts';

interface Remembered {
	/** Which revision was checked against what. */
	readonly stamp: string;
	readonly checked: CheckedDraft;
}

const mostDrafts = 64;
const bySite = new WeakMap<Storage, Map<string, Remembered>>();

/**
 * What a draft is compared with and what the checker says of it. Checked once for each revision, as 200 questions take a
 * fifth of a second, and again when a wave or a version has come; the longest unused are forgotten.
 */
export async function checkedDraft(site: Site, draft: Draft): Promise<{ fielded: Fielded; checked: CheckedDraft }> {
	const fielded = await fieldedOf(site, draft);
	const drafts = bySite.get(site.storage) ?? new Map<string, Remembered>();
	bySite.set(site.storage, drafts);
	const stamp = stampOf(draft, fielded);
	const before = drafts.get(draft.id);
	const remembered = before?.stamp === stamp ? before : { stamp, checked: checkDraft(draft.document, fielded) };
	drafts.delete(draft.id);
	drafts.set(draft.id, remembered);
	for (const oldest of drafts.keys()) {
		if (drafts.size <= mostDrafts) break;
		drafts.delete(oldest);
	}
	return { fielded, checked: remembered.checked };
}

function stampOf({ revision }: Draft, { versions, waves }: Fielded): string {
	const numbers = versions.map(({ version }) => version);
	const asked = waves.map(({ imported, completed: _completed, ...wave }) => [
		wave,
		imported?.file,
		[...(imported?.judged ?? [])],
	]);
	return JSON.stringify([revision, numbers, asked]);
}
