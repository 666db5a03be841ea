import { error, fail, redirect } from '@sveltejs/kit';
import { requireStaff } from '#server/accounts/index.ts';
import { applyScheme, takeBack } from '#server/workflows/analysis/apply-scheme.ts';
import { lockScheme, saveScheme, tryScheme } from '#server/workflows/analysis/try-scheme.ts';
import { weightsOf } from '#server/workflows/analysis/weights-of.ts';
import { decisionIn, draftIn, versionIn } from './entered.ts';
import { addressOf, askedOf } from './asked.ts';
import { absentWords, decisionProblem } from './absent-words.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	await requireStaff(event, 'see', 'surveys');
	const asked = askedOf(event.params.survey, event.url.searchParams);
	const answer = await weightsOf(event.locals.site, asked);
	if (answer.kind !== 'weights') error(404, absentWords(answer.kind, event.params.survey));
	return { report: answer.report, compared: asked.compare ?? null };
};

export const actions: Actions = {
	try: async (event) => {
		await requireStaff(event, 'see', 'surveys');
		const typed = draftIn(await event.request.formData());
		const result = await tryScheme(event.locals.site, { survey: event.params.survey, ...typed });
		if (result.kind === 'unknown-wave') error(404, absentWords(result.kind, event.params.survey));
		return result.kind === 'tried' ? { ...result, typed } : fail(400, { ...result, typed });
	},
	save: async (event) => {
		const actor = await requireStaff(event, 'manage', 'surveys');
		const typed = draftIn(await event.request.formData());
		const result = await saveScheme(event.locals.site, { survey: event.params.survey, ...typed, actor });
		if (result.kind === 'unknown-wave') error(404, absentWords(result.kind, event.params.survey));
		if (result.kind === 'not-understood') return fail(400, { ...result, typed });
		redirect(303, addressOf(event.params.survey, { wave: typed.wave, compare: result }));
	},
	lock: async (event) => {
		const actor = await requireStaff(event, 'manage', 'surveys');
		const form = await event.request.formData();
		const [of, reason] = [versionIn(form), String(form.get('reason') ?? '')];
		const { kind } = await lockScheme(event.locals.site, { survey: event.params.survey, ...of, reason, actor });
		if (kind === 'unknown-scheme') error(404, absentWords(kind, event.params.survey));
		if (kind === 'reason-missing') return fail(400, { kind, of });
		redirect(303, addressOf(event.params.survey, { wave: String(form.get('wave') ?? ''), compare: of }));
	},
	apply: async (event) => {
		const actor = await requireStaff(event, 'manage', 'surveys');
		const sent = decisionIn(await event.request.formData());
		const result = await applyScheme(event.locals.site, { survey: event.params.survey, ...sent, actor });
		if (result.kind !== 'decided')
			return fail(400, { kind: 'not-applied' as const, sent, ...decisionProblem(result, 'give') });
		redirect(303, addressOf(event.params.survey, { wave: sent.shown }));
	},
	undo: async (event) => {
		const actor = await requireStaff(event, 'manage', 'surveys');
		const sent = decisionIn(await event.request.formData());
		const result = await takeBack(event.locals.site, { survey: event.params.survey, ...sent, actor });
		if (result.kind !== 'decided')
			return fail(400, { kind: 'not-undone' as const, sent, ...decisionProblem(result, 'undo') });
		redirect(303, addressOf(event.params.survey, { wave: sent.shown }));
	},
};
