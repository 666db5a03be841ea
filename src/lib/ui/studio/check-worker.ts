import { checkDraft } from '#core/authoring/index.ts';
import type { CheckedDraft, Fielded, Json } from '#core/authoring/index.ts';

/** What the studio sends: first what the draft is compared with, then the draft whenever typing pauses. */
export type ToCheck =
	{ readonly kind: 'fielded'; readonly fielded: Fielded } | { readonly kind: 'draft'; readonly document: Json };

let fielded: Fielded = { versions: [], waves: [] };

// Beside the page, which goes on taking keys: 200 questions take about a quarter of a second.
self.onmessage = ({ data }: MessageEvent<ToCheck>) => {
	if (data.kind === 'fielded') ({ fielded } = data);
	else self.postMessage(checkDraft(data.document, fielded) satisfies CheckedDraft);
};
