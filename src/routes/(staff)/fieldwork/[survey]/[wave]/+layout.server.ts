import { error } from '@sveltejs/kit';
import { WaveId } from '#core/fieldwork/index.ts';
import { requireStaff } from '#server/accounts/index.ts';
import { wavePageOf } from '#server/workflows/fieldwork/index.ts';
import type { LayoutServerLoad } from './$types';

/** The wave that the address names, for its own pages and all below them. */
export const load: LayoutServerLoad = async (event) => {
	await requireStaff(event, 'field');
	const wave = WaveId.safeParse(event.params.wave).data;
	const page = wave && (await wavePageOf(event.locals.site, { survey: event.params.survey, wave }));
	if (page === undefined) error(404, 'There is no such wave of this survey.');
	return { page };
};
