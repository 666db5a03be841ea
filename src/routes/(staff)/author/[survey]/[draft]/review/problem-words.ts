import type { handOver, publishVersion, reviewDraft } from '#server/workflows/authoring/index.ts';

type Outcome = Awaited<ReturnType<typeof handOver | typeof reviewDraft | typeof publishVersion>>;

/** Why a step of the review was not taken, and what to do; undefined when it was. */
export function problemOf(outcome: Outcome): string | undefined {
	switch (outcome.kind) {
		case 'moved':
		case 'reviewed':
		case 'published':
			return undefined;
		case 'unknown-draft':
			return 'This draft is not there any more.';
		case 'not-as-seen':
			return 'Somebody has changed or moved this draft since you looked. Look at what stands here now, and decide again.';
		case 'faulty':
			return outcome.errors.length === 1
				? 'An error has to be put right first.'
				: `${outcome.errors.length} errors have to be put right first.`;
		case 'own-work':
			return 'You wrote a part of this draft. Another person has to review it.';
		case 'no-words':
			return 'Say what has to change.';
		case 'not-agreed':
			return `Tick each declaration that you agree to, or ask for changes. Open: ${outcome.variables.join(', ')}.`;
		case 'not-approved':
			return 'Nobody has approved this draft as it is now.';
		case 'version-exists':
			return 'The survey has a version of this number by now. Keep the file of this draft, and start the next version from it.';
	}
}
