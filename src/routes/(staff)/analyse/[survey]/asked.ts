import type { TrendQuestion } from '#server/workflows/analysis/index.ts';
import type { GroupOrder } from '#ui/trend/group-order.ts';
import { groupOrders } from '#ui/trend/group-order.ts';

/** What an address of the trend asks for. `question` decides what is computed; the rest what is shown of it, and how. */
export interface Asked {
	readonly question: TrendQuestion;
	readonly measure: string | undefined;
	readonly order: GroupOrder;
}

/** Reads `?measure=`, `?variable=`, `?by=` and `?order=`; empty values count as not given. */
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
		order: groupOrders.find((order) => order === given('order')) ?? 'questionnaire',
	};
}

/** The query that asks the same; empty for everything together. */
export function addressOf({ question, measure, order }: Asked): string {
	const parameters = new URLSearchParams();
	if (measure !== undefined) parameters.set('measure', measure);
	if (question.subject?.kind === 'variable') parameters.set('variable', question.subject.name);
	if (question.breakBy !== undefined) parameters.set('by', question.breakBy);
	if (order !== 'questionnaire') parameters.set('order', order);
	return parameters.size === 0 ? '' : `?${parameters}`;
}

/** What the chooser's one field says: `measure.<id>` or `variable.<name>`; undefined when the form was not sent. */
export function chosenOf(survey: string, parameters: URLSearchParams): Asked | undefined {
	const show = parameters.get('show');
	if (show === null) return undefined;
	const [kind, name = ''] = [show.slice(0, show.indexOf('.')), show.slice(show.indexOf('.') + 1)];
	const chosen = new URLSearchParams({ by: parameters.get('by') ?? '', order: parameters.get('order') ?? '' });
	if (kind === 'measure' || kind === 'variable') chosen.set(kind, name);
	return askedOf(survey, chosen);
}

/** Where the same is, also in another order, as a file, and as a pack for R. */
export function addressesOf(asked: Asked) {
	const trend = `/analyse/${asked.question.survey}`;
	const plain: Asked = { ...asked, order: 'questionnaire' };
	return {
		page: `${trend}${addressOf(asked)}`,
		orders: groupOrders.map((order) => ({ order, address: `${trend}${addressOf({ ...asked, order })}` })),
		csv: `${trend}/trend.csv${addressOf(plain)}`,
		rPack: `${trend}/r-pack.zip${addressOf({ ...plain, measure: undefined })}`,
	};
}
