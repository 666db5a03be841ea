import { z } from 'zod';
import { Json } from '#core/authoring/index.ts';

const Message = z.strictObject({
	to: z.literal('soundings-preview'),
	/** The question as it stands; null once it is taken away. The rest of the draft stays with the studio. */
	question: Json,
	/** The language to show it in. */
	language: z.string(),
});
export type PreviewMessage = z.infer<typeof Message>;

/** What the studio tells the page in its frame: the question to show, as it stands. */
export function previewMessage(shown: Omit<PreviewMessage, 'to'>): PreviewMessage {
	return { to: 'soundings-preview', ...shown };
}

/** Reads what was told; undefined for what somebody else said. */
export function readPreviewMessage(data: unknown): PreviewMessage | undefined {
	return Message.safeParse(data).data;
}
