import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CodeFrame, Coding, WantedChange } from '#core/coding/index.ts';
import {
	changedFrame,
	codedVariables,
	codesInUse,
	codingReader,
	frameState,
	settled,
	standingCodes,
} from '#core/coding/index.ts';

const anyCode = fc.integer({ min: 1, max: 12 });
const anyLabel = fc.integer({ min: 1, max: 400 }).map((k) => `Code ${k}`);
const words = { description: '', net: '' };

const anyChange: fc.Arbitrary<WantedChange> = fc.oneof(
	anyLabel.map((label): WantedChange => ({ kind: 'added', label, ...words })),
	fc
		.tuple(anyCode, anyLabel, fc.constantFrom('same' as const, 'new' as const))
		.map(([code, label, meaning]): WantedChange => ({ kind: 'described', code, label, ...words, meaning })),
	fc
		.tuple(fc.array(anyCode, { minLength: 1, maxLength: 3 }), anyCode)
		.map(([from, into]): WantedChange => ({ kind: 'merged', from, into })),
	fc.tuple(anyCode, anyLabel, anyLabel).map(([code, one, other]): WantedChange => {
		return { kind: 'split', code, into: [one, other].map((label) => ({ label, description: '' })) };
	}),
	anyCode.map((code): WantedChange => ({ kind: 'retired', code })),
	anyCode.map((code): WantedChange => ({ kind: 'restored', code })),
	fc.shuffledSubarray([1, 2, 3, 4, 5]).map((codes): WantedChange => ({ kind: 'ordered', codes })),
);

/** What happens around a question: its frame is changed, or somebody codes an answer by the frame as it is then. */
const anyDeed = fc.oneof(
	{ weight: 2, arbitrary: anyChange.map((change) => ({ kind: 'change' as const, change })) },
	{
		weight: 1,
		arbitrary: fc
			.tuple(fc.array(fc.nat({ max: 30 }), { maxLength: 4 }), fc.constantFrom('ann', 'bea'))
			.map(([picks, coder]) => ({ kind: 'code' as const, picks, coder })),
	},
);

const start: CodeFrame = { seed: 1, changes: [] };

function lived(deeds: readonly (typeof anyDeed extends fc.Arbitrary<infer D> ? D : never)[]) {
	let frame = start;
	const codings: (Coding & { coder: string })[] = [];
	for (const deed of [...['One', 'Two', 'Three'].map(firstCode), ...deeds]) {
		if (deed.kind === 'change') {
			const changed = changedFrame(frame, deed.change, { by: 'Ann', on: '2026-03-01' });
			if (changed.kind === 'changed') ({ frame } = changed);
			continue;
		}
		const offered = codesInUse(frameState(frame)).map(({ code }) => code);
		const codes = [...new Set(deed.picks.flatMap((pick) => offered[pick % offered.length] ?? []))];
		codings.push({ coder: deed.coder, codes: codes.toSorted((a, b) => a - b), seen: frame.changes.length });
	}
	return { frame, codings };
}

function firstCode(label: string) {
	return { kind: 'change' as const, change: { kind: 'added' as const, label, ...words } };
}

describe('whatever the order of changes and codings', () => {
	it('no coding points to a code that is not in the frame, nor is to be read for one, nor has what it is to be read for', () => {
		fc.assert(
			fc.property(fc.array(anyDeed, { maxLength: 40 }), (deeds) => {
				const { frame, codings } = lived(deeds);
				const state = frameState(frame);
				const standing = new Set(standingCodes(state).map(({ code }) => code));
				const inUse = new Set(codesInUse(state).map(({ code }) => code));
				const read = codingReader(frame);
				for (const coding of codings) {
					const { codes, unread } = read(coding);
					expect(codes.every((code) => standing.has(code))).toBe(true);
					expect(unread.every((code) => inUse.has(code) && !codes.includes(code))).toBe(true);
				}
				const [one, other] = ['ann', 'bea'].map((name) => codings.findLast(({ coder }) => coder === name));
				const both = [one, other].flatMap((coding) => (coding ? [{ coder: coding.coder, ...read(coding) }] : []));
				const found = settled(both, undefined, { byTwo: true });
				if (found.kind === 'coded') expect(found.codes.every((code) => standing.has(code))).toBe(true);
			}),
			{ numRuns: 400 },
		);
	});

	it('a coding of the frame as it is says just what its coder gave, and the rest of the frame has its columns', () => {
		fc.assert(
			fc.property(fc.array(anyDeed, { maxLength: 30 }), fc.nat({ max: 10 }), (deeds, pick) => {
				const { frame } = lived(deeds);
				const offered = codesInUse(frameState(frame)).map(({ code }) => code);
				const codes = offered.slice(0, pick).toSorted((a, b) => a - b);
				expect(codingReader(frame)({ codes, seen: frame.changes.length })).toEqual({ codes, unread: [] });
				const names = new Set(frameState(frame).codes.map(({ code }) => code));
				expect(names.size).toBe(frameState(frame).codes.length);
				const question = { name: 'why', label: { en: 'Why' }, question: 'why', type: 'text', values: [] } as const;
				const about = { base: { en: 'All' }, sensitivity: 'none', missingInBase: [] } as const;
				const columns = codedVariables({ ...question, ...about }, frame).map(({ variable }) => variable.name);
				expect(new Set(columns).size).toBe(columns.length);
			}),
			{ numRuns: 200 },
		);
	});
});
