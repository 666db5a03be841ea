/** Formats that a workbook names by number and does not spell out (ECMA-376 part 1, 18.8.30), as Excel has them here. */
const builtIn: Readonly<Record<number, string>> = {
	1: '0',
	2: '0.00',
	3: '#,##0',
	4: '#,##0.00',
	9: '0%',
	10: '0.00%',
	14: 'dd/mm/yyyy',
	15: 'd-mmm-yy',
	16: 'd-mmm',
	17: 'mmm-yy',
	18: 'h:mm AM/PM',
	19: 'h:mm:ss AM/PM',
	20: 'h:mm',
	21: 'h:mm:ss',
	22: 'dd/mm/yyyy hh:mm',
	37: '#,##0',
	38: '#,##0',
	39: '#,##0.00',
	40: '#,##0.00',
	45: 'mm:ss',
	46: 'h:mm:ss',
	47: 'mm:ss',
};

/** The code of a format of that number. */
export function formatOf(id: number, own: ReadonlyMap<number, string>): string {
	return own.get(id) ?? builtIn[id] ?? 'General';
}

/**
 * A number in the words that its cell shows: days, times, leading zeros, decimals, thousands and percent as its format asks
 * for. What a format asks for beyond that, such as fractions, is left, and the number stands as it is.
 */
export function shownNumber(value: number, format: string, { since1904 }: { since1904: boolean }): string {
	const [section, isNegated] = sectionFor(value, format.slice(0, 255));
	const tokens = section.match(token) ?? [];
	if (tokens.some((one) => /^(?:y+|d+|h+|s+|\[h+\])$/i.test(one)))
		return shownTime(value + (since1904 ? 1462 : 0), tokens);
	const bare = tokens.filter((one) => !one.startsWith('"') && !one.startsWith('['));
	if (bare.some((one) => /^[eE/@]/.test(one))) return general(value);
	if (!bare.some((one) => /^[0#?]$/.test(one))) return tokens.map(literal).join('').trim() || general(value);
	return shownDigits(isNegated ? Math.abs(value) : value, tokens);
}

/** Quoted words, what stands in brackets, escaped signs, runs of a letter of dates, AM/PM, or a single sign. */
const token = /"[^"]*"?|\[[^\]]*\]|\\.|_.|\*.|AM\/PM|A\/P|y+|m+|d+|h+|s+|[\s\S]/gi;

/** The part of a format for such a number, and whether it is the one for negatives, which says the minus itself. */
function sectionFor(value: number, format: string): readonly [string, boolean] {
	const sections = format.split(/;(?=(?:[^"]*"[^"]*")*[^"]*$)/);
	const [positive = 'General', negative, zero] = sections;
	if (value < 0 && negative !== undefined) return [negative, true];
	return value === 0 && zero !== undefined ? [zero, false] : [positive, false];
}

function general(value: number): string {
	return String(Number(value.toPrecision(15)));
}

function shownDigits(value: number, tokens: readonly string[]): string {
	const digits = tokens.filter((one) => /^[0#?.,%]$/.test(one)).join('');
	const percent = digits.includes('%') ? 100 : 1;
	const [whole = '', decimals = ''] = digits.replaceAll('%', '').split('.');
	const places = Math.min(decimals.replaceAll(',', '').length, 20);
	const needed = decimals.replaceAll(/[^0]/g, '').length;
	const [before = '', after = ''] = Math.abs(value * percent)
		.toFixed(places)
		.split('.');
	const padded = before.padStart(whole.replaceAll(/[^0]/g, '').length, '0');
	const grouped = /[0#?],[0#?]/.test(whole) ? padded.replaceAll(/\B(?=(?:\d{3})+$)/g, ',') : padded;
	const kept = after.slice(0, needed) + after.slice(needed).replace(/0+$/, '');
	const number = `${value < 0 ? '-' : ''}${grouped}${kept === '' ? '' : `.${kept}`}`;
	let isSaid = false;
	const words = tokens.map((one) => {
		if (!/^[0#?.,]$/.test(one)) return literal(one);
		const said = isSaid ? '' : number;
		isSaid = true;
		return said;
	});
	return words.join('').trim();
}

/** Words of a format that are shown as they are. A currency stands in brackets: [$£-809]. */
function literal(one: string): string {
	if (one.startsWith('"')) return one.replaceAll('"', '');
	if (one.startsWith('\\')) return one.slice(1);
	if (one.startsWith('[')) return /^\[\$([^-\]]*)/.exec(one)?.[1] ?? '';
	return one.startsWith('_') || one.startsWith('*') ? '' : one;
}

const months = 'January February March April May June July August September October November December'.split(' ');
const weekdays = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ');
/** The last day of the year 9999. */
const lastDay = 2_958_465.999;

/** Days since 1900, where Excel has a 29 February that never was. */
function shownTime(value: number, tokens: readonly string[]): string {
	const at = new Date(Math.round((value - (value < 61 ? 25568 : 25569)) * 86_400) * 1000);
	if (value < 0 || value > lastDay) return general(value);
	const hasHalves = tokens.some((one) => /^a/i.test(one) && one.includes('/'));
	const words = tokens.map((one, k) => {
		if (/^\[?h+\]?$/i.test(one)) return two(one, hasHalves ? at.getUTCHours() % 12 || 12 : at.getUTCHours());
		if (/^s+$/i.test(one)) return two(one, at.getUTCSeconds());
		if (/^m+$/i.test(one)) return isMinutes(tokens, k) ? two(one, at.getUTCMinutes()) : shownMonth(one, at);
		if (/^d+$/i.test(one)) return shownDay(one, at);
		if (/^y+$/i.test(one)) return String(at.getUTCFullYear()).slice(one.length > 2 ? 0 : 2);
		if (/^a/i.test(one) && one.includes('/')) return at.getUTCHours() < 12 ? 'AM' : 'PM';
		return literal(one);
	});
	return words.join('').trim();
}

function shownMonth({ length }: string, at: Date): string {
	const name = months[at.getUTCMonth()] ?? '';
	return length > 3 ? name : length === 3 ? name.slice(0, 3) : two('m'.repeat(length), at.getUTCMonth() + 1);
}

function shownDay({ length }: string, at: Date): string {
	const name = weekdays[at.getUTCDay()] ?? '';
	return length > 3 ? name : length === 3 ? name.slice(0, 3) : two('d'.repeat(length), at.getUTCDate());
}

/** `m` is minutes after hours and before seconds. */
function isMinutes(tokens: readonly string[], at: number): boolean {
	const letters = /^\[?[ymdhs]+\]?$/i;
	const before = tokens.slice(0, at).findLast((one) => letters.test(one));
	const after = tokens.slice(at + 1).find((one) => letters.test(one));
	return /h/i.test(before ?? '') || /^s/i.test(after ?? '');
}

function two(asked: string, count: number): string {
	return String(count).padStart(asked.length > 1 ? 2 : 1, '0');
}
