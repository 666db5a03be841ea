import { error } from '@sveltejs/kit';
import { requireStaff } from '#server/accounts/index.ts';
import { instrumentAnswer } from '#server/http/instrument-answer.ts';
import { readVersion } from '#server/workflows/authoring/index.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
	await requireStaff(event, 'see');
	const { survey, version } = event.params;
	const document = await readVersion(event.locals.site, { survey, version: Number(version) });
	if (document === undefined) error(404, 'There is no such version.');
	return instrumentAnswer(document, `v${Number(version)}`);
};
