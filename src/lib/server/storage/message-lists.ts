import { and, asc, count, desc, eq, inArray, isNotNull, max, sql } from 'drizzle-orm';
import type { WaveId } from '#core/fieldwork/index.ts';
import type { Reader, Writer } from './database.ts';
import { bounceMember, type MessageState } from './messages.ts';
import { byLetter } from './letters.ts';
import { messages } from './tables/messages.ts';
import { sampleMembers } from './tables/samples.ts';

/** How many messages of a round are in a state; `changedAt` is when the last of them came into it. */
export interface MessageCount {
	readonly round: number;
	readonly state: MessageState;
	readonly count: number;
	readonly changedAt: Date;
}

/** A message that needs somebody's eye, with whom it was for. */
export interface ListedMessage {
	readonly id: string;
	readonly round: number;
	readonly state: MessageState;
	readonly attempts: number;
	readonly answer: string | null;
	readonly changedAt: Date;
	readonly email: string | null;
	readonly name: string | null;
}

/** A wave's messages, counted. */
export async function countMessages(reader: Reader, args: { wave: WaveId }): Promise<MessageCount[]> {
	const { round, state, changedAt } = messages;
	const rows = reader.database
		.select({ round, state, count: count(), last: max(changedAt) })
		.from(messages)
		.where(eq(messages.wave, args.wave))
		.groupBy(round, state)
		.orderBy(asc(round), asc(state))
		.all();
	return rows.map(({ last, ...row }) => ({ ...row, changedAt: last ?? new Date(0) }));
}

/** A wave's messages in one of some states, the newest first; at most `most`. */
export async function listMessages(
	reader: Reader,
	args: { wave: WaveId; states: readonly MessageState[]; most: number },
): Promise<ListedMessage[]> {
	const { id, round, state, attempts, answer, changedAt } = messages;
	const { email, name } = sampleMembers;
	return reader.database
		.select({ id, round, state, attempts, answer, changedAt, email, name })
		.from(messages)
		.innerJoin(sampleMembers, eq(sampleMembers.place, messages.member))
		.where(and(eq(messages.wave, args.wave), inArray(state, [...args.states])))
		.orderBy(desc(changedAt), asc(id))
		.limit(args.most)
		.all();
}

/** What a person decides of messages that failed or are uncertain. *again* gives them all their attempts once more. */
export type MessageDecision = 'sent' | 'again' | 'cancelled';

/** Carries out what a person decided of one such message of a wave, or of all in a state; yields how many it touched. */
export async function decideMessages(
	writer: Writer,
	args: {
		wave: WaveId;
		which: { readonly id: string } | { readonly state: 'failed' | 'uncertain' };
		decision: MessageDecision;
		now: Date;
	},
): Promise<number> {
	const { now } = args;
	const which = 'id' in args.which ? eq(messages.id, args.which.id) : eq(messages.state, args.which.state);
	const set =
		args.decision === 'again'
			? { state: 'waiting' as const, attempts: 0, dueAt: now, changedAt: now }
			: { state: args.decision, changedAt: now };
	return writer.commit(
		(database) =>
			database
				.update(messages)
				.set(set)
				.where(and(eq(messages.wave, args.wave), which, inArray(messages.state, ['failed', 'uncertain'])))
				.run().changes,
	);
}

/** How many of some addresses of mail that came back belong to a wave's sample, and of how many of those it is new. */
export interface BouncedAddresses {
	readonly marked: number;
	readonly known: number;
}

/**
 * Writes down that mail to these addresses came back: the members of the wave with one of them are written to no more, and
 * the last message that went to each has bounced. Case does not matter.
 */
export async function bounceAddresses(
	writer: Writer,
	args: { wave: WaveId; addresses: readonly string[]; now: Date },
): Promise<BouncedAddresses> {
	const wanted = new Set(args.addresses.map((address) => address.toLowerCase()));
	return writer.commit((database) => {
		const { place, email, state } = sampleMembers;
		const members = database
			.select({ place, email, state })
			.from(sampleMembers)
			.where(and(eq(sampleMembers.wave, args.wave), isNotNull(email)))
			.all()
			.filter((member) => wanted.has(member.email?.toLowerCase() ?? ''));
		const ready = members.filter((member) => member.state === 'ready');
		for (const member of ready) {
			bounceMember(database, member.place);
			const last = sql`(select max(round) from messages where member = ${member.place} and state in ('sent', 'uncertain')
				and coalesce(answer, '') <> ${byLetter})`;
			database
				.update(messages)
				.set({ state: 'bounced', answer: 'It came back.', changedAt: args.now })
				.where(and(eq(messages.member, member.place), sql`${messages.round} = ${last}`))
				.run();
		}
		return { marked: ready.length, known: members.length };
	});
}

/** Messages that a service took and has said nothing of since, changed between two instants; the oldest first. */
export async function listUnderWay(
	reader: Reader,
	args: { after: Date; before: Date; most: number },
): Promise<{ id: string; remote: string; attempts: number }[]> {
	const { id, remote, attempts } = messages;
	const between = sql`${messages.changedAt} between ${args.after.getTime()} and ${args.before.getTime()}`;
	const rows = reader.database
		.select({ id, remote, attempts })
		.from(messages)
		.where(and(eq(messages.state, 'sent'), sql`${messages.answer} is null`, isNotNull(remote), between))
		.orderBy(asc(messages.changedAt))
		.limit(args.most)
		.all();
	return rows.map((row) => ({ ...row, remote: row.remote ?? '' }));
}

/** Uncertain messages, the oldest first, to ask a service about that knows what it took. */
export async function listUncertain(
	reader: Reader,
	args: { most: number },
): Promise<{ id: string; attempts: number }[]> {
	const { id, attempts } = messages;
	return reader.database
		.select({ id, attempts })
		.from(messages)
		.where(eq(messages.state, 'uncertain'))
		.orderBy(asc(messages.changedAt))
		.limit(args.most)
		.all();
}

/** What a service says later of a message that it took. When it was sent stays what it was. */
export async function settleArrival(
	writer: Writer,
	args: { id: string; arrival: { state: 'sent' | 'failed' | 'bounced'; answer: string } },
): Promise<void> {
	await writer.commit((database) => {
		const row = database.select().from(messages).where(eq(messages.id, args.id)).get();
		if (row?.state !== 'sent') return;
		database.update(messages).set(args.arrival).where(eq(messages.id, args.id)).run();
		if (args.arrival.state === 'bounced') bounceMember(database, row.member);
	});
}
