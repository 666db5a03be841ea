import type { DataColumn, DataFile, NumberData, TextData } from '../../data-file/data-file.ts';
import { segmentWidth, widthPerSegment } from '../format.ts';
import { savNames } from './names.ts';

/** A column as it goes into the file. */
export interface PlannedColumn {
	readonly name: string;
	readonly label: string;
	readonly level: DataColumn['level'];
	readonly valueLabels: readonly { readonly code: number; readonly label: string }[];
	/** Up to three codes are declared one by one, more as the range from the lowest to the highest. */
	readonly missing: readonly number[];
	/** The pieces that the column has in a case, bytes of text in each; one piece of 0 for a number. */
	readonly segments: readonly number[];
	readonly format: { readonly width: number; readonly decimals: number };
	readonly data: DataColumn['data'];
	/** What is added to a missing code of the data; null where missing cells have to be system-missing. */
	readonly shift: number | null;
}

export interface Plan {
	readonly columns: readonly PlannedColumn[];
	/** What an analyst has to know because the format cannot say it otherwise, a line each. */
	readonly notes: readonly string[];
}

const mostDecimals = 6;
/** Numbers below this leave no whole numbers under them that are still exact. */
const leastShifted = -1e12;
/** Bytes of the longest text. */
const widestText = 32_767;

/**
 * Names, labels, missing codes, formats and widths of a file. A name that SPSS would refuse is mended, and stands as it was
 * in brackets behind the label. Where answers are negative numbers, missing codes move below the lowest of them by a
 * power of ten. SPSS knows only three missing texts, so texts that are missing are empty and the notes say so.
 */
export function planOf(file: DataFile): Plan {
	const names = savNames(file.columns.map(({ name }) => name));
	const planned = file.columns.map((column, place) => {
		const name = names[place] ?? '';
		const label = name === column.name ? column.label : `${column.label} [${column.name}]`;
		const { notes, ...shape } = shapeOf(column);
		const { shift } = shape;
		const missing =
			shift === null ? [] : column.missing.map(({ code, label: reason }) => ({ code: code + shift, label: reason }));
		return {
			column: {
				...{ name, label, level: column.level, data: column.data, ...shape },
				valueLabels: [...missing, ...column.values].sort((a, b) => a.code - b.code),
				missing: missing.map(({ code }) => code).sort((a, b) => a - b),
			},
			notes: [...(column.about ?? []), ...notes].map((note) => `${name}: ${note}`),
		};
	});
	return { columns: planned.map(({ column }) => column), notes: planned.flatMap(({ notes }) => notes) };
}

interface Shape extends Pick<PlannedColumn, 'shift' | 'format' | 'segments'> {
	readonly notes: readonly string[];
}

function shapeOf(column: DataColumn): Shape {
	switch (column.data.kind) {
		case 'code': {
			const widths = [...column.values, ...column.missing].map(({ code }) => String(code).length);
			return { shift: 0, segments: [0], format: { width: Math.max(2, ...widths), decimals: 0 }, notes: [] };
		}
		case 'number':
			return numberShape(column, column.data);
		case 'text':
			return textShape(column.data);
	}
}

/** Reads the column once: as many decimals as its numbers have, up to six, and room for the widest of them. */
function numberShape(column: DataColumn, { values, missing }: NumberData): Shape {
	let [least, most] = [0, 0];
	let decimals = 0;
	let scale = 1;
	for (let row = 0; row < values.length; row++) {
		const value = values[row] ?? NaN;
		if (missing[row] !== 0 || !Number.isFinite(value)) continue;
		if (value < least) least = value;
		if (value > most) most = value;
		while (decimals < mostDecimals && !isWhole(value * scale)) {
			decimals++;
			scale *= 10;
		}
	}
	const shift = least > -1 || column.missing.length === 0 ? 0 : least < leastShifted ? null : below(least);
	const notes =
		shift === null
			? [`missing cells carry no reason here, as answers are below ${leastShifted}`]
			: shift < 0
				? [`missing codes are ${-shift} lower here, as answers may be negative: -1 is ${shift - 1}`]
				: [];
	const codes = column.missing.map(({ code }) => code + (shift ?? 0));
	const widest = Math.max(...[least, most, ...codes].map((value) => Math.round(value).toString().length));
	const width = widest + (decimals === 0 ? 0 : decimals + 1);
	const format = width > 40 ? { width: 40, decimals: 0 } : { width: Math.max(8, width), decimals };
	return { shift, segments: [0], format, notes };
}

function isWhole(value: number): boolean {
	return Math.abs(value - Math.round(value)) <= 1e-9 * Math.abs(value);
}

/** Minus the power of ten that reaches down to `least`, so that codes below −power are below every answer. */
function below(least: number): number {
	let power = 10;
	while (power < -least) power *= 10;
	return -power;
}

/** Reads the column once: wide enough for its longest text. */
function textShape({ texts, missing }: TextData): Shape {
	const encoder = new TextEncoder();
	const room = new Uint8Array(widestText);
	let width = 1;
	let tooLong = 0;
	for (const text of texts) {
		const { read, written } = encoder.encodeInto(text, room);
		if (written > width) width = written;
		if (read < text.length) tooLong++;
	}
	const notes = [
		...(missing.some((code) => code !== 0) ? ['missing texts are empty; SPSS has no room for their reasons'] : []),
		...(tooLong > 0 ? [`${tooLong} texts are longer than SPSS allows and end after ${widestText} bytes`] : []),
	];
	return { shift: null, segments: segmentsOf(width), format: { width, decimals: 0 }, notes };
}

function segmentsOf(width: number): number[] {
	if (width <= segmentWidth) return [width];
	const count = Math.ceil(width / widthPerSegment);
	return [...new Array<number>(count - 1).fill(segmentWidth), width - (count - 1) * widthPerSegment];
}

/** How many pieces of 8 bytes a column has in a case. */
export function elementsOf(segments: readonly number[]): number {
	return segments.reduce((sum, bytes) => sum + Math.max(1, Math.ceil(bytes / 8)), 0);
}
