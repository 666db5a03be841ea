import { z } from 'zod';
import { Edit } from '#core/authoring/index.ts';

const Message = z.strictObject({ revision: z.int().min(0), edits: z.array(Edit).min(1).max(500) });

/** The edits that a request carries; undefined for anything else. */
export async function readMessage(request: Request): Promise<z.infer<typeof Message> | undefined> {
	const body: unknown = await request.json().catch(() => undefined);
	return Message.safeParse(body).data;
}
