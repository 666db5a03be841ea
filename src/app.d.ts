import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import type { StaffUser } from '#server/accounts/index.ts';
import type { Site } from '#server/site.ts';

declare global {
	namespace NodeJS {
		interface Process {
			/** Says, before the server listens, who answers respondents; see routes/(respondent)/door.ts. */
			emit(
				event: 'soundings:respondents',
				door: (request: IncomingMessage, response: ServerResponse) => boolean,
			): boolean;
		}
	}
	namespace App {
		interface Locals {
			/** BCP 47 tag of the language that the page is written in; `handle` writes it to `<html lang>`. */
			lang: string;
			/** Who has signed in, asked for at most once a request and only by pages that need it. */
			user: () => Promise<StaffUser | undefined>;
			/** The site on behalf of whoever has signed in, and no other: there on the routes of staff. */
			site: Site;
			/** Set where something could not be stored now; `handle` then answers 503. */
			isNotStored?: boolean;
		}
		interface Platform {
			/** The connection's own request, where the built server runs; absent under `vite dev`. */
			req?: Readable;
		}
		interface Error {
			/** What the page that says it is called; without it the page's title follows from the status. */
			heading?: string;
			message: string;
			/** Found again in the log; shown so that a reader can quote it. Absent when nothing was logged. */
			id?: string;
		}
	}
}
