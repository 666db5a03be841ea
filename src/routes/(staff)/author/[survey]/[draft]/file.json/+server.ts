import { requireStaff } from '#server/accounts/index.ts';
import { instrumentAnswer } from '#server/http/instrument-answer.ts';
import { ownDraft } from '../own-draft.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
	await requireStaff(event, 'see');
	const { survey, version, document } = await ownDraft(event);
	return instrumentAnswer(document, `${survey}-v${version}-draft`);
};
