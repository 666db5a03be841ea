import { deserialize } from '$app/forms';
import { z } from 'zod';

/** What the form's own action answers: the revision that now stands there, and what the route says of the form. */
const Kept = z.object({
	revision: z.number(),
	saved: z.boolean(),
	reading: z.object({
		against: z.array(z.string()),
		blank: z.array(z.string()),
	}),
});

type State = 'saved' | 'typing' | 'saving' | 'not-saved' | 'changed-elsewhere';

/**
 * Saves a form of codes while it is typed, a moment after the last key, one save at a time and each as of the revision that
 * the one before gave. A form that another window has changed is left to the person.
 */
export class Autosave {
	state = $state<State>('saved');
	revision = $state(0);
	against = $state<readonly string[]>([]);
	blank = $state<readonly string[]>([]);
	#timer: ReturnType<typeof setTimeout> | undefined;
	#saving: Promise<void> | undefined;

	constructor(revision: number, reading: { readonly against: readonly string[]; readonly blank: readonly string[] }) {
		this.revision = revision;
		this.against = reading.against;
		this.blank = reading.blank;
	}

	/** To be called at each change of a field. */
	typed(form: HTMLFormElement): void {
		if (this.state === 'changed-elsewhere') return;
		this.state = 'typing';
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => void this.#keep(form), 1200);
	}

	/** Nothing more is saved by itself; resolves once what is under way has come back. */
	async stop(): Promise<void> {
		clearTimeout(this.#timer);
		await this.#saving;
	}

	/** Whether a save is under way, so that sending the form has to wait for its revision. */
	get underWay(): boolean {
		return this.state === 'saving';
	}

	async #keep(form: HTMLFormElement): Promise<void> {
		await this.#saving;
		this.#saving = this.#send(form).finally(() => (this.#saving = undefined));
		await this.#saving;
	}

	async #send(form: HTMLFormElement): Promise<void> {
		this.state = 'saving';
		const body = new FormData(form);
		body.set('revision', String(this.revision));
		try {
			const headers = { 'x-sveltekit-action': 'true', accept: 'application/json' };
			const answer = deserialize(await (await fetch('?/save', { method: 'POST', body, headers })).text());
			const kept = Kept.safeParse('data' in answer ? answer.data : undefined).data;
			if (kept === undefined) return this.#end('not-saved');
			if (!kept.saved) return this.#end('changed-elsewhere');
			this.revision = kept.revision;
			this.against = kept.reading.against;
			this.blank = kept.reading.blank;
			this.#end('saved');
		} catch {
			this.#end('not-saved');
		}
	}

	/** What was typed while it was saved has its own turn. */
	#end(state: State): void {
		if (this.state === 'saving') this.state = state;
	}
}
