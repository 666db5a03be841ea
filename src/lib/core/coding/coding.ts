import { z } from 'zod';
import type { CodeFrame, FrameChange } from './frame.ts';
import { codesInUse, frameState } from './frame.ts';

/** The codes that one person gave an answer, none where no code fits, and how many changes of the frame they had seen. */
export const Coding = z.strictObject({ codes: z.array(z.int().min(1)).max(999), seen: z.int().min(0) });
export type Coding = z.infer<typeof Coding>;

/** A coding in the frame as it is now. */
export interface CodingNow {
	/** In ascending order. */
	readonly codes: readonly number[];
	/** Codes in use for which the answer has not been read: they came, or got another meaning, after it was coded. */
	readonly unread: readonly number[];
}

/**
 * Reads codings by the changes that came after them. Merged codes are followed; what had a code that was split or given a new
 * meaning has none of it until it is read again; who had not the code that was split needs not be read for its parts. So no
 * coding ever points to a code that the frame has not, whatever the order of changes (tests/property/coding.test.ts).
 */
export function codingReader(frame: CodeFrame): (coding: Coding) => CodingNow {
	const offered = new Map<number, readonly number[]>();
	const known = new Map<string, CodingNow>();
	const offeredAt = (seen: number) => {
		const codes = offered.get(seen) ?? codesInUse(frameState(frame, seen)).map(({ code }) => code);
		offered.set(seen, codes);
		return codes;
	};
	const inUse = offeredAt(frame.changes.length);
	return ({ codes, seen }) => {
		const key = `${seen} ${codes.join()}`;
		const before = known.get(key);
		if (before !== undefined) return before;
		const read = new Set(offeredAt(seen));
		const given = new Set(codes.filter((code) => read.has(code)));
		for (const { change } of frame.changes.slice(seen)) follow(change, { given, read });
		const now = {
			codes: [...given].toSorted((a, b) => a - b),
			unread: inUse.filter((code) => !read.has(code)),
		};
		known.set(key, now);
		return now;
	};
}

function follow(
	change: FrameChange,
	{ given, read }: { readonly given: Set<number>; readonly read: Set<number> },
): void {
	switch (change.kind) {
		case 'described':
			if (change.meaning === 'same') return;
			given.delete(change.code);
			read.delete(change.code);
			return;
		case 'merged': {
			const all = [...change.from, change.into];
			const has = all.some((code) => given.has(code));
			const wasRead = has || all.every((code) => read.has(code));
			for (const code of all) {
				given.delete(code);
				read.delete(code);
			}
			if (has) given.add(change.into);
			if (wasRead) read.add(change.into);
			return;
		}
		case 'split':
			if (!given.delete(change.code) && read.has(change.code)) for (const { code } of change.into) read.add(code);
			read.delete(change.code);
			return;
		case 'added':
		case 'retired':
		case 'restored':
		case 'ordered':
		case 'shared':
	}
}
