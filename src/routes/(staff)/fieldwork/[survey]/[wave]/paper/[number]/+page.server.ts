import { error, fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { armsOf } from '#core/paper/index.ts';
import { requireStaff } from '#server/accounts/index.ts';
import { entryOf, saveEntry, spoilForm, type FormEntry } from '#server/workflows/fieldwork/paper/index.ts';
import { entryQuestions } from '#ui/fieldwork/paper/entry-questions.ts';
import { noFormWords } from '#ui/fieldwork/paper/paper-words.ts';
import { waveIn } from '../../sent.ts';
import { sentEntry } from './sent.ts';
import type { Actions, PageServerLoad } from './$types';

type Params = { survey: string; wave: string; number: string };
const formIn = ({ params }: Pick<RequestEvent<Params>, 'params'>) => ({ ...params, wave: waveIn(params) });
const listOf = ({ survey, wave }: Params) => `/fieldwork/${survey}/${wave}/paper`;

export const load: PageServerLoad = async (event) => {
	const actor = await requireStaff(event, 'field');
	const entry = await entryOf(event.locals.site, { ...formIn(event), actor });
	if (entry.kind !== 'entry') error(entry.kind.startsWith('unknown') ? 404 : 409, noFormWords(entry));
	const { instrument, number, layout, language, round, revision, typed, reading } = entry;
	const questions = entryQuestions(instrument, language, armsOf(instrument, layout) ?? {});
	const { against, blank, unreadable } = reading;
	return { number, layout, round, revision, typed, questions, reading: { against, blank, unreadable } };
};

export const actions: Actions = {
	save: async (event) => {
		const actor = await requireStaff(event, 'field');
		const sent = await sentEntry(event.request);
		const saved = await saveEntry(event.locals.site, { ...formIn(event), actor, ...sent });
		if (saved.kind === 'finished') redirect(303, `${listOf(event.params)}?done=${event.params.number}`);
		if (saved.kind === 'saved') return { saved: true, ...shown(saved), problem: null };
		if (saved.kind === 'not-readable') return fail(400, { saved: true, ...shown(saved.entry), problem: null });
		if (saved.kind !== 'changed-elsewhere') error(409, noFormWords(saved));
		const { typed: theirs, ...rest } = shown(saved.entry);
		return fail(409, { saved: false, ...rest, typed: sent.typed, theirs, problem: 'changed-elsewhere' as const });
	},
	spoil: async (event) => {
		const actor = await requireStaff(event, 'field');
		await spoilForm(event.locals.site, { ...formIn(event), actor });
		redirect(303, `${listOf(event.params)}?done=${event.params.number}`);
	},
};

function shown({
	revision,
	typed,
	reading: { against, blank, unreadable },
}: Pick<FormEntry, 'revision' | 'typed' | 'reading'>) {
	return { revision, typed, reading: { against, blank, unreadable } };
}
