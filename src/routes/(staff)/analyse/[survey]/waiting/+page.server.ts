import { redirect } from '@sveltejs/kit';
import { requireStaff } from '#server/accounts/index.ts';
import { waitFor } from '#server/workflows/analysis/waiting.ts';
import { awaited } from './awaited.ts';
import type { PageServerLoad } from './$types';

/** How long an answer is held back when the page asks again, in milliseconds: as often as it changes. */
const between = 1500;

export const load: PageServerLoad = async (event) => {
	await requireStaff(event, 'see');
	const { survey } = event.params;
	const { next, again } = awaited(survey, event.url.searchParams);
	const wait = await waitFor(event.locals.site, { survey, address: next, patience: again ? between : 0, tell: true });
	if (wait.kind === 'none') redirect(303, next);
	const self = `/analyse/${survey}/waiting?again=1&next=${encodeURIComponent(next)}`;
	return { survey, next, wait, goesOnTo: wait.kind === 'computing' ? next : self };
};
