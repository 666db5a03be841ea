import { z } from 'zod';
import { Json } from '#core/authoring/index.ts';

const Message = z.strictObject({
	to: z.literal('soundings-preview'),
	document: Json,
	question: z.string(),
	/** Empty for the language that is written first. */
	language: z.string(),
});
export type PreviewMessage = z.infer<typeof Message>;

/** What the studio tells the page in its frame: the draft as it stands, and which question of it to show. */
export function previewMessage(shown: Omit<PreviewMessage, 'to'>): PreviewMessage {
	return { to: 'soundings-preview', ...shown };
}

/** Reads what was told; undefined for what somebody else said. */
export function readPreviewMessage(data: unknown): PreviewMessage | undefined {
	return Message.safeParse(data).data;
}
