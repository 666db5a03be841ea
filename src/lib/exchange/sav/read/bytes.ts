import { Unreadable } from './unreadable.ts';

/** The bytes of a file in order, whatever pieces they arrive in. */
export interface Bytes {
	/** How many bytes were taken. */
	position(): number;
	/** The next `count` bytes; `Unreadable` where the file ends before. Memory grows with what arrives, not with `count`. */
	take(count: number): Promise<Uint8Array>;
	/** Whatever comes next, at most `most` bytes; undefined at the end of the file. */
	next(most?: number): Promise<Uint8Array | undefined>;
}

/** No record of a dictionary is as long as this. */
const longestRecord = 2 ** 28;

export function bytesOf(source: Uint8Array | AsyncIterable<Uint8Array>): Bytes {
	const chunks = source instanceof Uint8Array ? once(source) : source[Symbol.asyncIterator]();
	let pending: Uint8Array = new Uint8Array(0);
	let taken = 0;
	const next = async (most = Infinity): Promise<Uint8Array | undefined> => {
		while (pending.length === 0) {
			const step = await chunks.next();
			if (step.done === true) return undefined;
			pending = step.value;
		}
		const given = pending.subarray(0, Math.min(most, pending.length));
		pending = pending.subarray(given.length);
		taken += given.length;
		return given;
	};
	return {
		position: () => taken,
		next,
		take: async (count) => {
			if (count < 0 || count > longestRecord) throw new Unreadable(`it has a record of ${count} bytes, which none has`);
			if (count === 0) return new Uint8Array(0);
			const parts: Uint8Array[] = [];
			for (let have = 0; have < count;) {
				const part = await next(count - have);
				if (part === undefined) throw new Unreadable(`it is cut short: it ends after ${taken} bytes`);
				parts.push(part);
				have += part.length;
			}
			return joined(parts);
		},
	};
}

/** One piece of several; a single piece is not copied. */
export function joined(parts: readonly Uint8Array[]): Uint8Array {
	const [first] = parts;
	if (first !== undefined && parts.length === 1) return first;
	const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
	let at = 0;
	for (const part of parts) {
		whole.set(part, at);
		at += part.length;
	}
	return whole;
}

export function viewOf(bytes: Uint8Array): DataView {
	return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
	yield bytes;
}
