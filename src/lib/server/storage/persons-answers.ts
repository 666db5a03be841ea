import { and, eq, sql } from 'drizzle-orm';
import type { WaveId } from '#core/fieldwork/index.ts';
import type { Database, Reader, Writer } from './database.ts';
import { placesOf } from './responses.ts';
import { memberFrom } from './sample-members.ts';
import type { SampleMember } from './sample-members.ts';
import { agreedCodings, codings } from './tables/coding.ts';
import { responseDecisions, responseFlags, textMasks } from './tables/quality.ts';
import { responses } from './tables/responses.ts';
import { sampleMembers } from './tables/samples.ts';
import { settings } from './tables/settings.ts';

/** Everything that is kept of one response beside itself. */
const madeOf = [responseFlags, responseDecisions, textMasks, codings, agreedCodings] as const;

/** The member of a wave who stands at `place`. */
export async function findMemberAt(
	reader: Reader,
	args: { wave: WaveId; place: number },
): Promise<SampleMember | undefined> {
	return memberAt(reader.database, args);
}

/**
 * Deletes the response that a member of a *confidential* wave leads to and all that was made of it, and unlinks the member,
 * who counts as one who takes no part where they had answered; all or nothing. False where no response is there.
 */
export async function deletePersonsAnswers(writer: Writer, args: { wave: WaveId; place: number }): Promise<boolean> {
	const { wave, place } = args;
	return writer.commit((database) => {
		const member = memberAt(database, args);
		const response = member?.response ?? null;
		if (member === undefined || response === null || !deleteResponse(database, wave, response)) return false;
		for (const table of madeOf) {
			database
				.delete(table)
				.where(and(eq(table.wave, wave), eq(table.response, response)))
				.run();
		}
		const state = member.state === 'answered' ? 'declined' : member.state;
		database.update(sampleMembers).set({ response: null, state }).where(eq(sampleMembers.place, place)).run();
		countTakenOut(database, wave);
		writer.wavesChanged();
		return true;
	});
}

/** How often single responses were taken out of a wave, by which those who hold its answers know that one is gone. */
export async function timesTakenOut(reader: Reader, args: { wave: WaveId }): Promise<number> {
	const row = reader.database
		.select()
		.from(settings)
		.where(eq(settings.name, nameOf(args.wave)))
		.get();
	return Number(row?.value ?? 0);
}

function memberAt(database: Database, { wave, place }: { wave: WaveId; place: number }): SampleMember | undefined {
	const itself = and(eq(sampleMembers.wave, wave), eq(sampleMembers.place, place));
	const row = database.select().from(sampleMembers).where(itself).get();
	return row && memberFrom(row);
}

/** No index leads to an id; the places where it may stand do. */
function deleteResponse(database: Database, wave: WaveId, id: string): boolean {
	return placesOf(id).some((place) => {
		const itself = and(eq(responses.place, place), eq(responses.id, id), eq(responses.wave, wave));
		return database.delete(responses).where(itself).run().changes === 1;
	});
}

function countTakenOut(database: Database, wave: WaveId): void {
	const { name, value } = settings;
	const more = { value: sql`cast(cast(${value} as integer) + 1 as text)` };
	database
		.insert(settings)
		.values({ name: nameOf(wave), value: '1' })
		.onConflictDoUpdate({ target: name, set: more })
		.run();
}

function nameOf(wave: WaveId): string {
	return `responses taken out of ${wave}`;
}
