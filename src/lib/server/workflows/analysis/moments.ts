import type { Instrument, Measure } from '#core/instrument/index.ts';
import { codebook, plainText, say, variablesMeasured } from '#core/instrument/index.ts';
import type { Moment } from '#core/trends/index.ts';
import type { LoadedWave } from './loaded-waves.ts';

/** A moment with the rows that are at it. */
export interface MomentRows extends Moment {
	readonly at: (wave: LoadedWave) => { readonly has: (row: number) => boolean } | null;
}

/** A measure to follow from one moment to the other, without its condition on the stage. */
export interface FollowedMeasure {
	/** The same id in each version. */
	readonly id: string;
	readonly label: string;
	readonly measure: Measure;
	readonly stage: string | null;
}

/**
 * The column by which a questionnaire tells where people stand: the one in which measures differ that are the same but for
 * the codes of that column that they are about, as in *before* and *after*.
 */
export function stageVariable({ measures }: Instrument): string | undefined {
	const counts = new Map<string, number>();
	for (const { variable, members } of stagedFamilies(measures))
		counts.set(variable, (counts.get(variable) ?? 0) + members.length);
	return [...counts].toSorted(([, a], [, b]) => b - a)[0]?.[0];
}

/** Where people stand, then the waves in which people are known again. */
export function momentsOf(newest: Instrument, waves: readonly LoadedWave[]): MomentRows[] {
	const stage = stageVariable(newest);
	const values = codebook(newest).find(({ name }) => name === stage)?.values ?? [];
	const stages = values.map(({ code, label }): MomentRows => ({
		id: `stage.${code}`,
		kind: 'stage',
		label: words(label),
		at: ({ answers }) => {
			const column = stage === undefined ? undefined : answers.dataset.columns.get(stage);
			if (column?.kind !== 'code') return null;
			const { codes } = column;
			return { has: (row) => codes[row] === code };
		},
	}));
	const linked = waves.filter(({ answers }) => answers.panel !== null);
	if (linked.length < 2) return stages;
	return [
		...stages,
		...linked.map(({ wave }): MomentRows => ({
			id: `wave.${wave.id}`,
			kind: 'wave',
			label: wave.label,
			at: (of) => (of.wave.id === wave.id ? { has: () => true } : null),
		})),
	];
}

/** The two moments that measures are declared for, or the first and the last wave. */
export function usualMoments(
	newest: Instrument,
	moments: readonly Moment[],
): { readonly before: Moment | undefined; readonly after: Moment | undefined } {
	const [family] = stagedFamilies(newest.measures);
	const codes = (family?.members ?? []).flatMap((measure) => codesOn(measure, family?.variable ?? '')[0] ?? []);
	const [first, second] = codes.toSorted((a, b) => a - b);
	const stage = (code: number | undefined) => moments.find(({ id }) => id === `stage.${code}`);
	const [before, after] = [stage(first), stage(second)];
	if (before && after) return { before, after };
	const waves = moments.filter(({ kind }) => kind === 'wave');
	return { before: waves[0], after: waves.at(-1) };
}

/**
 * What can be followed in each person: shares, means and scores. From stage to stage a measure that is declared for one
 * stage alone is left out; one that is declared for several is one measure.
 */
export function followedMeasures({ measures }: Instrument, kind: Moment['kind']): FollowedMeasure[] {
	const direct = measures.filter(({ statistic }) => statistic !== 'item-count' && statistic !== 'crosswise');
	if (kind === 'wave')
		return direct.map((measure) => ({ id: measure.id, label: words(measure.label), measure, stage: null }));
	const families = stagedFamilies(direct);
	return direct.flatMap((measure): FollowedMeasure[] => {
		const family = families.find(({ members }) => members.includes(measure));
		if (family === undefined)
			return measure.among.some(({ variable }) => families.some((one) => one.variable === variable))
				? []
				: [{ id: measure.id, label: words(measure.label), measure, stage: null }];
		if (family.members[0] !== measure) return [];
		const label = sharedWords(family.members.map((member) => words(member.label)));
		return [{ id: measure.id, label, measure, stage: family.variable }];
	});
}

interface Family {
	readonly variable: string;
	readonly members: readonly Measure[];
}

/** Measures that are the same but for the codes of one column that they are about. */
function stagedFamilies(measures: readonly Measure[]): Family[] {
	const families = new Map<string, { variable: string; members: Measure[] }>();
	for (const measure of measures)
		for (const { variable } of measure.among) {
			const key = JSON.stringify([variable, definitionOf(withoutStage(measure, variable))]);
			const family = families.get(key) ?? { variable, members: [] };
			family.members.push(measure);
			families.set(key, family);
		}
	return [...families.values()].filter(({ members }) => members.length > 1);
}

export function withoutStage(measure: Measure, stage: string | null): Measure {
	return { ...measure, among: measure.among.filter(({ variable }) => variable !== stage) };
}

function definitionOf(measure: Measure): unknown {
	const codes = measure.statistic === 'share' ? measure.codes : null;
	return [measure.statistic, variablesMeasured(measure), codes, measure.among];
}

function codesOn({ among }: Measure, stage: string): readonly number[] {
	return among.find(({ variable }) => variable === stage)?.codes ?? [];
}

/** What labels have in common from their start, without the comma or the word that was cut. */
function sharedWords(labels: readonly string[]): string {
	const [first = ''] = labels;
	let length = first.length;
	for (const label of labels) while (!label.startsWith(first.slice(0, length))) length--;
	const shared = first.slice(0, length);
	const whole = length === first.length ? shared : shared.slice(0, Math.max(shared.lastIndexOf(' '), 0));
	return whole.replace(/[\s,:;–-]+$/u, '') || first;
}

function words(text: Measure['label']): string {
	return plainText(say(text, 'en'));
}
