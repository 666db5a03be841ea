import { getContext, setContext } from 'svelte';
import type { CheckedDraft, Fielded } from '#core/authoring/index.ts';
import type { ToCheck } from './check-worker.ts';
import { useStudio } from './studio.svelte.ts';

/** What the checker and the ledger say of the draft, a moment after it was typed. */
export interface Checks {
	readonly now: CheckedDraft;
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
	let worker: Worker | undefined;

	function tell(message: ToCheck): void {
		if (worker === undefined) {
			worker = new Worker(new URL('./check-worker.ts', import.meta.url), { type: 'module' });
			worker.onmessage = ({ data }: MessageEvent<CheckedDraft>) => (now = data);
			worker.postMessage({ kind: 'fielded', fielded } satisfies ToCheck);
		}
		worker.postMessage(message);
	}
	$effect(() => {
		const { document } = studio;
		if (document === opened && worker === undefined) return;
		const timer = setTimeout(() => tell({ kind: 'draft', document }), pause);
		return () => clearTimeout(timer);
	});
	$effect(() => () => worker?.terminate());

	return setContext(key, {
		get now() {
			return now;
		},
		fielded,
	});
}

export function useChecks(): Checks {
	return getContext<Checks>(key);
}
