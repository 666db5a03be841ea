import { missingCodes } from '../../instrument/index.ts';
import type { Codes, Numbers } from '../codes.ts';
import { anyOf, codesAsNumbers, codesOfWidth, notAsked, widthOf } from '../codes.ts';
import type { CodeColumn, Column } from '../column.ts';
import type { Dataset } from '../dataset.ts';
import type { Definition, MadeVariable } from './definition.ts';
import { inOrderOfMaking } from './order.ts';
import { indexPerRow } from './index-of-items.ts';
import { scorePerRow } from './score.ts';
import { derivedVariable } from './variable.ts';

/**
 * The dataset with derived columns beside its own, which stay as they are. A column is made when it is first asked for. A
 * derived variable one of whose sources this wave did not ask was not asked in it, and has no column; nor has one under a
 * name that the dataset's own instrument uses. Coded columns are there before. Reasons for missing answers are handed on.
 */
export function withDerived(dataset: Dataset, derived: readonly MadeVariable[]): Dataset {
	const columns = new Map<string, Column>(dataset.columns);
	for (const { name, definition } of inOrderOfMaking(derived)) {
		if (definition.kind === 'coded') continue;
		const variable = derivedVariable(name, definition, (source) => columns.get(source)?.variable);
		if (variable === undefined || columns.has(name)) continue;
		columns.set(
			name,
			lazily(variable, definition, (source) => columns.get(source)),
		);
	}
	return { rows: dataset.rows, columns };
}

function lazily(
	variable: Column['variable'],
	definition: Definition,
	find: (source: string) => Column | undefined,
): Column {
	if (variable.type === 'code') {
		let codes: Codes | undefined;
		return {
			kind: 'code',
			variable,
			get codes() {
				return (codes ??= codesMade(definition, find));
			},
		};
	}
	let numbers: Numbers | undefined;
	const made = () => (numbers ??= numbersMade(definition, find));
	return {
		kind: 'number',
		variable,
		get values() {
			return made().values;
		},
		get missing() {
			return made().missing;
		},
	};
}

function codesMade(definition: Definition, find: (source: string) => Column | undefined): Codes {
	switch (definition.kind) {
		case 'recode':
			return recoded(coded(find, definition.source).codes, definition.groups);
		case 'net': {
			const columns = definition.sources.map((source) => {
				const { codes, variable } = coded(find, source);
				return { codes, missingInBase: variable.missingInBase.map((reason) => missingCodes[reason]) };
			});
			return anyOf(columns, definition.codes);
		}
		case 'band':
			return banded(numbersOf(find, definition.source), definition.bands);
		case 'index':
		case 'knowledge':
			throw new TypeError('makes numbers, not codes');
	}
}

function numbersMade(definition: Definition, find: (source: string) => Column | undefined): Numbers {
	switch (definition.kind) {
		case 'index': {
			const items = definition.items.map(({ variable, ...scale }) => ({
				numbers: numbersOf(find, variable),
				...scale,
			}));
			return indexPerRow(items, { minimum: definition.minimum });
		}
		case 'knowledge':
			return scorePerRow(
				definition.items.map(({ variable, right }) => ({ codes: coded(find, variable).codes, right })),
			);
		case 'recode':
		case 'net':
		case 'band':
			throw new TypeError('makes codes, not numbers');
	}
}

interface Group {
	readonly code: number;
	readonly from: readonly number[];
}

/** Codes as small as these are looked up in a table; missing reasons reach down to −128. */
const offset = 128;

function recoded(codes: Codes, groups: readonly Group[]): Codes {
	let greatest = 0;
	for (let i = 0; i < codes.length; i++) if ((codes[i] ?? 0) > greatest) greatest = codes[i] ?? 0;
	const places = new Int16Array(offset + greatest + 1).fill(missingCodes['not-applicable']);
	for (let reason = -offset; reason < 0; reason++) places[offset + reason] = reason;
	for (const { code, from } of groups) for (const old of from) if (old <= greatest) places[offset + old] = code;
	const made = codesOfWidth(widestOf(groups), codes.length);
	for (let i = 0; i < made.length; i++) made[i] = places[offset + (codes[i] ?? 0)] ?? notAsked;
	return made;
}

function banded({ values, missing }: Numbers, bands: readonly { code: number; from: number | null }[]): Codes {
	const made = codesOfWidth(widestOf(bands), values.length);
	const ends = Float64Array.from(bands, ({ from }) => from ?? -Infinity);
	const codes = Int16Array.from(bands, ({ code }) => code);
	for (let i = 0; i < made.length; i++) {
		const reason = missing[i] ?? notAsked;
		const value = values[i] ?? 0;
		let band = -1;
		while (band + 1 < ends.length && value >= (ends[band + 1] ?? Infinity)) band++;
		made[i] = reason !== 0 ? reason : band < 0 ? missingCodes['not-applicable'] : (codes[band] ?? notAsked);
	}
	return made;
}

function widestOf(made: readonly { readonly code: number }[]): 1 | 2 | 4 {
	return widthOf(Math.max(...made.map(({ code }) => code)));
}

function coded(find: (source: string) => Column | undefined, source: string): CodeColumn {
	const column = find(source);
	if (column?.kind !== 'code') throw new TypeError(`${source} is no column of codes`);
	return column;
}

function numbersOf(find: (source: string) => Column | undefined, source: string): Numbers {
	const column = find(source);
	if (column === undefined) throw new TypeError(`${source} is no column`);
	return column.kind === 'code' ? codesAsNumbers(column.codes) : column;
}
