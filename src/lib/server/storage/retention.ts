import { and, asc, eq, inArray, isNotNull, isNull, sql } from 'drizzle-orm';
import { z } from 'zod';
import { Outcome, WaveId } from '#core/fieldwork/index.ts';
import type { PublishedResults } from '#core/fieldwork/index.ts';
import type { Reader, Writer } from './database.ts';
import { destroyKeyIn } from './destroyable-keys.ts';
import { putPublishedWaveIn } from './published-waves.ts';
import { agreedCodings, codings } from './tables/coding.ts';
import { interviews } from './tables/interviews.ts';
import { messages } from './tables/messages.ts';
import { paperForms } from './tables/paper-forms.ts';
import { responseDecisions, responseFlags, textMasks } from './tables/quality.ts';
import { responses } from './tables/responses.ts';
import { retentionSteps } from './tables/retention.ts';
import { ballots, sampleFiles, sampleMembers } from './tables/samples.ts';

const count = z.int().min(0);
const State = z.enum(sampleMembers.state.enumValues);

/**
 * What is kept of what a step deletes: how many people were in each state and how interviews ended, for the response
 * rates, and how many rows of what are gone.
 */
export const RetentionCounts = z.strictObject({
	deleted: z.record(z.string(), count),
	members: z.record(State, count).optional(),
	strata: z
		.array(z.strictObject({ column: z.string(), value: z.string(), state: State, count }))
		.max(100_000)
		.optional(),
	outcomes: z.record(Outcome, count).optional(),
	/** Who carried it out before it was due, and why. */
	early: z.strictObject({ by: z.string(), reason: z.string() }).optional(),
});
export type RetentionCounts = z.infer<typeof RetentionCounts>;

const Step = z.enum(['invitations', 'answers', 'panel']);

/** A step that was begun on a wave; `doneOn` null until nothing is left of what it deletes. */
export interface BegunStep {
	readonly wave: WaveId;
	readonly step: z.infer<typeof Step>;
	readonly dueOn: string;
	readonly doneOn: string | null;
	readonly counts: RetentionCounts;
}

/** What can be deleted of a wave, row by row. */
export type Deletable = keyof typeof tables;

const tables = {
	messages,
	members: sampleMembers,
	'sample files': sampleFiles,
	responses,
	ballots,
	interviews,
	'paper forms': paperForms,
	flags: responseFlags,
	decisions: responseDecisions,
	masks: textMasks,
	codings,
	'agreed codings': agreedCodings,
} as const;

/** Every step that was begun, of one wave where it is named. At most 30,000. */
export async function listBegunSteps(reader: Reader, args: { wave?: WaveId } = {}): Promise<BegunStep[]> {
	return reader.database
		.select()
		.from(retentionSteps)
		.where(args.wave === undefined ? undefined : eq(retentionSteps.wave, args.wave))
		.orderBy(asc(retentionSteps.dueOn), asc(retentionSteps.step))
		.limit(30_000)
		.all()
		.map((row) => ({
			wave: WaveId.parse(row.wave),
			step: Step.parse(row.step),
			dueOn: row.dueOn,
			doneOn: row.doneOn,
			counts: RetentionCounts.parse(row.counts),
		}));
}

/**
 * Puts down that a step begins, with what is counted before anything is deleted and, where answers go, the figures that are
 * kept of them. A step that was begun before stays as it is.
 */
export async function beginStep(
	writer: Writer,
	args: Omit<BegunStep, 'doneOn'> & { kept?: PublishedResults | undefined },
): Promise<void> {
	const { wave, step, dueOn, counts } = args;
	await writer.commit((database) => {
		const row = { wave, step, dueOn, doneOn: null, counts: RetentionCounts.parse(counts) };
		const isNew = database.insert(retentionSteps).values(row).onConflictDoNothing().run().changes === 1;
		if (isNew && args.kept !== undefined) putPublishedWaveIn(database, args.kept);
		writer.wavesChanged();
	});
}

/** Deletes at most `most` rows of a wave's; yields how many, fewer than `most` once nothing is left. */
export async function deleteSome(writer: Writer, args: { wave: WaveId; of: Deletable; most: number }): Promise<number> {
	const table = tables[args.of];
	return writer.commit((database) => {
		const some = sql`select rowid from ${table} where ${table.wave} = ${args.wave} limit ${args.most}`;
		return database.run(sql`delete from ${table} where rowid in (${some})`).changes;
	});
}

/** Takes the tokens away from at most `most` people of a wave, whose links then lead nowhere; yields how many. */
export async function dropTokens(writer: Writer, args: { wave: WaveId; most: number }): Promise<number> {
	return writer.commit((database) => {
		const { place, wave, token } = sampleMembers;
		const some = database
			.select({ place })
			.from(sampleMembers)
			.where(and(eq(wave, args.wave), isNotNull(token)))
			.limit(args.most);
		return database.update(sampleMembers).set({ token: null }).where(inArray(place, some)).run().changes;
	});
}

/** Destroys the key of a purpose for good; false where there is none, or none any more. */
export async function destroyKey(writer: Writer, args: { purpose: string; on: string }): Promise<boolean> {
	return writer.commit((database) => destroyKeyIn(database, args));
}

/** Puts down that nothing is left of what a step deletes; false where that was put down before. */
export async function endStep(
	writer: Writer,
	args: Pick<BegunStep, 'wave' | 'step'> & { doneOn: string },
): Promise<boolean> {
	const { wave, step, doneOn } = args;
	const itself = and(eq(retentionSteps.wave, wave), eq(retentionSteps.step, step), isNull(retentionSteps.doneOn));
	return writer.commit((database) => database.update(retentionSteps).set({ doneOn }).where(itself).run().changes === 1);
}
