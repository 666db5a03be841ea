import { and, asc, eq } from 'drizzle-orm';
import { CodeFrame } from '#core/coding/index.ts';
import type { Reader, Writer } from './database.ts';
import { codeFrames } from './tables/coding.ts';

/** The code frame of an open question; `revision` counts how often it was stored, from 1. */
export interface StoredFrame {
	readonly variable: string;
	readonly frame: CodeFrame;
	readonly revision: number;
}

/** The frames of a survey by variable; at most 500. */
export async function listCodeFrames(reader: Reader, args: { survey: string }): Promise<StoredFrame[]> {
	return reader.database
		.select()
		.from(codeFrames)
		.where(eq(codeFrames.survey, args.survey))
		.orderBy(asc(codeFrames.variable))
		.limit(500)
		.all()
		.map(storedFrame);
}

export async function findCodeFrame(
	reader: Reader,
	args: { survey: string; variable: string },
): Promise<StoredFrame | undefined> {
	const row = reader.database.select().from(codeFrames).where(named(args)).get();
	return row === undefined ? undefined : storedFrame(row);
}

/** Stores a frame in the place of its revision `after`, 0 for a first one. False where somebody has stored another meanwhile. */
export async function putCodeFrame(
	writer: Writer,
	args: { survey: string; variable: string; frame: CodeFrame; after: number; by: string; on: string },
): Promise<boolean> {
	const { survey, variable, after, by, on } = args;
	const frame = CodeFrame.parse(args.frame);
	return writer.commit((database) => {
		const now = database.select({ revision: codeFrames.revision }).from(codeFrames).where(named(args)).get();
		if ((now?.revision ?? 0) !== after) return false;
		const kept = { frame, revision: after + 1, by, on };
		database
			.insert(codeFrames)
			.values({ survey, variable, ...kept })
			.onConflictDoUpdate({ target: [codeFrames.survey, codeFrames.variable], set: kept })
			.run();
		return true;
	});
}

function named({ survey, variable }: { readonly survey: string; readonly variable: string }) {
	return and(eq(codeFrames.survey, survey), eq(codeFrames.variable, variable));
}

function storedFrame({ variable, frame, revision }: typeof codeFrames.$inferSelect): StoredFrame {
	return { variable, frame: CodeFrame.parse(frame), revision };
}
