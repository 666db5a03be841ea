import type { TrendQuestion } from '#server/workflows/analysis/index.ts';

/** What an address of the trend asks for. `measure` narrows what is shown; the rest decides what is computed. */
export interface Asked {
	readonly question: TrendQuestion;
	readonly measure: string | undefined;
}

/** Reads `?measure=`, `?variable=` and `?by=`; empty values count as not given. */
export function askedOf(survey: string, parameters: URLSearchParams): Asked {
	const given = (name: string) => parameters.get(name) || undefined;
	const variable = given('variable');
	return {
		question: {
			survey,
			subject: variable === undefined ? { kind: 'measures' } : { kind: 'variable', name: variable },
			breakBy: given('by'),
		},
		measure: variable === undefined ? given('measure') : undefined,
	};
}

/** The query that asks the same; empty for everything together. */
export function addressOf({ question, measure }: Asked): string {
	const parameters = new URLSearchParams();
	if (measure !== undefined) parameters.set('measure', measure);
	if (question.subject?.kind === 'variable') parameters.set('variable', question.subject.name);
	if (question.breakBy !== undefined) parameters.set('by', question.breakBy);
	return parameters.size === 0 ? '' : `?${parameters}`;
}

/** What the chooser's one field says: `measure.<id>` or `variable.<name>`; undefined when the form was not sent. */
export function chosenOf(survey: string, parameters: URLSearchParams): Asked | undefined {
	const show = parameters.get('show');
	if (show === null) return undefined;
	const [kind, name = ''] = [show.slice(0, show.indexOf('.')), show.slice(show.indexOf('.') + 1)];
	const chosen = new URLSearchParams({ by: parameters.get('by') ?? '' });
	if (kind === 'measure' || kind === 'variable') chosen.set(kind, name);
	return askedOf(survey, chosen);
}
