import type { Readable } from 'node:stream';
import type { RequestEvent } from '@sveltejs/kit';

export type UploadedFile =
	| { readonly kind: 'file'; readonly name: string; readonly bytes: Uint8Array }
	/** The form was sent without one. */
	| { readonly kind: 'no-file' }
	| { readonly kind: 'too-large'; readonly most: number }
	/** The connection ended early, or what came is no form. */
	| { readonly kind: 'cut-short' };

/** What a form may hold beside its file: headers of its parts and a few short fields. */
const roomForForm = 64 * 1024;

/**
 * The file of a form that may be larger than any other request. The adapter refuses bodies above BODY_SIZE_LIMIT (512 KB
 * unless set), which stays so for everybody: it does so by failing the body when it is read, and leaves the connection
 * unread. Only a route that calls this, once it knows who asks, reads on from the connection, and no further than
 * `most` bytes. A length that is too large is refused unread; without a length the adapter's own limit holds.
 * All of the file is in memory until the caller lets go of it.
 */
export async function uploadedFile(
	event: Pick<RequestEvent, 'request' | 'platform'>,
	{ field, most }: { field: string; most: number },
): Promise<UploadedFile> {
	const form = await uploadedForm(event, { most });
	if (!(form instanceof FormData)) return form;
	const file = form.get(field);
	if (!(file instanceof File) || (file.name === '' && file.size === 0)) return { kind: 'no-file' };
	if (file.size > most) return { kind: 'too-large', most };
	return { kind: 'file', name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) };
}

/** The same of a whole form, with all of its fields. */
export async function uploadedForm(
	{ request, platform }: Pick<RequestEvent, 'request' | 'platform'>,
	{ most }: { most: number },
): Promise<FormData | Exclude<UploadedFile, { kind: 'file' }>> {
	const length = Number(request.headers.get('content-length') ?? 0);
	if (length > most + roomForForm) return { kind: 'too-large', most };
	const connection = platform?.req;
	const isUnread = connection !== undefined && connection.listenerCount('data') === 0;
	const body = isUnread ? chunksOf(connection) : request.body;
	if (body === null) return { kind: 'no-file' };
	const form = await formOf(body, { type: request.headers.get('content-type') ?? '', most: most + roomForForm });
	if (form instanceof FormData) return form;
	return form === 'too-large' ? { kind: 'too-large', most } : { kind: 'cut-short' };
}

/** Thrown into the body that is being read, and caught where it is. */
class TooLarge extends Error {}

async function formOf(
	body: ReadableStream<Uint8Array>,
	{ type, most }: { type: string; most: number },
): Promise<FormData | 'too-large' | 'unreadable'> {
	let size = 0;
	const counted = body.pipeThrough(
		new TransformStream<Uint8Array, Uint8Array>({
			transform(chunk, controller) {
				size += chunk.byteLength;
				if (size > most) controller.error(new TooLarge());
				else controller.enqueue(chunk);
			},
		}),
	);
	try {
		return await new Response(counted, { headers: { 'content-type': type } }).formData();
	} catch {
		// What fails here is the body, the form or the connection, all of them the sender's.
		return size > most ? 'too-large' : 'unreadable';
	}
}

function chunksOf(connection: Readable): ReadableStream<Uint8Array> {
	const iterator: AsyncIterator<Uint8Array> = connection.iterator({ destroyOnReturn: false });
	return new ReadableStream({
		async pull(controller) {
			const next = await iterator.next();
			if (next.done === true) controller.close();
			else controller.enqueue(next.value);
		},
	});
}
