import type { CodeFrame, FrameChange, FrameCode } from './frame.ts';
import { codesInUse, frameState, standingCodes } from './frame.ts';

/** The words for a code. */
export type CodeWords = Pick<FrameCode, 'label' | 'description' | 'net'>;

/** A change that somebody wants; the frame gives new codes their numbers. */
export type WantedChange =
	| ({ readonly kind: 'added' } & CodeWords)
	| ({ readonly kind: 'split'; readonly code: number } & {
			readonly into: readonly Pick<CodeWords, 'label' | 'description'>[];
	  })
	| Exclude<FrameChange, { kind: 'added' | 'split' }>;

/** Why a frame stays as it is. */
export type ChangeProblem =
	| { readonly kind: 'label-missing' | 'label-too-long' | 'too-few-parts' | 'nothing-to-merge' | 'share-out-of-range' }
	| { readonly kind: 'label-taken'; readonly label: string }
	/** No code of that number can be changed so: there is none, or it was merged or split before. */
	| { readonly kind: 'unknown-code'; readonly code: number }
	| { readonly kind: 'too-many-codes' };

const mostCodes = 999;
const longest = { label: 120, net: 120, description: 1000 } as const;

/** The frame with one more change, or why there is none. Numbers are never given twice. */
export function changedFrame(
	frame: CodeFrame,
	wanted: WantedChange,
	{ by, on }: { readonly by: string; readonly on: string },
):
	| { readonly kind: 'changed'; readonly frame: CodeFrame }
	| { readonly kind: 'refused'; readonly problem: ChangeProblem } {
	const problem = problemWith(frame, wanted);
	if (problem !== undefined) return { kind: 'refused', problem };
	const change = numbered(wanted, Math.max(0, ...frameState(frame).codes.map(({ code }) => code)) + 1);
	return { kind: 'changed', frame: { ...frame, changes: [...frame.changes, { change, by, on }] } };
}

function numbered(wanted: WantedChange, next: number): FrameChange {
	switch (wanted.kind) {
		case 'added':
			return { ...wanted, ...trimmed(wanted), code: next };
		case 'described':
			return { ...wanted, ...trimmed(wanted) };
		case 'split': {
			const into = wanted.into.map(({ label, description }, at) => {
				return { code: next + at, label: label.trim(), description: description.trim() };
			});
			return { ...wanted, into };
		}
		case 'merged':
			return { ...wanted, from: [...new Set(wanted.from)] };
		case 'retired':
		case 'restored':
		case 'ordered':
		case 'shared':
			return wanted;
	}
}

function problemWith(frame: CodeFrame, wanted: WantedChange): ChangeProblem | undefined {
	const state = frameState(frame);
	const [inUse, standing] = [codesInUse(state), standingCodes(state)];
	const unknown = (codes: readonly number[], among: readonly FrameCode[]): ChangeProblem | undefined => {
		const code = codes.find((one) => !among.some((known) => known.code === one));
		return code === undefined ? undefined : { kind: 'unknown-code', code };
	};
	const room = (more: number): ChangeProblem | undefined =>
		Math.max(0, ...state.codes.map(({ code }) => code)) + more > mostCodes ? { kind: 'too-many-codes' } : undefined;
	switch (wanted.kind) {
		case 'added':
			return problemWithWords([wanted], standing) ?? room(1);
		case 'described': {
			const others = standing.filter(({ code }) => code !== wanted.code);
			return unknown([wanted.code], standing) ?? problemWithWords([wanted], others);
		}
		case 'merged': {
			const none: ChangeProblem | undefined =
				wanted.from.length === 0 || wanted.from.includes(wanted.into) ? { kind: 'nothing-to-merge' } : undefined;
			return none ?? unknown(wanted.from, standing) ?? unknown([wanted.into], inUse);
		}
		case 'split': {
			const others = standing.filter(({ code }) => code !== wanted.code);
			const few: ChangeProblem | undefined = wanted.into.length < 2 ? { kind: 'too-few-parts' } : undefined;
			const words = wanted.into.map((part) => ({ ...part, net: '' }));
			return unknown([wanted.code], inUse) ?? few ?? problemWithWords(words, others) ?? room(words.length);
		}
		case 'retired':
			return unknown([wanted.code], inUse);
		case 'restored':
			return unknown(
				[wanted.code],
				standing.filter(({ state: is }) => is === 'retired'),
			);
		case 'ordered':
			return unknown(wanted.codes, state.codes);
		case 'shared':
			return wanted.share >= 0 && wanted.share <= 1 ? undefined : { kind: 'share-out-of-range' };
	}
}

function problemWithWords(wanted: readonly CodeWords[], others: readonly FrameCode[]): ChangeProblem | undefined {
	const taken = new Set(others.map(({ label }) => asOne(label)));
	for (const { label, description, net } of wanted) {
		if (label.trim() === '') return { kind: 'label-missing' };
		if (label.trim().length > longest.label || net.length > longest.net || description.length > longest.description)
			return { kind: 'label-too-long' };
		if (taken.has(asOne(label))) return { kind: 'label-taken', label: label.trim() };
		taken.add(asOne(label));
	}
	return undefined;
}

function trimmed({ label, description, net }: CodeWords): CodeWords {
	return { label: label.trim(), description: description.trim(), net: net.trim() };
}

function asOne(label: string): string {
	return label.trim().toLowerCase();
}
