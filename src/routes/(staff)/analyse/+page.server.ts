import { requireStaff, takesPartIn } from '#server/accounts/index.ts';
import { currentSite } from '#server/site.ts';
import { listAnalysed } from '#server/workflows/analysis/index.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const user = await requireStaff(event, 'see', 'surveys');
	const surveys = await listAnalysed(currentSite());
	return { surveys: surveys.filter(({ survey }) => takesPartIn(user, survey)) };
};
