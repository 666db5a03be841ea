import { startMailServer, type MailServer, type Received } from '../clients/mail-server.ts';
import { startServer, type RunningServer } from '../clients/server.ts';
import { test as base } from './fixtures.ts';
import { joining, type Session } from './people.ts';

/** A server whose only survey is `market-days`, a mail server on loopback that its e-mail leaves by, and its staff. */
export interface Fielded {
	/** As it runs now: another process after `morning`. */
	server(): RunningServer;
	readonly mail: MailServer;
	readonly people: Readonly<Record<'manager' | 'colleague' | 'analyst', Session>>;
	/** Stops the server for the night and starts it on its old data and port at the same hour of the next day. */
	morning(): Promise<void>;
}

const day = 24 * 60 * 60 * 1000;

export const test = base.extend<{ fielded: Fielded }>({
	// eslint-disable-next-line no-empty-pattern -- Playwright reads the parameter's pattern to find what is asked for.
	fielded: async ({}, use) => {
		const mail = await startMailServer();
		const env = {
			SOUNDINGS_SMTP_URL: mail.url,
			SOUNDINGS_MAIL_FROM: 'Markets <markets@example.org>',
			SOUNDINGS_MAIL_PER_MINUTE: '6000',
		};
		const surveys = 'tests/browser/fielded';
		let server = await startServer({ surveys, env });
		const { invite } = await joining(server);
		const people = {
			manager: await invite('manager', 'fieldwork@'),
			colleague: await invite('colleague', 'fieldwork@'),
			analyst: await invite('analyst', 'analyst@'),
		};
		await use({
			...{ mail, people, server: () => server },
			morning: async () => {
				const { data, origin } = server;
				await server.kill('SIGTERM');
				const later = `--import=${new URL('later.mjs', import.meta.url).href}`;
				const tomorrow = { ...env, NODE_OPTIONS: later, TEST_LATER: String(day) };
				server = await startServer({ surveys, data, port: Number(new URL(origin).port), env: tomorrow });
			},
		});
		await server.stop();
		await mail.stop();
	},
});

/** The link of their own in the last letter to somebody, without the server's name. */
export function linkIn(received: readonly Received[], email: string): string {
	const letter = received.findLast(({ to }) => to.includes(email));
	return /https?:\/\/[^/\s]+(\/i\/[0-9a-z]+)\s/.exec(letter?.text ?? '')?.[1] ?? `no link came to ${email}`;
}
