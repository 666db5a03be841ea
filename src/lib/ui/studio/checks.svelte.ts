import { getContext, setContext } from 'svelte';
import type { CheckedDraft, Fielded, Json } from '#core/authoring/index.ts';
import type { ToCheck } from './check-worker.ts';
import { useStudio } from './studio.svelte.ts';

/** What the checker and the ledger say of the draft, a moment after it was typed. */
export interface Checks {
	readonly now: CheckedDraft;
	/** The draft of which they say it: a moment behind what is typed, so that what takes long to say waits for a pause. */
	readonly document: Json;
	/** What the draft is compared with. */
	readonly fielded: Fielded;
}

/** Pause in typing, in milliseconds, after which the draft is checked. */
const pause = 300;

const key = Symbol('checks');

/** Makes checks known to every page below. The first are the server's; those of what is typed run beside the page. */
export function provideChecks(start: { readonly checked: CheckedDraft; readonly fielded: Fielded }): Checks {
	const studio = useStudio();
	const { fielded } = start;
	const opened = studio.document;
	let now = $state.raw(start.checked);
	let document = $state.raw(opened);
	/** Drafts that are being checked, in their order. */
	const sent: Json[] = [];
	let worker: Worker | undefined;

	function check(draft: Json): void {
		if (worker === undefined) {
			worker = new Worker(new URL('./check-worker.ts', import.meta.url), { type: 'module' });
			worker.onmessage = ({ data }: MessageEvent<CheckedDraft>) => {
				now = data;
				document = sent.shift() ?? document;
			};
			worker.postMessage({ kind: 'fielded', fielded } satisfies ToCheck);
		}
		sent.push(draft);
		worker.postMessage({ kind: 'draft', document: draft } satisfies ToCheck);
	}
	$effect(() => {
		const typed = studio.document;
		if (typed === opened && worker === undefined) return;
		const timer = setTimeout(() => check(typed), pause);
		return () => clearTimeout(timer);
	});
	$effect(() => () => worker?.terminate());

	return setContext(key, {
		get now() {
			return now;
		},
		get document() {
			return document;
		},
		fielded,
	});
}

export function useChecks(): Checks {
	return getContext<Checks>(key);
}
