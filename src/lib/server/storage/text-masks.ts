import { and, eq } from 'drizzle-orm';
import { z } from 'zod';
import type { WaveId } from '#core/fieldwork/index.ts';
import { Span } from '#core/fieldwork/index.ts';
import type { Reader, Writer } from './database.ts';
import { textMasks } from './tables/quality.ts';

/** What a person said is to be masked in one open answer, in place of what the rules find in it. */
export interface TextMask {
	readonly response: string;
	readonly variable: string;
	readonly spans: readonly Span[];
	/** The name of who said so, and the ISO date. */
	readonly by: string;
	readonly on: string;
}

const Spans = z.array(Span).max(400);

/** What people have masked or lifted in a wave, at most 20,000 texts; of one variable where it is named. */
export async function listTextMasks(
	reader: Reader,
	args: { wave: WaveId; variable?: string | undefined },
): Promise<TextMask[]> {
	return reader.database
		.select()
		.from(textMasks)
		.where(
			and(
				eq(textMasks.wave, args.wave),
				args.variable === undefined ? undefined : eq(textMasks.variable, args.variable),
			),
		)
		.limit(20_000)
		.all()
		.map(({ response, variable, spans, by, on }) => ({
			...{ response, variable, on },
			by: by ?? '',
			spans: Spans.parse(spans),
		}));
}

/** Puts a person's masks in the place of those that a text had; with no stretches the text is shown as it is. */
export async function putTextMask(writer: Writer, args: TextMask & { wave: WaveId }): Promise<void> {
	const { by, on } = args;
	const spans = Spans.parse(args.spans);
	await writer.commit((database) => {
		database
			.insert(textMasks)
			.values({ ...args, spans })
			.onConflictDoUpdate({ target: [textMasks.response, textMasks.variable], set: { spans, by, on } })
			.run();
	});
}

/** Leaves a text to the rules again. False where nobody had masked it. */
export async function deleteTextMask(
	writer: Writer,
	args: { wave: WaveId; response: string; variable: string },
): Promise<boolean> {
	const { wave, response, variable } = args;
	return writer.commit(
		(database) =>
			database
				.delete(textMasks)
				.where(and(eq(textMasks.wave, wave), eq(textMasks.response, response), eq(textMasks.variable, variable)))
				.run().changes === 1,
	);
}
