import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatCode, newCode, readCode } from '../../../src/lib/server/workflows/interview/code.ts';

describe('the code of an interview', () => {
	it('is 20 characters of Crockford’s alphabet, each of the 32 as likely as any other', () => {
		const drawn = newCode({ bytes: (count) => Uint8Array.from({ length: count }, (_, index) => index * 13) });
		expect(drawn).toMatch(/^[0-9A-HJKMNP-TV-Z]{20}$/);
		const seen = new Map<string, number>();
		for (let byte = 0; byte < 256; byte++) {
			const first = newCode({ bytes: () => new Uint8Array(20).fill(byte) })[0] ?? '';
			seen.set(first, (seen.get(first) ?? 0) + 1);
		}
		expect([...seen.values()]).toEqual(Array.from({ length: 32 }, () => 8));
	});

	it('is shown in groups of four and read back from that', () => {
		fc.assert(
			fc.property(fc.uint8Array({ minLength: 20, maxLength: 20 }), (bytes) => {
				const code = newCode({ bytes: () => bytes });
				expect(formatCode(code)).toMatch(/^(\w{4} ){4}\w{4}$/);
				expect(readCode(formatCode(code))).toBe(code);
				expect(readCode(` ${code.toLowerCase().replaceAll('0', 'o').replaceAll('1', 'i')}\n`)).toBe(code);
			}),
		);
	});

	it('is read from nothing else', () => {
		const code = newCode({ bytes: randomBytes });
		for (const typed of ['', code.slice(1), `${code}A`, `U${code.slice(1)}`, `${code.slice(1)}é`, ' '.repeat(1e6)]) {
			expect(readCode(typed)).toBeUndefined();
		}
	});
});
