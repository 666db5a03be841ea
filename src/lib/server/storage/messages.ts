import { and, asc, count, eq, inArray, lt, lte, sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import { Wave, WaveId } from '#core/fieldwork/index.ts';
import type { Database, Reader, Writer } from './database.ts';
import { heldMailIn, mailGateIn, writeMailGate } from './mail-gate.ts';
import { messages } from './tables/messages.ts';
import { sampleMembers } from './tables/samples.ts';
import { waves } from './tables/waves.ts';

type Row = typeof messages.$inferSelect;
export type MessageState = Row['state'];

/** A message that this process alone may hand over now, and to whom. */
export interface ClaimedMessage {
	readonly id: string;
	readonly wave: WaveId;
	/** 0 for the invitation, 1, 2 … for reminders. */
	readonly round: number;
	/** Which attempt this is, from 1. */
	readonly attempts: number;
	readonly member: {
		readonly place: number;
		readonly email: string;
		readonly name: string | null;
		readonly language: string | null;
		readonly organisation: string | null;
	};
}

export type Claim =
	| { readonly kind: 'claimed'; readonly message: ClaimedMessage }
	/** Nothing may leave before this instant. */
	| { readonly kind: 'wait'; readonly until: Date }
	| { readonly kind: 'nothing' };

/** A gate that is closed for longer was closed by a clock that has been put right since. */
const longestClosed = 60 * 60 * 1000;
/** Messages that are not wanted any more are cancelled so many at a time, so that no transaction grows long. */
const mostCancelled = 500;

/** Somebody whom a wave may still write to: not answered, bounced or ineligible, and never who opted out. */
const isWanted: SQL = sql`${sampleMembers.state} = 'ready' and ${sampleMembers.email} is not null and not exists (
	select 1 from opt_outs join waves on waves.id = ${sampleMembers.wave}
	where opt_outs.contact = ${sampleMembers.contact} and opt_outs.survey in ('', waves.survey))`;

/** How many of a wave's sample an invitation would be planned for. */
export async function countToInvite(reader: Reader, args: { wave: WaveId }): Promise<number> {
	return reader.database.select({ count: count() }).from(sampleMembers).where(toInvite(args.wave)).get()?.count ?? 0;
}

/** Plans an invitation for everybody in a wave's sample who is to have one and has none yet; yields how many. */
export async function planInvitations(writer: Writer, args: { wave: WaveId; now: Date }): Promise<number> {
	return writer.commit((database) => plan(database, { ...args, round: 0, from: toInvite(args.wave) }));
}

/**
 * Plans a wave's reminders that have become due: the nth `days[n-1]` days after the invitation was sent, to those alone who
 * have not answered, and never sooner after the one before than the plan has between them. Yields how many.
 */
export async function planReminders(
	writer: Writer,
	args: { wave: WaveId; days: readonly number[]; now: Date },
): Promise<number> {
	const { wave, days, now } = args;
	return writer.commit((database) =>
		days.reduce((planned, day, index) => {
			const sentBefore = (round: number, since: number): SQL => sql`exists (select 1 from messages earlier
				where earlier.member = ${sampleMembers.place} and earlier.round = ${round} and earlier.state = 'sent'
				and earlier.changed_at <= ${now.getTime() - since * 24 * 60 * 60 * 1000})`;
			const due = sql`${sentBefore(0, day)} and ${sentBefore(index, day - (days[index - 1] ?? 0))}`;
			const from = sql`${lacking(wave, index + 1)} and ${due}`;
			return planned + plan(database, { wave, round: index + 1, now, from });
		}, 0),
	);
}

/**
 * Claims the message that is due first of all waves that are open, not held back and let through by `mayLeave`, in a commit
 * of its own before anything is handed over: whatever happens after that, no process claims it again. So many leave in a
 * minute, evenly, whichever process sends them. Messages to those who need none any more are cancelled on the way.
 */
export async function claimMessage(
	writer: Writer,
	args: { now: Date; perMinute: number; mayLeave: (wave: Wave) => boolean },
): Promise<Claim> {
	const now = args.now.getTime();
	return writer.commit((database): Claim => {
		const gate = mailGateIn(database);
		if (gate.next > now && gate.next - now <= longestClosed) return { kind: 'wait', until: new Date(gate.next) };
		const held = heldMailIn(database);
		const leaving = openWavesIn(database).filter((wave) => !held.has(wave.id) && args.mayLeave(wave));
		if (leaving.length === 0) return { kind: 'nothing' };
		for (let cancelled = 0; cancelled < mostCancelled; cancelled++) {
			const due = firstDue(database, leaving, args.now);
			if (due === undefined) return { kind: 'nothing' };
			const email = due.member.email;
			if (due.isWanted !== 1 || email === null) {
				changeIn(database, due.message.id, { state: 'cancelled', changedAt: args.now });
				continue;
			}
			const attempts = due.message.attempts + 1;
			changeIn(database, due.message.id, { state: 'sending', attempts, changedAt: args.now, answer: null });
			writeMailGate(database, { ...gate, next: now + Math.ceil(60_000 / args.perMinute) });
			const { id, round } = due.message;
			const { place, name, language, organisation } = due.member;
			return {
				kind: 'claimed',
				message: {
					id,
					wave: WaveId.parse(due.message.wave),
					round,
					attempts,
					member: { place, email, name, language, organisation },
				},
			};
		}
		return { kind: 'wait', until: args.now };
	});
}

/** What became of an attempt. *again*: it was not taken and is tried again at `dueAt`. */
export type Attempted =
	| { readonly state: 'sent'; readonly remote: string }
	| { readonly state: 'failed' | 'bounced' | 'uncertain'; readonly answer: string }
	| { readonly state: 'again'; readonly answer: string; readonly dueAt: Date };

/**
 * Writes down what became of a claimed message; of one that counts as *uncertain* by now too, since this is what happened.
 * A bounce is one of the member as well: nobody writes there again. False where somebody has decided otherwise meanwhile.
 */
export async function settleMessage(
	writer: Writer,
	args: { message: Pick<ClaimedMessage, 'id' | 'attempts'>; attempted: Attempted; now: Date },
): Promise<boolean> {
	const { message, attempted, now } = args;
	return writer.commit((database) => {
		writeMailGate(database, { ...mailGateIn(database), failures: 0, answer: null });
		const row = database.select().from(messages).where(eq(messages.id, message.id)).get();
		const isOurs = row?.attempts === message.attempts && (row.state === 'sending' || row.state === 'uncertain');
		if (!isOurs) return false;
		if (attempted.state === 'again') {
			const { answer, dueAt } = attempted;
			changeIn(database, row.id, { state: 'waiting', answer, dueAt, changedAt: now });
		} else {
			changeIn(database, row.id, { ...attempted, changedAt: now });
			if (attempted.state === 'bounced') bounceMember(database, row.member);
		}
		return true;
	});
}

/**
 * Gives back a message that could not be handed over because nothing could: it counts as no attempt, and nothing leaves
 * until `until`.
 */
export async function giveBackMessage(
	writer: Writer,
	args: {
		message: Pick<ClaimedMessage, 'id' | 'attempts'>;
		until: (failures: number) => Date;
		answer: string;
		now: Date;
	},
): Promise<void> {
	const { message, answer, now } = args;
	await writer.commit((database) => {
		const failures = mailGateIn(database).failures + 1;
		writeMailGate(database, { next: args.until(failures).getTime(), failures, answer });
		database
			.update(messages)
			.set({ state: 'waiting', attempts: message.attempts - 1, changedAt: now })
			.where(
				and(
					eq(messages.id, message.id),
					eq(messages.attempts, message.attempts),
					inArray(messages.state, ['sending', 'uncertain']),
				),
			)
			.run();
	});
}

/**
 * Messages that a process claimed before `claimedBefore` and has written nothing down of since: it has stopped, and whether
 * they were handed over nobody knows. They become *uncertain* and stay that until a person decides. Yields how many.
 */
export async function doubtMessages(writer: Writer, args: { claimedBefore: Date; now: Date }): Promise<number> {
	const answer = 'Soundings was stopped while it was being handed over.';
	return writer.commit(
		(database) =>
			database
				.update(messages)
				.set({ state: 'uncertain', answer, changedAt: args.now })
				.where(and(eq(messages.state, 'sending'), lt(messages.changedAt, args.claimedBefore)))
				.run().changes,
	);
}

/** Cancels what waits in waves that have closed, which never open again. Yields how many. */
export async function cancelInClosedWaves(writer: Writer, args: { now: Date }): Promise<number> {
	const closed = sql`(select id from waves where state in ('closed', 'archived'))`;
	return writer.commit(
		(database) =>
			database
				.update(messages)
				.set({ state: 'cancelled', changedAt: args.now })
				.where(and(eq(messages.state, 'waiting'), sql`${messages.wave} in ${closed}`))
				.run().changes,
	);
}

function toInvite(wave: WaveId): SQL {
	return lacking(wave, 0);
}

function lacking(wave: WaveId, round: number): SQL {
	return sql`${sampleMembers.wave} = ${wave} and ${isWanted} and not exists (
		select 1 from messages own where own.member = ${sampleMembers.place} and own.round = ${round})`;
}

function plan(
	database: Database,
	{ wave, round, now, from }: { wave: WaveId; round: number; now: Date; from: SQL },
): number {
	const at = now.getTime();
	return database.run(sql`
		insert into messages (id, wave, member, round, state, due_at, attempts, changed_at)
		select lower(hex(randomblob(16))), ${wave}, ${sampleMembers.place}, ${round}, 'waiting', ${at}, 0, ${at}
		from ${sampleMembers} where ${from}`).changes;
}

function firstDue(database: Database, leaving: readonly Wave[], now: Date) {
	return database
		.select({ message: messages, member: sampleMembers, isWanted: sql<number>`${isWanted}` })
		.from(messages)
		.innerJoin(sampleMembers, eq(sampleMembers.place, messages.member))
		.where(
			and(
				eq(messages.state, 'waiting'),
				lte(messages.dueAt, now),
				inArray(
					messages.wave,
					leaving.map(({ id }) => id),
				),
			),
		)
		.orderBy(asc(messages.dueAt))
		.limit(1)
		.get();
}

function openWavesIn(database: Database): Wave[] {
	const rows = database.select().from(waves).where(eq(waves.state, 'open')).limit(1000).all();
	return rows.map((row) => Wave.parse(row)).filter(({ origin, paused }) => origin === 'fielded' && !paused);
}

function changeIn(database: Database, id: string, set: Partial<Row>): void {
	database.update(messages).set(set).where(eq(messages.id, id)).run();
}

/** Inside a transaction: nobody writes to this member again. One who has answered or declined stays what they are. */
export function bounceMember(database: Database, place: number): void {
	database
		.update(sampleMembers)
		.set({ state: 'bounced' })
		.where(and(eq(sampleMembers.place, place), eq(sampleMembers.state, 'ready')))
		.run();
}
