import type { CrosstabQuestion } from '#server/workflows/analysis/index.ts';
import { deepest } from '#ui/crosstab/sides.ts';

/** Reads the address of a crosstab; empty and unreadable values count as not given. */
export function askedOf(survey: string, parameters: URLSearchParams): CrosstabQuestion {
	return {
		survey,
		wave: parameters.get('wave') || undefined,
		rows: namesIn(parameters, 'rows'),
		columns: namesIn(parameters, 'columns'),
		layer: namesIn(parameters, 'layer'),
		at: wholeNumber(parameters.get('at')),
		show: oneOf(['column', 'row', 'total', 'count'], parameters.get('show')),
		compare: oneOf(['letters', 'rest', 'none'], parameters.get('compare')),
		intervals: parameters.get('intervals') === 'shown',
		sort: sortIn(parameters),
		rowNets: netsIn(parameters, 'net'),
		columnNets: netsIn(parameters, 'column-net'),
		from: wholeNumber(parameters.get('from')) ?? 0,
		across: wholeNumber(parameters.get('across')) ?? 0,
	};
}

/** What a file of it is called, without its ending. */
export function fileName({ survey, rows, columns, layer }: CrosstabQuestion): string {
	const sides = [rows, columns, layer].filter(({ length }) => length > 0).map((names) => names.join('-'));
	return `${survey}-${sides.join('-by-')}`;
}

function namesIn(parameters: URLSearchParams, side: string): string[] {
	return [...new Set(parameters.getAll(side).filter((name) => name !== ''))].slice(0, deepest);
}

function netsIn(parameters: URLSearchParams, name: string): number[][] {
	return parameters
		.getAll(name)
		.map(codesIn)
		.filter(({ length }) => length > 0);
}

function sortIn(parameters: URLSearchParams): CrosstabQuestion['sort'] {
	const by = parameters.get('sort') ?? '';
	const order = parameters.get('order') === 'up' ? 'up' : 'down';
	if (by === 'all' || by === 'base' || by === 'effective-base') return { by, order };
	const codes = codesIn(by);
	return codes.length === 0 ? null : { by: codes, order };
}

function codesIn(written: string): number[] {
	return written.split('_').flatMap((code) => wholeNumber(code) ?? []);
}

function wholeNumber(written: string | null): number | undefined {
	return written !== null && /^-?\d{1,6}$/.test(written) ? Number(written) : undefined;
}

/** The first where nothing else is said. */
function oneOf<T extends string>(values: readonly [T, ...T[]], written: string | null): T {
	return values.find((value) => value === written) ?? values[0];
}
