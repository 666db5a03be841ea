import { eq, like } from 'drizzle-orm';
import { z } from 'zod';
import type { WaveId } from '#core/fieldwork/index.ts';
import type { Database, Reader, Writer } from './database.ts';
import { settings } from './tables/settings.ts';

/**
 * When the next letter may leave, in milliseconds since 1970, whichever process sends it; and how often in a row nothing
 * could be handed over at all, with what was answered last.
 */
export const MailGate = z.strictObject({ next: z.number(), failures: z.int().min(0), answer: z.string().nullable() });
export type MailGate = z.infer<typeof MailGate>;

const name = 'mail-gate';
const pausedPrefix = 'mail-paused ';

/** The gate as it stands; open where nothing was ever sent. */
export async function readMailGate(reader: Reader): Promise<MailGate> {
	return mailGateIn(reader.database);
}

/** The same inside a transaction. */
export function mailGateIn(database: Database): MailGate {
	const row = database.select().from(settings).where(eq(settings.name, name)).get();
	return row === undefined ? { next: 0, failures: 0, answer: null } : MailGate.parse(JSON.parse(row.value));
}

export function writeMailGate(database: Database, gate: MailGate): void {
	const value = JSON.stringify(gate);
	const whole = { target: settings.name, set: { value } };
	database.insert(settings).values({ name, value }).onConflictDoUpdate(whole).run();
}

/** Holds a wave's letters back, or lets them leave again; false where it was so already. */
export async function holdMail(writer: Writer, args: { wave: WaveId; held: boolean }): Promise<boolean> {
	const held = { name: `${pausedPrefix}${args.wave}`, value: '1' };
	return writer.commit((database) => {
		const { changes } = args.held
			? database.insert(settings).values(held).onConflictDoNothing().run()
			: database.delete(settings).where(eq(settings.name, held.name)).run();
		return changes === 1;
	});
}

/** The waves whose letters are held back. */
export async function listHeldMail(reader: Reader): Promise<ReadonlySet<string>> {
	return heldMailIn(reader.database);
}

/** The same inside a transaction. */
export function heldMailIn(database: Database): ReadonlySet<string> {
	const rows = database
		.select({ name: settings.name })
		.from(settings)
		.where(like(settings.name, `${pausedPrefix}%`))
		.limit(10_000)
		.all();
	return new Set(rows.map((row) => row.name.slice(pausedPrefix.length)));
}
