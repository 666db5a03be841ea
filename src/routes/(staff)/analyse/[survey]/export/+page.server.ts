import { error } from '@sveltejs/kit';
import { requireStaff } from '#server/accounts/index.ts';
import { exportChoices, makeExport, notPreparedWords } from '#server/workflows/export/index.ts';
import { askedOf } from './asked.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { name: by } = await requireStaff(event, 'export', 'surveys');
	const { survey } = event.params;
	const choices = await exportChoices(event.locals.site, { survey });
	if ('kind' in choices) error(404, `There is no survey called ${survey} here.`);
	const { wanted, only, problems } = askedOf(survey, event.url.searchParams);
	const made = wanted && problems.length === 0 ? await makeExport(event.locals.site, { ...wanted, by }) : null;
	return {
		choices,
		only,
		wanted: wanted && { ...wanted, waves: [...wanted.waves] },
		problems:
			made === null || made.kind === 'bundle'
				? problems
				: [{ control: 'format-csv', message: notPreparedWords(made, survey) }],
		ready: made?.kind === 'bundle' ? summaryOf(made.bundle, `/analyse/${survey}/export/file${event.url.search}`) : null,
	};
};

function summaryOf({ title, rows, columns, notes, warnings }: Ready, href: string) {
	return { title, rows, columns, notes, warnings, href };
}

type Ready = Extract<Awaited<ReturnType<typeof makeExport>>, { kind: 'bundle' }>['bundle'];
