import { z } from 'zod';

/** Crockford's base 32: no I, L, O or U. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const length = 20;

/**
 * What opens one person's interview: 100 random bits as 20 characters of Crockford's base 32. It is the value of their
 * cookie and, written down, the code to come back with.
 */
export const InterviewCode = z
	.string()
	.regex(/^[0-9A-HJKMNP-TV-Z]{20}$/)
	.brand<'InterviewCode'>();
export type InterviewCode = z.infer<typeof InterviewCode>;

/** Makes a code; the low five bits of each of 20 random bytes are one character. */
export function newCode(random: { bytes(count: number): Uint8Array }): InterviewCode {
	return InterviewCode.parse(Array.from(random.bytes(length), (byte) => alphabet[byte & 31]).join(''));
}

/**
 * Reads a code as somebody typed it: case, spaces and dashes do not matter, O is 0, and I and L are 1. Undefined for what
 * can be no code.
 */
export function readCode(typed: string): InterviewCode | undefined {
	const plain = typed
		.slice(0, 200)
		.toUpperCase()
		.replace(/[\s\-–—_.]/g, '')
		.replaceAll('O', '0')
		.replace(/[IL]/g, '1');
	const parsed = InterviewCode.safeParse(plain);
	return parsed.success ? parsed.data : undefined;
}

/** A code as it is shown: five groups of four. */
export function formatCode(code: string): string {
	return (code.match(/.{1,4}/g) ?? []).join(' ');
}
