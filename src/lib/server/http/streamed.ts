import { setImmediate } from 'node:timers/promises';

/**
 * Chunks as the body of an answer, each made when the one before has gone out, so that a large file takes the memory of one
 * chunk. Between two of them others have their turn; a reader who goes away ends it.
 */
export function streamed(chunks: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> {
	const iterator = chunks[Symbol.asyncIterator]();
	return new ReadableStream({
		async pull(controller) {
			await setImmediate();
			const next = await iterator.next();
			if (next.done === true) controller.close();
			else controller.enqueue(next.value);
		},
		async cancel() {
			await iterator.return?.();
		},
	});
}
