import type { Instrument } from '../../instrument/index.ts';
import type { WaveId } from '../wave.ts';
import { medianLength } from './length.ts';
import type { LookedAt } from './response.ts';
import type { QualityRule, QualityRules } from './rules.ts';
import { runsOf } from './straight-lines.ts';

/** The wave that a rule takes its limit from. */
export function calibratedOn(rule: QualityRule): WaveId | undefined {
	const limit = rule.kind === 'speed' ? rule.fasterThan : rule.kind === 'straight-lining' ? rule.run : undefined;
	return limit?.kind === 'calibrated' ? limit.wave : undefined;
}

/** The completed responses of a wave that rules take their limits from. */
export interface CalibrationWave {
	readonly instrument: Instrument;
	readonly responses: readonly LookedAt[];
}

export type FrozenRules =
	| { readonly kind: 'frozen'; readonly rules: QualityRules }
	/** The wave has nothing that the limit could be taken from. */
	| { readonly kind: 'nothing-to-calibrate-on'; readonly rule: string; readonly wave: WaveId };

/**
 * Works out each limit that is taken from a wave, once, and puts the number down with the wave's name: from then on the rule
 * means that number, whatever happens to the wave. A share of the median length is rounded down to whole seconds.
 */
export function freezeRules(declared: QualityRules, waves: ReadonlyMap<WaveId, CalibrationWave>): FrozenRules {
	const frozen: QualityRule[] = [];
	for (const rule of declared.rules) {
		const wave = calibratedOn(rule);
		if (wave === undefined) frozen.push(rule);
		else {
			const one = calibrated(rule, waves.get(wave));
			if (one === undefined) return { kind: 'nothing-to-calibrate-on', rule: rule.id, wave };
			frozen.push(one);
		}
	}
	return { kind: 'frozen', rules: { ...declared, rules: frozen } };
}

function calibrated(rule: QualityRule, wave: CalibrationWave | undefined): QualityRule | undefined {
	if (wave === undefined) return undefined;
	if (rule.kind === 'speed' && rule.fasterThan.kind === 'calibrated') {
		const known = wave.responses.flatMap(({ seconds }) => (seconds === null ? [] : [seconds]));
		const median = medianLength(known);
		if (median === undefined) return undefined;
		return { ...rule, fasterThan: { ...rule.fasterThan, seconds: Math.floor(rule.fasterThan.share * median) } };
	}
	if (rule.kind === 'straight-lining' && rule.run.kind === 'calibrated') {
		const runs = runsOf(wave.instrument, rule);
		const longest = wave.responses.flatMap((response) => {
			const found = runs(response).map(({ run }) => run);
			return found.length === 0 ? [] : [Math.max(...found)];
		});
		const rows = exceededBy(longest, rule.run.share);
		return rows === undefined ? undefined : { ...rule, run: { ...rule.run, rows: Math.max(2, rows) } };
	}
	return rule;
}

/** The least run that no more than `share` of people reached. */
function exceededBy(longest: readonly number[], share: number): number | undefined {
	if (longest.length === 0) return undefined;
	const most = longest.reduce((a, b) => Math.max(a, b), 0);
	for (let rows = 1; rows <= most; rows++) {
		if (longest.filter((run) => run >= rows).length <= share * longest.length) return rows;
	}
	return most + 1;
}
