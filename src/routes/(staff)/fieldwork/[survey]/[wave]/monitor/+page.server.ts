import { error } from '@sveltejs/kit';
import { requireStaff } from '#server/accounts/index.ts';
import { monitorOfWave } from '#server/workflows/fieldwork/index.ts';
import { waveIn } from '../sent.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	await requireStaff(event, 'field');
	const { survey } = event.params;
	const monitor = await monitorOfWave(event.locals.site, { survey, wave: waveIn(event.params) });
	if (monitor === undefined) error(404, 'There is no such wave of this survey.');
	return { monitor };
};
