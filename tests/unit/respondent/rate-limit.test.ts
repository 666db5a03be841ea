import { describe, expect, it } from 'vitest';
import { countTry } from '#server/http/rate-limit.ts';

describe('tries from one address', () => {
	it('of a code to come back with are refused after twenty in a minute, and no other address is held back', async () => {
		const kinds = await Promise.all(Array.from({ length: 21 }, () => countTry('resume', '192.0.2.1')));
		expect(kinds.map(({ kind }) => kind)).toEqual([...Array.from({ length: 20 }, () => 'counted'), 'too-many-tries']);
		expect(await countTry('resume', '192.0.2.2')).toEqual({ kind: 'counted' });
	});

	it('to start are not held back by the load of a school behind one address', async () => {
		for (let start = 0; start < 1000; start++) expect((await countTry('start', '192.0.2.1')).kind).toBe('counted');
	});
});
