import { error } from '@sveltejs/kit';
import { requireStaff } from '#server/accounts/index.ts';
import { streamed } from '#server/http/streamed.ts';
import { lettersToPrint } from '#server/workflows/fieldwork/letters/index.ts';
import { waveIn } from '../../../sent.ts';
import { sentRun } from '../sent.ts';
import { documentOfLetters, lettersHeaders } from './document.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
	await requireStaff(event, 'field');
	const { searchParams, pathname } = event.url;
	const run = sentRun(searchParams);
	const what = run === undefined ? { trial: searchParams.get('trial') ?? '' } : { run };
	const at = { survey: event.params.survey, wave: waveIn(event.params) };
	const found = await lettersToPrint(event.locals.site, { ...at, what });
	if (found === undefined) error(404, 'There is no such wave of this survey that people are invited to.');
	const back = pathname.replace(/\/print$/, '');
	const pieces = documentOfLetters(found.letters, { label: found.wave.label, back, isTrial: run === undefined });
	return new Response(streamed(pieces), { headers: lettersHeaders });
};
