import { z } from 'zod';

const CodeNumber = z.int().min(1).max(999);
const Label = z.string().trim().min(1).max(120);
const Description = z.string().trim().max(1000);
/** The name of a group of codes; empty for none. */
const Net = z.string().trim().max(120);

/**
 * One change of a code frame. `described`: other words for a code, whose meaning is the same or a new one. `merged`: all that
 * has one of some codes has another from now on. `split`: what has the code is to be read again among the new ones. `ordered`:
 * how the codes stand. `shared`: which share of answers two people code.
 */
const Change = z.discriminatedUnion('kind', [
	z.strictObject({ kind: z.literal('added'), code: CodeNumber, label: Label, description: Description, net: Net }),
	z.strictObject({
		...{ kind: z.literal('described'), code: CodeNumber, label: Label, description: Description, net: Net },
		meaning: z.enum(['same', 'new']),
	}),
	z.strictObject({ kind: z.literal('merged'), from: z.array(CodeNumber).min(1), into: CodeNumber }),
	z.strictObject({
		...{ kind: z.literal('split'), code: CodeNumber },
		into: z.array(z.strictObject({ code: CodeNumber, label: Label, description: Description })).min(2),
	}),
	z.strictObject({ kind: z.literal('retired'), code: CodeNumber }),
	z.strictObject({ kind: z.literal('restored'), code: CodeNumber }),
	z.strictObject({ kind: z.literal('ordered'), codes: z.array(CodeNumber) }),
	z.strictObject({ kind: z.literal('shared'), share: z.number().min(0).max(1) }),
]);
export type FrameChange = z.infer<typeof Change>;

/**
 * The code frame of an open question of a survey, as the changes that made it, by whom (their name) and on which day. Codings
 * say how many of the changes their coder had seen, and are read by the rest: nothing that was coded is ever rewritten.
 * `seed` orders answers and draws the share that two people code.
 */
export const CodeFrame = z.strictObject({
	seed: z.int().min(0).max(0xffffffff),
	changes: z.array(z.strictObject({ change: Change, by: z.string(), on: z.iso.date() })).max(5000),
});
export type CodeFrame = z.infer<typeof CodeFrame>;

/** A code as the frame has it now. Of a code that was merged or split `became` says what stands in its place. */
export interface FrameCode {
	readonly code: number;
	readonly label: string;
	readonly description: string;
	readonly net: string;
	readonly state: 'in-use' | 'retired' | 'merged' | 'split';
	readonly became: readonly number[];
}

export interface FrameState {
	/** Every code that there ever was, in the order of the frame. */
	readonly codes: readonly FrameCode[];
	/** The share of answers that two people code, 0–1. */
	readonly share: number;
}

/** The frame as its first `upTo` changes made it; all of them unless given. */
export function frameState({ changes }: CodeFrame, upTo = changes.length): FrameState {
	let codes: FrameCode[] = [];
	let share = 1;
	const alter = (code: number, made: Partial<FrameCode>) => {
		codes = codes.map((one) => (one.code === code ? { ...one, ...made } : one));
	};
	for (const { change } of changes.slice(0, upTo)) {
		switch (change.kind) {
			case 'added':
				codes = [...codes, fresh(change)];
				break;
			case 'described': {
				const { code, label, description, net } = change;
				alter(code, { label, description, net });
				break;
			}
			case 'merged':
				for (const code of change.from) alter(code, { state: 'merged', became: [change.into] });
				break;
			case 'split': {
				const at = codes.findIndex(({ code }) => code === change.code);
				const net = codes[at]?.net ?? '';
				alter(change.code, { state: 'split', became: change.into.map(({ code }) => code) });
				codes = codes.toSpliced(at + 1, 0, ...change.into.map((part) => fresh({ ...part, net })));
				break;
			}
			case 'retired':
				alter(change.code, { state: 'retired' });
				break;
			case 'restored':
				alter(change.code, { state: 'in-use' });
				break;
			case 'ordered': {
				const place = new Map(change.codes.map((code, at) => [code, at]));
				codes = codes.toSorted((a, b) => (place.get(a.code) ?? Infinity) - (place.get(b.code) ?? Infinity) || 0);
				break;
			}
			case 'shared':
				({ share } = change);
		}
	}
	return { codes, share };
}

/** The codes that can be given, in order. */
export function codesInUse({ codes }: FrameState): FrameCode[] {
	return codes.filter(({ state }) => state === 'in-use');
}

/** The codes that answers can have: those in use, and retired ones from when they were. */
export function standingCodes({ codes }: FrameState): FrameCode[] {
	return codes.filter(({ state }) => state === 'in-use' || state === 'retired');
}

function fresh({ code, label, description, net }: Omit<FrameCode, 'state' | 'became'>): FrameCode {
	return { code, label, description, net, state: 'in-use', became: [] };
}
