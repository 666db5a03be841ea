import { z } from 'zod';
import type { ViewProblem } from '#server/workflows/saved-views.ts';

/** What a form on the page of saved views sends; a field that is missing is the empty text. */
export async function sentBy(request: Request) {
	const form = await request.formData();
	const text = (name: string) => {
		const value = form.get(name);
		return typeof value === 'string' ? value : '';
	};
	return {
		id: text('id'),
		report: text('report'),
		name: text('name'),
		note: text('note'),
		address: text('address'),
		text,
	};
}

const Deleted = z.object({
	id: z.string().regex(/^[0-9a-f]{1,64}$/),
	...{ report: z.string(), name: z.string(), address: z.string(), note: z.string(), createdBy: z.string() },
	createdOn: z.iso.date(),
	position: z.coerce.number().int().min(0),
});

/** The view that a deletion gave out, so that it can be undone; undefined when it is not one. */
export function deletedIn(text: (name: string) => string) {
	const fields = Object.keys(Deleted.shape).map((name) => [name, text(name)]);
	return Deleted.safeParse(Object.fromEntries(fields)).data;
}

/** What is wrong with what was sent, and what to do. */
export function problemWords(problem: ViewProblem | { readonly kind: 'address-elsewhere' }): string {
	switch (problem.kind) {
		case 'name-missing':
			return 'Enter a name for the view';
		case 'report-missing':
			return 'Enter a name for the report';
		case 'too-long':
			return `Enter a ${problem.field} of ${problem.most} characters or fewer`;
		case 'address-elsewhere':
			return 'Only a page of the analysis of this survey can be saved. Open one and save it there';
	}
}

/** The field of the form to save a view at which that is said. */
export function fieldOf(problem: ViewProblem | { readonly kind: 'address-elsewhere' }): 'name' | 'report' {
	const isOfReport = problem.kind === 'report-missing' || (problem.kind === 'too-long' && problem.field === 'report');
	return isOfReport ? 'report' : 'name';
}
