import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { choosing, completeSurvey, declining, formClient } from '../clients/form-client.ts';
import { startServer } from '../clients/server.ts';
import type { RunningServer } from '../clients/server.ts';

const surveys = ['counterfeit-goods', 'drugs-and-organised-crime', 'sector-awareness', 'diversion-pre-post'];

describe('a client that only follows links and posts forms completes every survey', () => {
	let server: RunningServer;
	beforeAll(async () => void (server = await startServer()), 60_000);
	afterAll(() => server.stop());

	for (const survey of surveys) {
		it.each([
			['the first answers', choosing(0)],
			['the second answers', choosing(1)],
			['the third answers', choosing(2)],
			['the last answers', choosing(-1)],
			['the next to last answers', choosing(-2)],
			['declining wherever that is offered', declining],
		])(`${survey}: by %s`, async (_, choose) => {
			const client = formClient(server.origin);
			const pages = await completeSurvey(client, survey, choose);
			client.close();
			expect(pages.at(-1)?.html).toContain('Thank you');
			// A page that comes back refused its answer: none does.
			expect(pages.map(({ status }) => status)).toEqual(pages.map(() => 200));
			expect(new Set(pages.map(({ path }) => path)).size).toBe(pages.length);
		});
	}
});
