import { describe, expect, it } from 'vitest';
import type { WantedChange } from '#core/coding/index.ts';
import { changedFrame, codesInUse, codingReader, frameState, standingCodes } from '#core/coding/index.ts';
import { adding, grown, parts } from './frames.ts';

const three = grown(adding('Price', 'Quality', 'Danger'));
const labels = (frame: typeof three) => codesInUse(frameState(frame)).map(({ code, label }) => [code, label]);

describe('a code frame', () => {
	it('numbers codes as they come and never gives a number twice', () => {
		const after = grown(
			[{ kind: 'retired', code: 3 }, { kind: 'split', code: 1, into: parts('Cheap', 'Dear') }, ...adding('Other')],
			three,
		);
		expect(labels(after)).toEqual([
			[4, 'Cheap'],
			[5, 'Dear'],
			[2, 'Quality'],
			[6, 'Other'],
		]);
		expect(standingCodes(frameState(after)).map(({ code }) => code)).toEqual([4, 5, 2, 3, 6]);
		expect(frameState(after).codes.find(({ code }) => code === 1)).toMatchObject({ state: 'split', became: [4, 5] });
	});

	it('keeps the order that somebody gave it, with new codes last', () => {
		const after = grown([{ kind: 'ordered', codes: [3, 1, 2] }, ...adding('Other')], three);
		expect(labels(after).map(([code]) => code)).toEqual([3, 1, 2, 4]);
	});

	it.each<[WantedChange, object]>([
		[{ kind: 'added', label: '  ', description: '', net: '' }, { kind: 'label-missing' }],
		[
			{ kind: 'added', label: 'price ', description: '', net: '' },
			{ kind: 'label-taken', label: 'price' },
		],
		[{ kind: 'added', label: 'x'.repeat(121), description: '', net: '' }, { kind: 'label-too-long' }],
		[
			{ kind: 'described', code: 9, label: 'New', description: '', net: '', meaning: 'same' },
			{ kind: 'unknown-code', code: 9 },
		],
		[
			{ kind: 'described', code: 1, label: 'Danger', description: '', net: '', meaning: 'same' },
			{ kind: 'label-taken' },
		],
		[{ kind: 'merged', from: [1], into: 1 }, { kind: 'nothing-to-merge' }],
		[{ kind: 'merged', from: [], into: 1 }, { kind: 'nothing-to-merge' }],
		[
			{ kind: 'merged', from: [1, 7], into: 2 },
			{ kind: 'unknown-code', code: 7 },
		],
		[{ kind: 'split', code: 1, into: parts('Only') }, { kind: 'too-few-parts' }],
		[{ kind: 'split', code: 1, into: parts('Same', 'same') }, { kind: 'label-taken' }],
		[
			{ kind: 'restored', code: 1 },
			{ kind: 'unknown-code', code: 1 },
		],
		[{ kind: 'shared', share: 1.5 }, { kind: 'share-out-of-range' }],
	])('refuses %j', (wanted, problem) => {
		expect(changedFrame(three, wanted, { by: 'Ann', on: '2026-03-01' })).toMatchObject({ kind: 'refused', problem });
	});

	it('cannot merge into a code that is gone', () => {
		const after = grown([{ kind: 'merged', from: [1], into: 2 }], three);
		const again = changedFrame(after, { kind: 'merged', from: [3], into: 1 }, { by: 'Ann', on: '2026-03-01' });
		expect(again).toEqual({ kind: 'refused', problem: { kind: 'unknown-code', code: 1 } });
	});
});

describe('a coding, read by the changes after it', () => {
	const read = (changes: readonly WantedChange[], codes: readonly number[]) =>
		codingReader(grown(changes, three))({ codes: [...codes], seen: 3 });

	it('stays when a code is renamed, ordered or retired', () => {
		const renamed: WantedChange = {
			...{ kind: 'described', code: 1, label: 'Cost', description: '', net: '' },
			meaning: 'same',
		};
		const changes: WantedChange[] = [renamed, { kind: 'ordered', codes: [3, 2, 1] }, { kind: 'retired', code: 1 }];
		expect(read(changes, [1, 2])).toEqual({ codes: [1, 2], unread: [] });
	});

	it('follows a merge, and another after it', () => {
		const twice: WantedChange[] = [
			{ kind: 'merged', from: [1], into: 2 },
			{ kind: 'merged', from: [2], into: 3 },
		];
		expect(read(twice, [1])).toEqual({ codes: [3], unread: [] });
		expect(read(twice, [1, 3])).toEqual({ codes: [3], unread: [] });
		expect(read(twice, [])).toEqual({ codes: [], unread: [] });
	});

	it('goes back to be read where it had a code that was split, and only there', () => {
		const split: WantedChange[] = [{ kind: 'split', code: 1, into: parts('Cheap', 'Dear') }];
		expect(read(split, [1, 2])).toEqual({ codes: [2], unread: [4, 5] });
		expect(read(split, [2])).toEqual({ codes: [2], unread: [] });
	});

	it('has to be read for a code that came later, and for one with a new meaning', () => {
		expect(read(adding('Other'), [1])).toEqual({ codes: [1], unread: [4] });
		const other: WantedChange = {
			...{ kind: 'described', code: 1, label: 'Thrift', description: '', net: '' },
			meaning: 'new',
		};
		expect(read([other], [1, 2])).toEqual({ codes: [2], unread: [1] });
		expect(read([other], [2])).toEqual({ codes: [2], unread: [1] });
	});

	it('has to be read for a code that was out of use when it was made', () => {
		const frame = grown([{ kind: 'retired', code: 1 }], three);
		const after = grown([{ kind: 'restored', code: 1 }], frame);
		expect(codingReader(after)({ codes: [2], seen: 4 })).toEqual({ codes: [2], unread: [1] });
		expect(codingReader(after)({ codes: [2], seen: 3 })).toEqual({ codes: [2], unread: [] });
	});

	it('merged into a code that it was not read for, has that code where it had the other, and is unread where it had not', () => {
		const later: WantedChange[] = [...adding('Other'), { kind: 'merged', from: [1], into: 4 }];
		expect(read(later, [1])).toEqual({ codes: [4], unread: [] });
		expect(read(later, [2])).toEqual({ codes: [2], unread: [4] });
	});
});
