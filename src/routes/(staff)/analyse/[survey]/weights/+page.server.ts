import { error, fail, redirect } from '@sveltejs/kit';
import { requireStaff } from '#server/accounts/index.ts';
import { currentSite } from '#server/site.ts';
import { lockScheme, saveScheme, tryScheme } from '#server/workflows/analysis/try-scheme.ts';
import { weightsOf } from '#server/workflows/analysis/weights-of.ts';
import { addressOf, askedOf, draftIn, versionIn } from './asked.ts';
import { absentWords } from './absent-words.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	await requireStaff(event, 'see', 'surveys');
	const answer = await weightsOf(currentSite(), askedOf(event.params.survey, event.url.searchParams));
	if (answer.kind !== 'weights') error(404, absentWords(answer.kind, event.params.survey));
	return { report: answer.report };
};

export const actions: Actions = {
	try: async (event) => {
		await requireStaff(event, 'see', 'surveys');
		const typed = draftIn(await event.request.formData());
		const result = await tryScheme(currentSite(), { survey: event.params.survey, ...typed });
		if (result.kind === 'unknown-wave') error(404, absentWords(result.kind, event.params.survey));
		return result.kind === 'tried' ? { ...result, typed } : fail(400, { ...result, typed });
	},
	save: async (event) => {
		const { name: by } = await requireStaff(event, 'manage', 'surveys');
		const typed = draftIn(await event.request.formData());
		const result = await saveScheme(currentSite(), { survey: event.params.survey, ...typed, by });
		if (result.kind === 'unknown-wave') error(404, absentWords(result.kind, event.params.survey));
		if (result.kind === 'not-understood') return fail(400, { ...result, typed });
		redirect(303, addressOf(event.params.survey, { wave: typed.wave, compare: result }));
	},
	lock: async (event) => {
		const { name: by } = await requireStaff(event, 'manage', 'surveys');
		const form = await event.request.formData();
		const [of, reason] = [versionIn(form), String(form.get('reason') ?? '')];
		const { kind } = await lockScheme(currentSite(), { survey: event.params.survey, ...of, reason, by });
		if (kind === 'unknown-scheme') error(404, absentWords(kind, event.params.survey));
		if (kind === 'reason-missing') return fail(400, { kind, of });
		redirect(303, addressOf(event.params.survey, { wave: String(form.get('wave') ?? ''), compare: of }));
	},
};
