import { getContext, setContext } from 'svelte';
import { applyEdits, editOfField, sameJson, shownValue, valueAt } from '#core/authoring/index.ts';
import type { Edit, FieldKind, Json, Place } from '#core/authoring/index.ts';

/** What the server says to edits that were sent to it. */
export type Answered =
	/** They are stored; the document is what they and everybody else's have made, or left out where nobody else's have. */
	| {
			readonly kind: 'edited';
			readonly document?: Json | undefined;
			readonly revision: number;
			readonly others: readonly { readonly byName: string; readonly places: readonly Place[] }[];
	  }
	/** Nothing of them is stored. `words` say why; the document is what stands there. */
	| { readonly kind: 'refused'; readonly words: string; readonly document: Json; readonly revision: number }
	/** Nobody knows whether they arrived, or whoever sent them is not let in (any more): they are sent again. */
	| { readonly kind: 'no-answer'; readonly why: Unanswered };

type Unanswered = 'silence' | 'signed-out' | 'not-allowed';

export type Send = (message: { revision: number; edits: readonly Edit[] }) => Promise<Answered>;

export type Saving =
	| { readonly kind: 'saved' | 'saving' | 'waiting' }
	| { readonly kind: 'merged'; readonly by: string }
	| { readonly kind: 'refused'; readonly words: string }
	/** The server does not take it; what was typed is kept here and sent again. */
	| { readonly kind: 'offline'; readonly why: Unanswered };

/**
 * A draft in the browser: what its author has made of it so far, at once, while edits go to the server one bundle after
 * another in the background. Edits that wait are applied anew to whatever the server answers.
 */
export interface Studio {
	readonly document: Json;
	readonly saving: Saving;
	/** Whether nothing that was typed is still to be stored. */
	readonly isSettled: boolean;
	/** What was typed and is not known to be stored. */
	readonly unsent: readonly Edit[];
	value(place: Place): Json | undefined;
	/** A field was changed to what was typed. */
	typed(kind: FieldKind, place: Place, value: string): void;
	/** Something was added, taken away or moved. False when it cannot be done to what stands there. */
	apply(edits: readonly Edit[]): boolean;
	/** Makes edits again that were kept while they could not be sent, each that still fits. */
	resume(kept: readonly Edit[]): void;
	/** Sends what waits, at once. */
	flush(): Promise<void>;
	/** Takes over what the server has, such as after an undo. */
	replace(document: Json, revision: number): void;
}

/** Pause in typing, in milliseconds, after which edits are sent. */
const pause = 400;
/** Pause before edits are sent again to a server that did not answer. */
const retry = 3000;
/** How many edits are sent at once, at most. */
const most = 200;

export function openStudio(start: { document: Json; revision: number; send: Send }): Studio {
	let document = $state.raw(start.document);
	let saving = $state.raw<Saving>({ kind: 'saved' });
	let revision = start.revision;
	let waiting: Edit[] = [];
	/** A bundle without an answer is sent again as it is, so that the server knows it by sight. */
	let sent: readonly Edit[] = [];
	let timer: ReturnType<typeof setTimeout> | undefined;
	let under: Promise<void> | undefined;

	function apply(edits: readonly Edit[]): boolean {
		const applied = applyEdits(document, edits);
		if (applied.kind !== 'applied') return false;
		({ document } = applied);
		waiting = joined(waiting, edits);
		if (saving.kind !== 'offline') saving = { kind: 'waiting' };
		schedule(pause);
		return true;
	}

	function schedule(after: number): void {
		clearTimeout(timer);
		timer = setTimeout(() => void flush(), after);
	}

	async function flush(): Promise<void> {
		clearTimeout(timer);
		await under;
		if (sent.length === 0) {
			sent = waiting.slice(0, most);
			waiting = waiting.slice(most);
		}
		if (sent.length === 0) return;
		if (saving.kind !== 'offline') saving = { kind: 'saving' };
		under = start.send({ revision, edits: sent }).then(settle);
		await under;
	}

	function settle(answered: Answered): void {
		if (answered.kind === 'no-answer') {
			saving = { kind: 'offline', why: answered.why };
			schedule(retry);
			return;
		}
		const lost = answered.kind === 'refused' ? writtenIn(sent) : '';
		sent = [];
		({ revision } = answered);
		if (answered.document !== undefined) rebase(answered.document);
		if (waiting.length > 0) schedule(pause);
		if (answered.kind === 'refused') saving = { kind: 'refused', words: `${answered.words}${lost}` };
		else {
			const others = answered.others.map(({ byName }) => byName).filter((name, at, all) => all.indexOf(name) === at);
			const told = others.length > 0 ? { kind: 'merged' as const, by: others.join(', ') } : { kind: 'saved' as const };
			saving = waiting.length > 0 ? { kind: 'waiting' } : told;
		}
	}

	/** Takes over what the server has, with what was typed since on top of it. */
	function rebase(stored: Json): void {
		const rebased = applyEdits(stored, waiting);
		document = rebased.kind === 'applied' ? rebased.document : stored;
		if (rebased.kind !== 'applied') waiting = [];
	}

	return {
		get document() {
			return document;
		},
		get saving() {
			return saving;
		},
		get isSettled() {
			return saving.kind === 'saved' || saving.kind === 'merged' || saving.kind === 'refused';
		},
		get unsent() {
			return [...sent, ...waiting];
		},
		value: (place) => valueAt(document, place),
		typed: (kind, place, value) => {
			const edit = editOfField(document, kind, place, value);
			if (edit !== undefined) apply([edit]);
		},
		apply,
		resume: (kept) => {
			const failed = kept.filter((edit) => !isMade(document, edit) && !apply([edit]));
			const lost = writtenIn(failed);
			if (lost !== '') saving = { kind: 'refused', words: `${lostWords}${lost}` };
		},
		flush,
		replace: (newDocument, newRevision) => {
			document = newDocument;
			revision = newRevision;
			[sent, waiting] = [[], []];
			saving = { kind: 'saved' };
		},
	};
}

const lostWords = 'Somebody else has changed this before what you wrote could be stored.';

/** The words of edits that were not stored, so that whoever wrote them can still copy them. */
function writtenIn(edits: readonly Edit[]): string {
	const words = edits.flatMap((edit) => (edit.kind === 'set' ? shownValue(edit.value) || [] : []));
	return words.length === 0 ? '' : ` You wrote: ${words.map((one) => `“${one}”`).join(', ')}`;
}

/** Whether what a kept edit does stands there already: it was stored, and only the answer was lost. */
function isMade(document: Json, edit: Edit): boolean {
	if (edit.kind === 'set') return sameJson(valueAt(document, edit.place), edit.value);
	if (edit.kind === 'remove') return valueAt(document, edit.place) === undefined;
	return false;
}

/** Edits with what was typed since: many strokes in one field are one edit from what stood there first. */
function joined(waiting: readonly Edit[], edits: readonly Edit[]): Edit[] {
	const last = waiting.at(-1);
	const [next, ...more] = edits;
	if (last?.kind !== 'set' || next?.kind !== 'set' || more.length > 0 || last.place !== next.place) {
		return [...waiting, ...edits];
	}
	const { was: _seen, ...now } = next;
	return [...waiting.slice(0, -1), { ...now, ...(last.was !== undefined && { was: last.was }) }];
}

const key = Symbol('studio');

/** Makes the draft known to every field below. */
export function provideStudio(studio: Studio): Studio {
	return setContext(key, studio);
}

export function useStudio(): Studio {
	return getContext<Studio>(key);
}
