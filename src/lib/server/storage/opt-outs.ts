import { and, eq, inArray } from 'drizzle-orm';
import type { Database, Reader, Writer } from './database.ts';
import { optOuts, sampleMembers } from './tables/samples.ts';
import { waves } from './tables/waves.ts';

/** To how many addresses at a time the database is asked. */
const atATime = 500;

/**
 * Puts down that an address is never invited again, to a survey or, with `survey` empty, to any, and takes names and
 * addresses out of every sample of those that holds it. A member whose address nobody knows opts out of their wave alone.
 */
export async function optOut(
	writer: Writer,
	args: { place: number | undefined; contact: Buffer | null; survey: string; on: string },
): Promise<void> {
	await writer.commit((database) => {
		const { contact, survey, on } = args;
		if (contact !== null) database.insert(optOuts).values({ contact, survey, on }).onConflictDoNothing().run();
		const places = [
			...(args.place === undefined ? [] : [args.place]),
			...(contact === null ? [] : placesOf(database, contact, survey)),
		];
		if (places.length === 0) return;
		const these = inArray(sampleMembers.place, places);
		database.update(sampleMembers).set({ email: null, name: null }).where(these).run();
		const waiting = inArray(sampleMembers.state, ['ready', 'bounced', 'declined']);
		database.update(sampleMembers).set({ state: 'opted-out' }).where(and(these, waiting)).run();
	});
}

/** Which of `contacts` are never to be invited to a survey, in hexadecimal. */
export async function listOptOuts(
	reader: Reader,
	args: { survey: string; contacts: readonly Buffer[] },
): Promise<ReadonlySet<string>> {
	const found = new Set<string>();
	for (let from = 0; from < args.contacts.length; from += atATime) {
		const rows = reader.database
			.select({ contact: optOuts.contact })
			.from(optOuts)
			.where(
				and(
					inArray(optOuts.contact, args.contacts.slice(from, from + atATime)),
					inArray(optOuts.survey, ['', args.survey]),
				),
			)
			.all();
		for (const { contact } of rows) found.add(contact.toString('hex'));
	}
	return found;
}

function placesOf(database: Database, contact: Buffer, survey: string): number[] {
	return database
		.select({ place: sampleMembers.place })
		.from(sampleMembers)
		.innerJoin(waves, eq(waves.id, sampleMembers.wave))
		.where(and(eq(sampleMembers.contact, contact), survey === '' ? undefined : eq(waves.survey, survey)))
		.all()
		.map(({ place }) => place);
}
