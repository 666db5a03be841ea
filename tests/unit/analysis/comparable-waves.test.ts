import { describe, expect, it } from 'vitest';
import { WaveId } from '#core/fieldwork/index.ts';
import { Instrument } from '#core/instrument/index.ts';
import type { FollowedWave } from '#server/workflows/analysis/comparable-waves.ts';
import { comparableWaves } from '#server/workflows/analysis/comparable-waves.ts';
import { withinGroups } from '#server/workflows/analysis/followed.ts';
import { instrumentOf } from '../trends/wave-of.ts';

const first = instrumentOf(['q', 'sex'], ['q']);

/** A later version: `q` in other words, bridged over `before` where given. */
function version(number: number, words: string, before: string | null): Instrument {
	const [section] = first.sections;
	const [q, sex] = section!.questions;
	const arm = (name: string) => ({ experiment: 'new-words', arm: name });
	const questions =
		before === null
			? [{ ...q, text: { en: words } }, sex]
			: [
					{ ...q, id: 'q_before', text: { en: before }, askIf: arm('earlier') },
					{ ...q, text: { en: words }, askIf: arm('later') },
					sex,
				];
	return Instrument.parse({
		...first,
		version: number,
		sections: [{ ...section, questions }],
		experiments: before === null ? [] : [{ id: 'new-words', label: 'New words', arms: ['earlier', 'later'] }],
		bridges: before === null ? [] : [{ experiment: 'new-words', question: 'q', before: 'q_before', since: number - 1 }],
	});
}

const second = version(2, 'Which of these do you choose?', 'Which of q?');
const third = version(3, 'Which of these do you choose?', null);
const versions = [first, second, third];
const share = 'share-q';

function wave(id: string, followed: Instrument, modes: FollowedWave['wave']['modes'] = ['web']): FollowedWave {
	const about = { label: id, modes, sampleType: 'probability', origin: 'fielded' } as const;
	return { wave: { ...about, id: WaveId.parse(id), instrumentVersion: followed.version }, followed };
}

const ids = ['a', 'b', 'c', 'd'].map((letter) => `${letter.repeat(8)}-0000-4000-8000-000000000000`);
const [a, b, c, d] = ids as [string, string, string, string];

describe('waves whose words differ', () => {
	it('are bridged by the first wave of the version that asked both wordings', () => {
		const { comparable, unbridged } = comparableWaves(
			[wave(a, first), wave(b, second), wave(c, second), wave(d, third)],
			versions,
		);
		for (const later of [b, c, d]) {
			const link = comparable(share, a, later);
			if (link.kind !== 'bridged') throw new Error(JSON.stringify(link));
			expect(link.steps).toMatchObject([
				{ wave: b, measure: { variables: ['q_before'] }, arm: { variable: 'new_words_arm', earlier: 1, later: 2 } },
			]);
			expect(unbridged(share, a, later)).toMatchObject({ kind: 'break', reasons: [{ difference: 'wording' }] });
		}
		expect(comparable(share, b, d).kind).toBe('comparable');
		expect(unbridged(share, b, d).kind).toBe('comparable');
	});

	it('are a break where the version that bridges was never fielded between them', () => {
		const { comparable } = comparableWaves([wave(a, first), wave(d, third)], versions);
		expect(comparable(share, a, d)).toEqual({
			kind: 'break',
			reasons: [{ difference: 'wording', words: 'the bridge of version 2 was never fielded between the two' }],
		});
		const early = comparableWaves([wave(b, second), wave(a, first), wave(d, third)], versions);
		expect(early.comparable(share, a, d).kind).toBe('break');
	});

	it('are a break where the wave that measured the step cannot itself be compared with both', () => {
		const { comparable } = comparableWaves([wave(a, first), wave(b, second, ['telephone']), wave(d, third)], versions);
		expect(comparable(share, a, d).kind).toBe('break');
		const again = comparableWaves(
			[wave(a, first), wave(b, second, ['telephone']), wave(c, second), wave(d, third)],
			versions,
		);
		expect(again.comparable(share, a, d)).toMatchObject({ kind: 'bridged', steps: [{ wave: c }] });
	});

	it('are bridged within groups too, whose variable narrows no wording', () => {
		const grouped = [wave(a, first), wave(b, second), wave(d, third)].map((one) => ({
			...one,
			followed: withinGroups(one.followed, 'sex'),
		}));
		const link = comparableWaves(grouped, versions).comparable(share, a, d);
		expect(link).toMatchObject({ kind: 'bridged', steps: [{ wave: b, measure: { among: [] } }] });
	});
});
