import type { RequestEvent } from '@sveltejs/kit';
import type { Actor } from '#server/on-record.ts';
import { putBackFigure, putBackRound } from '#server/workflows/published/published-rounds.ts';

/** Longer than any round with its figures is. */
const longest = 1_000_000;

/** Puts back what the form says was taken away: the figure of a measure where it names one, else a whole round. */
export async function putBack(
	{ request, locals }: Pick<RequestEvent, 'request' | 'locals'>,
	{ survey, actor }: { survey: string; actor: Actor },
) {
	const form = await request.formData();
	const text = (field: string) => {
		const value = form.get(field);
		return typeof value === 'string' ? value : '';
	};
	const [was, measure, round] = [jsonIn(text('was')), text('measure'), text('round')];
	return measure === ''
		? putBackRound(locals.site, { survey, round: was, actor })
		: putBackFigure(locals.site, { survey, round, measure, figure: was, actor });
}

/** Null for what is no JSON. */
function jsonIn(words: string): unknown {
	if (words.length > longest) return null;
	try {
		const value: unknown = JSON.parse(words);
		return value;
	} catch {
		return null;
	}
}
