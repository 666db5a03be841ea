/** Words of the SPSS language that no variable may be named. */
const reserved: ReadonlySet<string> = new Set([
	'all',
	'and',
	'by',
	'eq',
	'ge',
	'gt',
	'le',
	'lt',
	'ne',
	'not',
	'or',
	'to',
	'with',
]);
const longest = 64;

/**
 * Names as SPSS takes them, in the same order: at most 64 of A–Z, a–z, 0–9, _, ., #, $ and @, from a letter or @ on, not
 * with a full stop at the end, no word of its language, no two alike but for capitals. A name that fits stays as it is,
 * unless an earlier one took it.
 */
export function savNames(names: readonly string[]): string[] {
	const used = new Set<string>();
	return names.map((name) => {
		const fits = mended(name);
		let free = fits;
		for (let number = 2; used.has(free.toLowerCase()); number++) {
			free = `${fits.slice(0, longest - 1 - String(number).length)}_${number}`;
		}
		used.add(free.toLowerCase());
		return free;
	});
}

function mended(name: string): string {
	const plain = name.replace(/[^A-Za-z0-9_.#$@]/g, '_').replace(/^(?![A-Za-z@])/, 'v_');
	const short = plain.slice(0, longest).replace(/\.$/, '_');
	return reserved.has(short.toLowerCase()) ? `${short}_` : short;
}
