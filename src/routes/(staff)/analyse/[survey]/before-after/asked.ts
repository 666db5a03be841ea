import type { BeforeAfterReport, InterventionView, Role } from '#core/trends/index.ts';
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

/** The query that shows the same, with what was taken because nobody had said. */
export function addressOf({ view }: BeforeAfterReport): string {
	const said = view.kind === 'matched' ? { view: view.kind, ...namesIn(view.chosen) } : interventionIn(view);
	const given = Object.entries(said).flatMap(([name, value]) => (value === null ? [] : [[name, value]]));
	return `?${new URLSearchParams(given)}`;
}

function namesIn({ before, after, breakBy }: { before: string; after: string; breakBy: string | null }) {
	return { before, after, by: breakBy };
}

/** The waves that were looked at are named, so that a later one does not come in. */
function interventionIn({ kind, chosen, found }: InterventionView): Record<string, string | null> {
	const waves = found.kind === 'intervention-effect' ? found.waves : [];
	return {
		...{ view: kind, measure: chosen.measure, group: chosen.group, of: chosen.group },
		...Object.fromEntries([...chosen.roles].map(([code, role]) => [`role.${code}`, role])),
		...{ since: chosen.since, from: waves.at(0)?.id ?? chosen.from, to: waves.at(-1)?.id ?? chosen.to },
		...{ placebo: chosen.placebo, given: chosen.givenTo === 'people' ? 'people' : null },
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
