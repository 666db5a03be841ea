import { z } from 'zod';
import type { ViewProblem } from '#server/workflows/saved-views.ts';

/** What a form on the pages of reports sends; a field that is missing is the empty text. */
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
		views: text('views'),
	};
}

/** The address of a report. */
export function addressOf(survey: string, report: string): string {
	return `/analyse/${survey}/report/${encodeURIComponent(report)}`;
}

/** What was done, and the form that undoes it. */
export interface Done {
	readonly words: string;
	/** What it was done to, for those who do not see the words beside the button. */
	readonly of: string;
	readonly action: 'restore' | 'change' | 'rename';
	readonly fields: Readonly<Record<string, string>>;
}

const Deleted = z.array(
	z.object({
		id: z.string().regex(/^[0-9a-f]{1,64}$/),
		...{ survey: z.string(), report: z.string(), name: z.string(), address: z.string(), note: z.string() },
		...{ createdBy: z.string(), createdOn: z.iso.date(), position: z.number().int().min(0) },
	}),
);

/** The views that a deletion gave out, so that it can be undone; undefined when they are not. */
export function deletedIn(text: string): z.infer<typeof Deleted> | undefined {
	try {
		return Deleted.max(5000).safeParse(JSON.parse(text)).data;
	} catch {
		return undefined;
	}
}

type Problem = ViewProblem | { readonly kind: 'address-elsewhere' | 'taken' };

/** What is wrong with what was sent, and what to do. */
export function problemWords(problem: Problem): string {
	switch (problem.kind) {
		case 'name-missing':
			return 'Enter a name for the view';
		case 'report-missing':
			return 'Enter a name for the report, with at least one letter or figure';
		case 'taken':
			return 'There is a report of that name already: enter another, or move the views to it one by one';
		case 'too-long':
			return `Enter a ${problem.field} of ${problem.most} characters or fewer`;
		case 'address-elsewhere':
			return 'Only a page of the analysis of this survey can be saved. Open one and save it there';
	}
}

/** The field of a view's form at which that is said. */
export function fieldOf(problem: Problem): 'name' | 'report' | 'note' {
	if (problem.kind === 'too-long') return problem.field;
	return problem.kind === 'report-missing' ? 'report' : 'name';
}
