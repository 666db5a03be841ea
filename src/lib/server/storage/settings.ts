import { eq } from 'drizzle-orm';
import type { Writer } from './database.ts';
import { settings } from './tables/settings.ts';

/** What is stored under `name`; where there is nothing yet, `value` is stored first. */
export async function settle(writer: Writer, args: { name: string; value: string }): Promise<string> {
	return writer.commit((database) => {
		database.insert(settings).values(args).onConflictDoNothing().run();
		return database.select().from(settings).where(eq(settings.name, args.name)).get()?.value ?? args.value;
	});
}
