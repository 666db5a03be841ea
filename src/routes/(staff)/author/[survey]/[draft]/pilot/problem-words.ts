import type { StartedPilot } from '#server/workflows/pilots/index.ts';

/** Why a pilot was not started, and what to do. */
export function problemOf(outcome: Exclude<StartedPilot, { kind: 'started' }>): string {
	switch (outcome.kind) {
		case 'faulty':
			return 'The draft has errors: put right what stands below, then start the pilot.';
		case 'unknown-version':
			return 'There is no published version that this draft was made from.';
		case 'no-label':
			return 'Give the pilot a name, such as “With colleagues”.';
		case 'no-language':
			return 'Choose at least one language that the questionnaire has.';
		case 'past-day':
			return 'The last day has passed. Choose today or a later day.';
		case 'too-many':
			return `A draft can have ${outcome.most} pilots. Delete one that nobody needs any more.`;
	}
}
