/** How often a stream shows that it is still there, and asks whether its reader still may read it, in milliseconds. */
const usualBeat = 15_000;

/** Streams that one process keeps open at a time. */
const most = 200;

const encoder = new TextEncoder();

const open = new Set<(isGone?: boolean) => void>();

/**
 * Server-sent events (WHATWG HTML, section 9.2). `feed` gets what sends an event's data and yields how to stop. The stream
 * ends when its reader goes, when `mayRead` says no, which is asked with every beat, or when the server stops; the last is
 * not an end for the reader, who comes back by itself. A reader who does not read misses events instead of piling them up.
 */
export function eventStream(args: {
	readonly feed: (send: (data: string) => void) => () => void;
	readonly mayRead: () => Promise<boolean>;
	readonly beat?: number;
}): Response {
	if (open.size >= most) return new Response('Too many people are watching.', { status: 503 });
	let end: (isGone?: boolean) => void = () => {};
	const body = new ReadableStream<Uint8Array>(
		{
			start: (controller) => {
				const write = (text: string) => {
					if ((controller.desiredSize ?? 0) > 0) controller.enqueue(encoder.encode(text));
				};
				const stop = args.feed((data) => write(`data: ${data.replaceAll('\n', '\ndata: ')}\n\n`));
				const check = async () => {
					if (await args.mayRead()) return write(': still here\n\n');
					write('event: ended\ndata: ended\n\n');
					end();
				};
				const beating = setInterval(() => void check().catch(() => end()), args.beat ?? usualBeat);
				end = (isGone = false) => {
					if (!open.delete(end)) return;
					clearInterval(beating);
					stop();
					if (!isGone) controller.close();
				};
				open.add(end);
			},
			cancel: () => end(true),
		},
		{ highWaterMark: 16 },
	);
	stopWithServer();
	return new Response(body, {
		headers: {
			'content-type': 'text/event-stream; charset=utf-8',
			'cache-control': 'no-store',
			'x-accel-buffering': 'no',
		},
	});
}

let isListening = false;

/** A server that stops waits for its open answers; these would never end. */
function stopWithServer(): void {
	if (isListening) return;
	isListening = true;
	for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => [...open].forEach((end) => end()));
}
