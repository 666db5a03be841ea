import { error, fail, redirect } from '@sveltejs/kit';
import { requireStaff } from '#server/accounts/index.ts';
import { uploadedFile } from '#server/http/uploaded-file.ts';
import { importsPageOf } from '#server/workflows/imports/imports-page.ts';
import { importLimits } from '#server/workflows/imports/limits.ts';
import { receiveFile } from '#server/workflows/imports/receive-file.ts';
import { refusalWords } from './refusal-words.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	await requireStaff(event, 'export');
	const page = await importsPageOf(event.locals.site, event.params);
	if (page === undefined) error(404, `There is no survey called ${event.params.survey} here.`);
	return { ...page, thrownAway: event.url.searchParams.get('thrown-away') };
};

export const actions: Actions = {
	send: async (event) => {
		const actor = await requireStaff(event, 'manage');
		const { survey } = event.params;
		const sent = await uploadedFile(event, { field: 'file', most: importLimits.bytes });
		const received =
			sent.kind === 'file'
				? await receiveFile(event.locals.site, { survey, fileName: sent.name, bytes: sent.bytes, actor })
				: sent;
		if (received.kind === 'received') redirect(303, `/analyse/${survey}/import/${received.id}`);
		const status = received.kind === 'too-large' ? 413 : 400;
		return fail(status, { problem: refusalWords(received, sent.kind === 'file' ? sent.name : '') });
	},
};
