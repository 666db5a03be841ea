import { error, fail, redirect } from '@sveltejs/kit';
import { requireStaff } from '#server/accounts/index.ts';
import { defineVariable } from '#server/workflows/analysis/define-variable.ts';
import { previewVariable } from '#server/workflows/analysis/preview-variable.ts';
import { variablesOf } from '#server/workflows/analysis/variables-of.ts';
import { askedOf, type Asked } from './asked.ts';
import { enteredDefinition } from './entered.ts';
import { problemsOf } from './problem-words.ts';
import { typedOf } from './typed.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
	await requireStaff(event, 'see', 'surveys');
	const { variables, asked } = await askedIn(event);
	const { survey, title, columns } = variables;
	return { survey, title, columns, asked, address: event.url.search.slice(1), typed: typedOf(asked) };
};

export const actions: Actions = {
	preview: async (event) => {
		await requireStaff(event, 'see', 'surveys');
		const { typed, result } = await enteredIn(event);
		if (result.kind === 'problems') return fail(400, { typed, problems: result.problems });
		const preview = await previewVariable(event.locals.site, { ...event.params, ...result });
		return preview.kind === 'preview' ? { typed, preview } : fail(400, { typed, problems: problemsOf(preview) });
	},
	save: async (event) => {
		const actor = await requireStaff(event, 'manage', 'surveys');
		const { typed, result } = await enteredIn(event);
		if (result.kind === 'problems') return fail(400, { typed, problems: result.problems });
		const saved = await defineVariable(event.locals.site, { ...event.params, ...result, actor });
		if (saved.kind !== 'saved') return fail(400, { typed, problems: problemsOf(saved) });
		return redirect(303, `/analyse/${event.params.survey}/variables?saved=${result.name}#${result.name}`);
	},
};

async function askedIn({ params, url, locals }: Pick<RequestEvent, 'params' | 'url' | 'locals'>) {
	const variables = await variablesOf(locals.site, params);
	if (variables.kind === 'unknown-survey') error(404, `There is no survey called ${params.survey} here.`);
	const asked: Asked | undefined = askedOf(url.searchParams, variables);
	if (asked === undefined) error(404, 'The survey has no such variable, or nothing of that kind can be made of it.');
	return { variables, asked };
}

async function enteredIn(event: RequestEvent) {
	const { variables, asked } = await askedIn(event);
	const { columns, inUse, retired } = variables;
	const taken = new Set([...columns, ...inUse, ...retired].map(({ name }) => name));
	const typed = Object.fromEntries(
		[...(await event.request.formData())].map(([field, value]) => [field, String(value).slice(0, 1000)]),
	);
	return { typed, result: enteredDefinition(typed, asked, taken) };
}
