import type { Role } from '#core/trends/index.ts';
import type { BeforeAfterQuestion } from '#server/workflows/analysis/before-after-of.ts';

/** Reads the fields of both forms; empty ones count as not given. Roles belong to the column that `of` names. */
export function askedOf(survey: string, parameters: URLSearchParams): BeforeAfterQuestion {
	const given = (name: string) => parameters.get(name) || undefined;
	const view = given('view');
	const group = given('group');
	return {
		survey,
		view: view === 'matched' || view === 'intervention' ? view : undefined,
		before: given('before'),
		after: given('after'),
		breakBy: given('by'),
		measure: given('measure'),
		group,
		roles: group !== undefined && given('of') === group ? rolesIn(parameters) : new Map(),
		since: given('since'),
		from: given('from'),
		to: given('to'),
		placebo: given('placebo'),
		givenTo: given('given') === 'people' ? 'people' : 'groups',
	};
}

function rolesIn(parameters: URLSearchParams): Map<number, Role> {
	const roles = new Map<number, Role>();
	for (const [name, value] of parameters) {
		const [, code] = /^role\.(\d{1,6})$/.exec(name) ?? [];
		if (code === undefined) continue;
		if (value === 'treated' || value === 'control' || value === 'placebo') roles.set(Number(code), value);
	}
	return roles;
}
