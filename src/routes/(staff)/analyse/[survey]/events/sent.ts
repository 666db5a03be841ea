import { fieldsOf } from '#server/http/form-fields.ts';

/** What a form on the page of events sends; `id` is empty where a new event is added. */
export async function sentBy(request: Request) {
	const { id, ...typed } = await fieldsOf(request, ['id', 'title', 'startsOn', 'endsOn', 'source']);
	return { id, typed };
}
