import { eq } from 'drizzle-orm';
import type { Database, Reader, Writer } from './database.ts';
import { settings } from './tables/settings.ts';

/** What is stored under `name`; where there is nothing yet, `value` is stored first. */
export async function settle(writer: Writer, args: { name: string; value: string }): Promise<string> {
	return writer.commit((database) => {
		database.insert(settings).values(args).onConflictDoNothing().run();
		return valueIn(database, args.name) ?? args.value;
	});
}

/** What is stored under `name`; undefined where nothing is. */
export async function findSetting(reader: Reader, args: { name: string }): Promise<string | undefined> {
	return valueIn(reader.database, args.name);
}

/** Stores under `name` what `change` makes of what is there; false where that is the same. */
export async function changeSetting(
	writer: Writer,
	args: { name: string; change: (value: string | undefined) => string | undefined },
): Promise<boolean> {
	const { name } = args;
	return writer.commit((database) => {
		const before = valueIn(database, name);
		const value = args.change(before);
		if (value === before) return false;
		if (value === undefined) database.delete(settings).where(eq(settings.name, name)).run();
		else
			database
				.insert(settings)
				.values({ name, value })
				.onConflictDoUpdate({ target: settings.name, set: { value } })
				.run();
		return true;
	});
}

function valueIn(database: Database, name: string): string | undefined {
	return database.select().from(settings).where(eq(settings.name, name)).get()?.value;
}
