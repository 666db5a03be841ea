import { deserialize } from '$app/forms';
import type { Trial } from '#ui/weights/trial.ts';
import type { ActionData } from './$types';

type Tried = Extract<ActionData, { kind: 'tried' }>;
type Refused = Extract<ActionData, { kind: 'not-understood' }>;

/** Long enough that nobody is answered in the middle of a word. */
const pause = 600;
const kept = new Set(['name', 'note']);

/** Tries what is in the editor by its own action a moment after the last key, the older of two answers being dropped. */
export function liveTrial() {
	let trial = $state<Trial>({ kind: 'waiting' });
	return {
		get trial() {
			return trial;
		},
		watch: (form: HTMLFormElement) => {
			let timer: ReturnType<typeof setTimeout> | undefined;
			let running: AbortController | undefined;
			const stop = () => {
				clearTimeout(timer);
				running?.abort();
			};
			const onInput = ({ target }: Event) => {
				if (target instanceof Element && kept.has(target.id)) return;
				stop();
				timer = setTimeout(async () => {
					running = new AbortController();
					const answer = await answerTo(form, running.signal);
					if (answer !== undefined) trial = answer;
				}, pause);
			};
			form.addEventListener('input', onInput);
			trial = { kind: 'ready' };
			return () => {
				stop();
				form.removeEventListener('input', onInput);
				trial = { kind: 'waiting' };
			};
		},
	};
}

/** Undefined for an answer that nobody waits for any more. */
async function answerTo(form: HTMLFormElement, signal: AbortSignal): Promise<Trial | undefined> {
	const body = new FormData(form);
	body.set('live', 'yes');
	const headers = { accept: 'application/json', 'x-sveltekit-action': 'true' };
	try {
		const response = await fetch(form.action, { method: 'POST', body, headers, signal });
		const result = deserialize<Tried, Refused>(await response.text());
		if (result.type === 'success' && result.data) {
			return { kind: 'tried', inUse: result.data.inUse, side: result.data.compared.side };
		}
		if (result.type !== 'failure') return { kind: 'unreachable' };
		const [problem] = result.data?.problems ?? [];
		return { kind: 'not-understood', message: problem === undefined ? '' : `${problem.message}.` };
	} catch {
		return signal.aborted ? undefined : { kind: 'unreachable' };
	}
}
