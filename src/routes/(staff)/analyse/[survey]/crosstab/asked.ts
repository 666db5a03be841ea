import type { CrosstabQuestion } from '#server/workflows/analysis/index.ts';

/** Reads the address of a crosstab; empty and unreadable values count as not given. */
export function askedOf(survey: string, parameters: URLSearchParams): CrosstabQuestion {
	const given = (name: string) => parameters.get(name) || undefined;
	const sort = wholeNumber(parameters.get('sort'));
	const by = parameters.get('sort') === 'all' ? 'all' : sort;
	return {
		survey,
		wave: given('wave'),
		rows: given('rows'),
		columns: given('columns'),
		layer: given('layer'),
		at: wholeNumber(parameters.get('at')),
		show: oneOf(['column', 'row', 'total', 'count'], parameters.get('show')),
		compare: oneOf(['letters', 'rest', 'none'], parameters.get('compare')),
		intervals: parameters.get('intervals') === 'shown' ? 'seen' : 'none',
		sort: by === undefined ? null : { by, order: parameters.get('order') === 'up' ? 'up' : 'down' },
		nets: parameters
			.getAll('net')
			.map((net) => net.split('_').flatMap((code) => wholeNumber(code) ?? []))
			.filter(({ length }) => length > 0),
		from: wholeNumber(parameters.get('from')) ?? 0,
		across: wholeNumber(parameters.get('across')) ?? 0,
	};
}

/**
 * The address that a form's values stand for, without what is empty or as it is anyway; undefined where it is that
 * already. `pick` are the codes of a new net; `was` are the variables that sorting and nets were chosen for.
 */
export function tidied(parameters: URLSearchParams): URLSearchParams | undefined {
	const tidy = new URLSearchParams([...parameters].filter(([, value]) => value !== ''));
	const was = tidy.get('was');
	if (was !== null && was !== `${tidy.get('rows') ?? ''} ${tidy.get('columns') ?? ''} ${tidy.get('layer') ?? ''}`)
		for (const name of ['net', 'sort', 'order', 'at', 'from', 'across']) tidy.delete(name);
	const picked = tidy.getAll('pick');
	if (picked.length > 0 && !tidy.getAll('net').includes(picked.join('_'))) tidy.append('net', picked.join('_'));
	for (const name of ['was', 'pick']) tidy.delete(name);
	for (const [name, usual] of [
		['show', 'column'],
		['compare', 'letters'],
	] as const)
		if (tidy.get(name) === usual) tidy.delete(name);
	return tidy.toString() === parameters.toString() ? undefined : tidy;
}

function wholeNumber(written: string | null): number | undefined {
	return written !== null && /^-?\d{1,6}$/.test(written) ? Number(written) : undefined;
}

/** The first where nothing else is said. */
function oneOf<T extends string>(values: readonly [T, ...T[]], written: string | null): T {
	return values.find((value) => value === written) ?? values[0];
}
