import type { Site } from '../site.ts';
import { authorise, takesPartIn, type StaffObject, type StaffVerb } from './authorise.ts';

/**
 * Thrown where a workflow is asked for what the member of staff behind it may not do. A route has asked by then and has
 * answered 403 or 404 in words; one that forgot to is at fault, and is answered as a fault: with nothing.
 */
export class NotPermitted extends Error {
	override readonly name = 'NotPermitted';
}

/**
 * The first line of every workflow of staff, which holds it to what its asker is trusted with: in a survey (its name), in
 * surveys in general, with accounts or with the audit log. What belongs to another survey than the one named is never
 * found by the workflow after that, since storage looks it up below the survey.
 */
export function demand(
	{ asker }: Pick<Site, 'asker'>,
	verb: StaffVerb,
	object: string | Exclude<StaffObject, { kind: 'survey' }>,
): void {
	if (asker === null) return;
	const named = typeof object === 'string' ? { kind: 'survey' as const, survey: object } : object;
	if (authorise(asker, verb, named).kind === 'allowed') return;
	throw new NotPermitted(`an account may not ${verb} ${typeof object === 'string' ? 'that survey' : object.kind}`);
}

/** Whether the asker has any part in a survey, so that lists name it. */
export function isTheirs({ asker }: Pick<Site, 'asker'>, survey: string): boolean {
	return asker === null || takesPartIn(asker, survey);
}
