import { z } from 'zod';

/** What a column of a sample's file holds. A *stratum* is kept under the column's own name; *ignored* is not kept. */
export const ColumnRole = z.enum(['email', 'name', 'language', 'sector', 'organisation', 'stratum', 'ignored']);
export type ColumnRole = z.infer<typeof ColumnRole>;

/** A table as it came: the names of its columns, and rows with the line on which each ends. */
export interface SampleSheet {
	readonly columns: readonly string[];
	readonly rows: readonly { readonly line: number; readonly cells: readonly string[] }[];
}

/** What is known of somebody who is to be invited. */
export interface Invitee {
	readonly email: string | null;
	readonly name: string | null;
	readonly language: string | null;
	readonly sector: string | null;
	readonly organisation: string | null;
	readonly strata: Readonly<Record<string, string>>;
}

/** What is wrong with a row: it has to be mended in the file before anybody of it is brought in. */
export type RowProblem =
	| { readonly kind: 'nobody' }
	| { readonly kind: 'bad-address'; readonly typed: string }
	| { readonly kind: 'same-address'; readonly as: number }
	| { readonly kind: 'unknown-language'; readonly typed: string };

/** A row of a file as somebody to invite; `line` is that on which it ends in the file. */
export interface SampleRow {
	readonly line: number;
	readonly invitee: Invitee;
	readonly problems: readonly RowProblem[];
}

/** What is wrong with how columns are lined up. */
export type LineUpProblem = 'twice' | 'nobody-to-name';

const guesses: readonly (readonly [ColumnRole, RegExp])[] = [
	['email', /^e-?mail( ?address)?$|^address$|^mail$|^post-?d$/],
	['name', /^(full |first )?name$|^contact( name)?$|^ainm$/],
	['language', /^lang(uage)?$|^preferred language$|^cànan$/],
	['sector', /^sector$|^industry$/],
	['organisation', /^organi[sz]ation$|^company$|^employer$|^school$|^org$/],
];

/** What each column probably holds, by its name: the first of each kind; any other is a stratum. */
export function guessRoles(columns: readonly string[]): ColumnRole[] {
	const taken = new Set<ColumnRole>();
	return columns.map((column) => {
		const role = guesses.find(([, pattern]) => pattern.test(column.trim().toLowerCase()))?.[0];
		if (role === undefined) return column.trim() === '' ? 'ignored' : 'stratum';
		if (taken.has(role)) return 'stratum';
		taken.add(role);
		return role;
	});
}

/** What stands in the way of reading a sheet with columns lined up like this. */
export function lineUpProblem(roles: readonly ColumnRole[]): LineUpProblem | undefined {
	const single = roles.filter((role) => role !== 'stratum' && role !== 'ignored');
	if (new Set(single).size < single.length) return 'twice';
	return single.includes('email') || single.includes('name') ? undefined : 'nobody-to-name';
}

/** Reads each row of a sheet, with what is wrong in it. `languages` are those of the wave. */
export function readSheet(
	sheet: SampleSheet,
	{ roles, languages }: { roles: readonly ColumnRole[]; languages: readonly string[] },
): SampleRow[] {
	const lineOf = new Map<string, number>();
	return sheet.rows.map(({ line, cells }) => {
		const invitee = inviteeOf(sheet.columns, cells, roles);
		const problems: RowProblem[] = [];
		const address = invitee.email?.toLowerCase();
		if (invitee.email === null && invitee.name === null) problems.push({ kind: 'nobody' });
		if (invitee.email !== null && !isAddress(invitee.email)) {
			problems.push({ kind: 'bad-address', typed: invitee.email });
		}
		const before = address === undefined ? undefined : lineOf.get(address);
		if (before !== undefined) problems.push({ kind: 'same-address', as: before });
		else if (address !== undefined) lineOf.set(address, line);
		if (invitee.language !== null && !languages.includes(invitee.language)) {
			problems.push({ kind: 'unknown-language', typed: invitee.language });
		}
		return { line, invitee, problems };
	});
}

/**
 * Whether something can be an e-mail address: one @, a domain with a dot, no spaces, quotes, brackets or control characters,
 * no header that could be smuggled in, and within the lengths of RFC 5321.
 */
export function isAddress(typed: string): boolean {
	return (
		typed.length <= 254 &&
		/^[\p{L}\p{N}.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+[\p{L}\p{N}-]{2,63}$/u.test(
			typed,
		) &&
		!/^\.|\.@|\.\./.test(typed)
	);
}

function inviteeOf(columns: readonly string[], cells: readonly string[], roles: readonly ColumnRole[]): Invitee {
	const cell = (role: ColumnRole): string | null => {
		const at = roles.indexOf(role);
		return at === -1 ? null : plain(cells[at] ?? '', 200) || null;
	};
	const strata = columns.flatMap((column, at) => {
		const value = plain(cells[at] ?? '', 200);
		return roles[at] === 'stratum' && value !== '' ? [[plain(column, 60), value] as const] : [];
	});
	return {
		email: cell('email'),
		name: cell('name'),
		language: cell('language')?.toLowerCase() ?? null,
		sector: cell('sector'),
		organisation: cell('organisation'),
		strata: Object.fromEntries(strata),
	};
}

/** One line of at most `most` characters. */
function plain(cell: string, most: number): string {
	return cell
		.normalize('NFC')
		.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
		.trim()
		.slice(0, most);
}

/** What a spreadsheet calls a cell, such as *AB12*: its column counts from 0, its row from 1. */
export function cellName(column: number, row: number): string {
	let letters = '';
	for (let left = column; left >= 0; left = Math.floor(left / 26) - 1) {
		letters = String.fromCharCode(65 + (left % 26)) + letters;
	}
	return `${letters}${row}`;
}
