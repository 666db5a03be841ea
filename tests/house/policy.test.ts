import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import config from '../../svelte.config.js';

it('has one content security policy, whoever renders the page', () => {
	const source = readFileSync('src/routes/(respondent)/document.ts', 'utf8');
	const own = new Map(
		[...source.matchAll(/"([a-z]+-[a-z]+|[a-z]+-src) ([^"]+)"/g)].map((found) => [found[1], found[2]]),
	);
	const kits = Object.entries(config.kit?.csp?.directives ?? {});
	expect(own.size).toBe(kits.length);
	for (const [name, sources] of kits) {
		// Pages with scripts need a hash more, for a style that Kit itself sets.
		const words = [sources].flat().filter((word) => word !== 'unsafe-hashes' && !String(word).startsWith('sha256-'));
		const quoted = words.map((word) => (/^(self|none)$/.test(String(word)) ? `'${String(word)}'` : String(word)));
		expect(own.get(name), name).toBe(quoted.join(' '));
	}
});
