import { error, type RequestEvent } from '@sveltejs/kit';
import { readDraft } from '#server/workflows/authoring/index.ts';

/** The draft that an address names, which has to be one of the survey that it names too (404). */
export async function ownDraft({
	params,
	locals,
}: Pick<RequestEvent, 'locals'> & { readonly params: { readonly survey: string; readonly draft: string } }) {
	const draft = await readDraft(locals.site, { id: params.draft });
	return draft?.survey === params.survey ? draft : error(404, 'There is no such draft.');
}
