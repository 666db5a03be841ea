import { isIPv4, isIPv6 } from 'node:net';

/**
 * The network that an address belongs to, as far as one subscriber can choose addresses at will: an IPv4 address itself,
 * the first 64 bits of an IPv6 address, `unknown` for anything else. Attempts are counted for it, so that nobody gets a
 * fresh count by taking the next address.
 */
export function networkOf(address: string): string {
	const bare = address.split('%')[0] ?? '';
	if (isIPv4(bare)) return bare;
	if (!isIPv6(bare)) return 'unknown';
	const groups = groupsOf(bare);
	const mapped = groups.slice(0, 6).join(':') === '0:0:0:0:0:ffff';
	return mapped ? dotted(groups.slice(6)) : `${groups.slice(0, 4).join(':')}::/64`;
}

/** The eight groups of an IPv6 address, in hexadecimal without leading zeros. */
function groupsOf(address: string): string[] {
	// A URL spells every form of an address in one way: lower case, the longest run of zeros cut, no dotted tail.
	const canonical = new URL(`http://[${address}]`).hostname.slice(1, -1);
	const [head = '', tail] = canonical.split('::');
	const before = head === '' ? [] : head.split(':');
	const after = tail === undefined || tail === '' ? [] : tail.split(':');
	const zeros = Array.from({ length: 8 - before.length - after.length }, () => '0');
	return [...before, ...zeros, ...after];
}

function dotted(groups: readonly string[]): string {
	return groups
		.map((group) => parseInt(group, 16))
		.flatMap((group) => [group >> 8, group & 255])
		.join('.');
}
