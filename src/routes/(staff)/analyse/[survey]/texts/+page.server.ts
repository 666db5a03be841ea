import { error, fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { requireStaff } from '#server/accounts/index.ts';
import { hideWords, leaveToRules, liftMask, lookUnderMasks } from '#server/workflows/texts/mask-by-hand.ts';
import { textsPageOf } from '#server/workflows/texts/texts-page.ts';
import { askedIn, sentAbout } from './asked.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	await requireStaff(event, 'manage');
	const { survey } = event.params;
	const asked = askedIn(event.url);
	const texts = await textsPageOf(event.locals.site, { survey, ...asked });
	if (texts === undefined) error(404, `There is no survey called ${survey} here.`);
	return { survey, texts, asked, did: event.url.searchParams.get('did') };
};

export const actions: Actions = {
	hide: async (event) => {
		const { at, words } = await sent(event);
		const done = await hideWords(event.locals.site, { ...at, words });
		if (done.kind === 'hidden') redirect(303, back(event.url, 'hidden'));
		return fail(400, { response: at.response, problem: done.kind, typed: words });
	},
	look: async (event) => {
		const { at } = await sent(event);
		const seen = await lookUnderMasks(event.locals.site, at);
		if (seen.kind !== 'seen') return fail(400, { response: at.response, problem: seen.kind });
		return { response: at.response, pieces: seen.pieces };
	},
	lift: async (event) => {
		const { at, stretch } = await sent(event);
		const done = stretch ? await liftMask(event.locals.site, { ...at, ...stretch }) : ({ kind: 'not-masked' } as const);
		if (done.kind === 'lifted') redirect(303, back(event.url, 'lifted'));
		return fail(400, { response: at.response, problem: done.kind });
	},
	leave: async (event) => {
		const { at } = await sent(event);
		const done = await leaveToRules(event.locals.site, at);
		if (done.kind === 'left') redirect(303, back(event.url, 'left'));
		return fail(400, { response: at.response, problem: done.kind });
	},
};

async function sent(event: RequestEvent<{ survey: string }>) {
	const actor = await requireStaff(event, 'manage');
	const { at, ...more } = (await sentAbout(event.request)) ?? error(400, 'That is about no answer.');
	return { at: { actor, survey: event.params.survey, ...at }, ...more };
}

/** The page that the form was on, saying what was done. */
function back({ pathname, searchParams }: URL, did: 'hidden' | 'lifted' | 'left'): string {
	const { wave, variable, only, after } = Object.fromEntries(searchParams);
	const asked = Object.entries({ wave, variable, only, after, did }).filter(([, value]) => value !== undefined);
	return `${pathname}?${new URLSearchParams(asked.map(([name, value]) => [name, String(value)])).toString()}`;
}
