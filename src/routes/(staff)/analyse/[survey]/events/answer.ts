import { error, fail, redirect } from '@sveltejs/kit';
import type { EventProblem } from '#core/trends/index.ts';
import type { EventAnswer, TypedEvent } from '#server/workflows/events.ts';

/** How the page answers a form: by going on, with what undoes it, or with what was typed and what is wrong with it. */
export function answerOf(answer: EventAnswer, sent: { survey: string; id: string; typed: TypedEvent }) {
	const { survey, id, typed } = sent;
	switch (answer.kind) {
		case 'added':
			return redirect(303, `/analyse/${survey}/events?saved=${answer.id}#event-${answer.id}`);
		case 'changed':
			return { undo: { action: 'change', done: `Changed: ${typed.title}`, event: answer.before } };
		case 'taken-away':
			return { undo: { action: 'restore', done: `Taken away: ${answer.event.title}`, event: answer.event } };
		case 'refused':
			return fail(400, { id, typed, problems: problemsAt(id === '' ? 'new' : `event-${id}`, answer.problems) });
		case 'unknown-event':
			return fail(404, { gone: true });
		case 'unknown-survey':
			return error(404, `There is no survey called ${survey} here.`);
	}
}

/** What is wrong in the fields whose ids begin with `prefix`, and what to do. */
function problemsAt(prefix: string, problems: readonly EventProblem[]) {
	return problems.map((problem) => ({ control: `${prefix}-${problem.field}`, message: words(problem) }));
}

const names = {
	title: 'what happened',
	startsOn: 'the first day',
	endsOn: 'the last day',
	source: 'the source',
} as const;

function words({ field, kind, most }: EventProblem): string {
	switch (kind) {
		case 'missing':
			return `Enter ${names[field]}`;
		case 'too-long':
			return `Enter ${names[field]} in ${most ?? 0} characters or fewer`;
		case 'not-a-day':
			return `Enter ${names[field]} as year, month and day, such as 2026-03-27`;
		case 'ends-before-it-starts':
			return 'Enter a last day that is not before the first';
	}
}
