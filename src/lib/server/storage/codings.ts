import { and, eq, sql } from 'drizzle-orm';
import { Coding } from '#core/coding/index.ts';
import type { WaveId } from '#core/fieldwork/index.ts';
import type { Database, Reader, Writer } from './database.ts';
import { agreedCodings, codings } from './tables/coding.ts';

/** What one account gave an open answer. */
export interface StoredCoding {
	readonly response: string;
	readonly coder: string;
	readonly coding: Coding;
}

/** What was agreed on an answer, by whom (their name) and when (ISO date). */
export interface AgreedCoding {
	readonly response: string;
	readonly coding: Coding;
	readonly by: string;
	readonly on: string;
}

/** What a coding is of. */
interface Question {
	readonly wave: WaveId;
	readonly variable: string;
}

/** All that was coded of a wave's answers to a question; at most 500,000 codings. */
export async function listCodings(reader: Reader, args: Question): Promise<StoredCoding[]> {
	return reader.database
		.select()
		.from(codings)
		.where(and(eq(codings.wave, args.wave), eq(codings.variable, args.variable)))
		.limit(500_000)
		.all()
		.map(({ response, coder, codes }) => ({ response, coder, coding: Coding.parse(codes) }));
}

/** What was agreed where coders differed; at most 500,000 answers. */
export async function listAgreedCodings(reader: Reader, args: Question): Promise<AgreedCoding[]> {
	return reader.database
		.select()
		.from(agreedCodings)
		.where(and(eq(agreedCodings.wave, args.wave), eq(agreedCodings.variable, args.variable)))
		.limit(500_000)
		.all()
		.map(({ response, codes, by, on }) => ({ response, by, on, coding: Coding.parse(codes) }));
}

/** Puts what a coder gave some answers in the place of what they gave them before, all or nothing. */
export async function putCodings(
	writer: Writer,
	args: Question & {
		coder: string;
		on: string;
		codings: readonly { readonly response: string; readonly coding: Coding }[];
	},
): Promise<void> {
	const { wave, variable, coder, on } = args;
	await writer.commit((database) => {
		for (const { response, coding } of args.codings) {
			const given = { codes: Coding.parse(coding), on };
			const key = and(eq(codings.response, response), eq(codings.variable, variable), eq(codings.coder, coder));
			const { changes } = database.update(codings).set(given).where(key).run();
			if (changes === 0)
				database
					.insert(codings)
					.values({ wave, response, variable, coder, ...given })
					.run();
			else moveLast(database, sql`codings`, key);
		}
	});
}

/** Puts what was agreed on some answers alike in the place of what was agreed before, all or nothing. */
export async function putAgreedCoding(
	writer: Writer,
	args: Question & Omit<AgreedCoding, 'response'> & { responses: readonly string[] },
): Promise<void> {
	const { wave, variable, by, on } = args;
	await writer.commit((database) => {
		const given = { codes: Coding.parse(args.coding), by, on };
		for (const response of args.responses) {
			const key = and(eq(agreedCodings.response, response), eq(agreedCodings.variable, variable));
			const { changes } = database.update(agreedCodings).set(given).where(key).run();
			if (changes > 0) moveLast(database, sql`agreed_codings`, key);
			else
				database
					.insert(agreedCodings)
					.values({ wave, response, variable, ...given })
					.run();
		}
	});
}

/** Differs whenever anything that was coded of a wave does, in whatever process; empty where nothing was. */
export async function codingStamp(reader: Reader, args: { wave: WaveId }): Promise<string> {
	const stampOf = (table: typeof codings | typeof agreedCodings) => {
		const { rows, last } = reader.database
			.select({ rows: sql<number>`count(*)`, last: sql<number>`coalesce(max(_rowid_), 0)` })
			.from(table)
			.where(eq(table.wave, args.wave))
			.get() ?? { rows: 0, last: 0 };
		return rows === 0 ? '' : `${rows}/${last}`;
	};
	const [coded, agreed] = [stampOf(codings), stampOf(agreedCodings)];
	return coded === '' && agreed === '' ? '' : `${coded} ${agreed}`;
}

/** A row that was changed becomes the last of its table, by which `codingStamp` knows that it was. */
function moveLast(database: Database, table: ReturnType<typeof sql>, key: ReturnType<typeof and>): void {
	database.run(sql`update ${table} set _rowid_ = (select max(_rowid_) + 1 from ${table}) where ${key}`);
}
