import { expect } from 'vitest';

/** Expects two numbers, or two lists, to agree to `tolerance` relative; near 0 to `tolerance` × `scale` absolute. */
export function expectClose(
	actual: number | readonly number[],
	expected: number | readonly number[],
	{ tolerance = 1e-9, scale = 1e-6, what = '' } = {},
): void {
	const [a, e] = [[actual].flat(), [expected].flat()];
	expect(a.length, what).toBe(e.length);
	a.forEach((value, i) => {
		const off = Math.abs(value - e[i]!);
		expect(off, `${what}[${i}]: ${value} is not ${e[i]}`).toBeLessThanOrEqual(
			tolerance * Math.max(Math.abs(e[i]!), scale),
		);
	});
}

/** Expects estimates and their standard errors to equal those of R; an error near 0 to `scale`. */
export function expectFigures(
	all: readonly { readonly value: number; readonly se: number }[],
	result: { readonly estimate?: readonly number[]; readonly se?: readonly number[] },
	{ scale = 1e-6 } = {},
): void {
	const [values, errors] = [all.map(({ value }) => value), all.map(({ se }) => se)];
	expectClose(values, result.estimate ?? [], { what: 'estimate' });
	expectClose(errors, result.se ?? [], { what: 'standard error', scale });
}
