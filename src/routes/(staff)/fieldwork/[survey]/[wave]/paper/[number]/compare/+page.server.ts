import { error, fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { requireStaff } from '#server/accounts/index.ts';
import { comparisonOf, enterForm, spoilForm } from '#server/workflows/fieldwork/paper/index.ts';
import { disputedFields } from '#ui/fieldwork/paper/disputed-fields.ts';
import { noFormWords } from '#ui/fieldwork/paper/paper-words.ts';
import { waveIn } from '../../../sent.ts';
import { sentDecisions } from '../sent.ts';
import type { Actions, PageServerLoad } from './$types';

type Params = { survey: string; wave: string; number: string };
const formIn = ({ params }: Pick<RequestEvent<Params>, 'params'>) => ({ ...params, wave: waveIn(params) });
const listOf = ({ survey, wave }: Params) => `/fieldwork/${survey}/${wave}/paper`;

export const load: PageServerLoad = async (event) => {
	await requireStaff(event, 'field');
	const comparison = await comparisonOf(event.locals.site, formIn(event));
	if (comparison.kind !== 'comparison') {
		error(comparison.kind.startsWith('unknown') ? 404 : 409, noFormWords(comparison));
	}
	return disputedFields(comparison);
};

export const actions: Actions = {
	enter: async (event) => {
		const actor = await requireStaff(event, 'field');
		const sent = await sentDecisions(event.request);
		const entered = await enterForm(event.locals.site, { ...formIn(event), actor, ...sent });
		if (entered.kind === 'entered') redirect(303, `${listOf(event.params)}?done=${event.params.number}`);
		if (entered.kind === 'quota-full') redirect(303, `${listOf(event.params)}?done=${event.params.number}&full`);
		if (entered.kind !== 'unsettled' && entered.kind !== 'changed-elsewhere') error(409, noFormWords(entered));
		const problems = entered.kind === 'unsettled' ? entered.problems : [];
		const decided = { layout: sent.decided.layout, fields: Object.fromEntries(sent.decided.fields) };
		return fail(409, { ...disputedFields(entered.comparison), decided, problems, kind: entered.kind });
	},
	spoil: async (event) => {
		const actor = await requireStaff(event, 'field');
		await spoilForm(event.locals.site, { ...formIn(event), actor });
		redirect(303, `${listOf(event.params)}?done=${event.params.number}`);
	},
};
