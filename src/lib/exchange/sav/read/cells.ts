import type { SavCells } from '../sav-file.ts';
import type { Decode } from './encoding.ts';
import { Unreadable } from './unreadable.ts';

/** How much memory the columns of a file may take. */
export interface Budget {
	spend(bytes: number): void;
}

/** A column of numbers that grows row by row. */
export interface NumberCells {
	/** NaN is system-missing. */
	add(value: number): void;
	finish(): SavCells;
}

/** A column of texts that grows row by row. */
export interface TextCells {
	/** Takes the bytes of one cell; they are not kept. */
	add(bytes: Uint8Array): void;
	finish(): SavCells;
}

/** A column with more different numbers than this keeps the numbers themselves. */
const mostDistinctNumbers = 4096;
const firstRows = 1024;
/** Small whole numbers, which is what most cells are, find their place without a search. */
const [smallFrom, smallTo] = [-128, 1023];

export function budgetOf(most: number): Budget {
	let left = most;
	return {
		spend: (bytes) => {
			left -= bytes;
			if (left < 0) throw new Unreadable(`its cells take more than the ${Math.round(most / 2 ** 20)} MB set for them`);
		},
	};
}

export function numberCells(budget: Budget): NumberCells {
	const places = placeColumn(budget);
	const values: (number | null)[] = [];
	const known = new Map<number, number>();
	const small = new Int16Array(smallTo - smallFrom + 1).fill(-1);
	budget.spend(small.byteLength);
	let wide: { values: Float64Array; systemMissing: Uint8Array } | undefined;
	let rows = 0;

	/** The place of a value that was not met before, or −1 when there are too many. */
	const newPlace = (value: number): number => {
		if (values.length === mostDistinctNumbers) return -1;
		const place = values.push(Number.isNaN(value) ? null : value) - 1;
		known.set(value, place);
		return place;
	};
	const widen = (): void => {
		const before = places.finish();
		const size = Math.max(firstRows, 2 * rows);
		budget.spend(9 * size);
		wide = { values: new Float64Array(size), systemMissing: new Uint8Array(size) };
		for (let row = 0; row < rows; row++) {
			const value = values[before[row] ?? 0] ?? null;
			wide.values[row] = value ?? 0;
			wide.systemMissing[row] = value === null ? 1 : 0;
		}
	};
	const addWide = (to: { values: Float64Array; systemMissing: Uint8Array }, value: number): void => {
		if (rows === to.values.length) {
			budget.spend(9 * rows);
			wide = to = {
				values: copied(to.values, new Float64Array(2 * rows)),
				systemMissing: copied(to.systemMissing, new Uint8Array(2 * rows)),
			};
		}
		const absent = Number.isNaN(value);
		to.values[rows] = absent ? 0 : value;
		to.systemMissing[rows] = absent ? 1 : 0;
		rows++;
	};
	return {
		add: (value) => {
			if (wide !== undefined) {
				addWide(wide, value);
				return;
			}
			const isSmall = value >= smallFrom && value <= smallTo && Number.isInteger(value);
			let place = isSmall ? (small[value - smallFrom] ?? -1) : (known.get(value) ?? -1);
			if (place < 0) {
				place = newPlace(value);
				if (place >= 0 && isSmall) small[value - smallFrom] = place;
			}
			if (place >= 0) {
				places.add(place);
				rows++;
				return;
			}
			widen();
			if (wide !== undefined) addWide(wide, value);
		},
		finish: () => {
			if (wide === undefined) return { kind: 'distinct', values, places: places.finish() };
			return {
				kind: 'numbers',
				values: wide.values.slice(0, rows),
				systemMissing: wide.systemMissing.slice(0, rows),
			};
		},
	};
}

export function textCells(budget: Budget, decode: Decode): TextCells {
	const places = placeColumn(budget);
	const known = new Map<string, number>();
	return {
		add: (bytes) => {
			const text = decode(bytes);
			let place = known.get(text);
			if (place === undefined) {
				place = known.size;
				budget.spend(64 + 2 * text.length);
				known.set(text, place);
			}
			places.add(place);
		},
		finish: () => ({ kind: 'distinct', values: [...known.keys()], places: places.finish() }),
	};
}

/** Places among distinct values, in the narrowest numbers that hold them. */
function placeColumn(budget: Budget) {
	let places: Uint8Array | Uint16Array | Uint32Array = new Uint8Array(firstRows);
	let most = 255;
	let rows = 0;
	budget.spend(firstRows);
	const move = (length: number): void => {
		const next =
			most === 255 ? new Uint8Array(length) : most === 65_535 ? new Uint16Array(length) : new Uint32Array(length);
		budget.spend(next.byteLength - places.byteLength);
		next.set(places);
		places = next;
	};
	return {
		add: (place: number): void => {
			if (place > most) {
				most = most === 255 ? 65_535 : 2 ** 32 - 1;
				move(places.length);
			}
			if (rows === places.length) move(2 * rows);
			places[rows++] = place;
		},
		finish: () => places.slice(0, rows),
	};
}

function copied<Numbers extends Uint8Array | Float64Array>(from: Numbers, to: Numbers): Numbers {
	to.set(from);
	return to;
}
