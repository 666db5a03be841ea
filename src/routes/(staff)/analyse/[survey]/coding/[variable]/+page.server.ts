import { error, fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { requireStaff } from '#server/accounts/index.ts';
import { changeFrame } from '#server/workflows/coding/change-frame.ts';
import { framePageOf } from '#server/workflows/coding/frame-page.ts';
import { changeProblemWords } from '#ui/coding/coding-words.ts';
import { sentChange } from './sent-change.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	await requireStaff(event, 'manage');
	const seed = Math.trunc(Math.abs(Number(event.url.searchParams.get('sample')) || 1));
	const page = await framePageOf(event.locals.site, { ...event.params, seed });
	if (page === undefined) error(404, 'There is no such open question in this survey.');
	return { page };
};

type Event = RequestEvent<{ survey: string; variable: string }>;

const changing = (kind: Parameters<typeof sentChange>[1]) => async (event: Event) => {
	const actor = await requireStaff(event, 'manage');
	const { wanted, after, control } = await sentChange(event.request, kind);
	const done = await changeFrame(event.locals.site, { ...event.params, actor, after, wanted });
	if (done.kind === 'unknown-question') error(404, 'There is no such open question in this survey.');
	const meanwhile = 'Somebody has changed the frame since. This is how it stands now; change it again';
	const words = wanted.kind === 'added' ? wanted : undefined;
	if (done.kind === 'changed-meanwhile')
		return fail(409, { action: kind, control: 'frame', message: meanwhile, words });
	if (done.kind === 'refused') {
		return fail(400, { action: kind, control, message: changeProblemWords(done.problem), words });
	}
	redirect(303, `${event.url.pathname}?sample=${event.url.searchParams.get('sample') ?? 1}&changed=${kind}#frame`);
};

export const actions: Actions = {
	add: changing('add'),
	describe: changing('describe'),
	merge: changing('merge'),
	split: changing('split'),
	retire: changing('retire'),
	restore: changing('restore'),
	order: changing('order'),
	share: changing('share'),
};
