import type {
	BeforeAfterReport,
	ChangeList,
	PlanReport,
	ReportedMeasure,
	ReportedWave,
	SensitiveReport,
	TrendReport,
} from '#core/trends/index.ts';
import { isFigured } from '#core/trends/index.ts';
import { effectFinding, verdictSentences } from '#ui/before-after/intervention-words.ts';
import { matchedFinding } from '#ui/before-after/matched-words.ts';
import { changesFinding, tallyLines } from '#ui/changes/changes-words.ts';
import { findingWords, sizeWords } from '#ui/plan/plan-words.ts';
import { findingOf } from '#ui/trend/finding.ts';
import { intervalWords, quantityOf, valueWords } from '#ui/trend/quantity.ts';
import { absenceWords } from '#ui/trend/verdict-words.ts';
import { originSentence } from '#ui/trend/wave-words.ts';

/** What a saved view shows now. */
export type ShownView =
	| { readonly kind: 'trend'; readonly report: TrendReport }
	| { readonly kind: 'changes'; readonly report: TrendReport; readonly list: ChangeList | null }
	| { readonly kind: 'sensitive'; readonly report: SensitiveReport }
	| { readonly kind: 'before-after'; readonly report: BeforeAfterReport }
	| { readonly kind: 'plan'; readonly report: PlanReport }
	/** A page whose figures are a table too large for a report. */
	| { readonly kind: 'on-its-page' }
	/** What it showed is not there any more. */
	| { readonly kind: 'gone' };

/** A view in a few lines, as it stands in a report. */
export interface Summed {
	/** Each a sentence without a full stop. */
	readonly findings: readonly string[];
	readonly table: SummedTable | null;
	/** What must be known to read it. */
	readonly notes: readonly string[];
}

export interface SummedTable {
	readonly caption: string;
	readonly waves: readonly string[];
	/** A row a group; the label is empty for the whole sample. */
	readonly rows: readonly { readonly label: string; readonly cells: readonly SummedCell[] }[];
}

/** A figure with its interval, or in place of both why there is none. */
export interface SummedCell {
	readonly words: string;
	readonly interval: string | null;
}

const none: Summed = { findings: [], table: null, notes: [] };

/** The findings of a view, and where it is of one measure its figures. */
export function summedUp(shown: ShownView): Summed {
	switch (shown.kind) {
		case 'trend':
			return trendSummed(shown.report);
		case 'changes': {
			const { list, report } = shown;
			if (list === null) return { ...none, findings: ['No wave has answers yet'] };
			const counts = tallyLines(list.tally, list.changes).map(({ count, words }) => `${count} ${words}`);
			return { ...none, findings: [changesFinding(list), counts.join('; ')], notes: origin(report.waves) };
		}
		case 'sensitive': {
			const { questions, waves } = shown.report;
			return { ...none, findings: questions.map(({ measure }) => findingOf(measure, waves)), notes: origin(waves) };
		}
		case 'before-after':
			return beforeAfterSummed(shown.report);
		case 'plan': {
			const notes = shown.report.simulated ? ['Past waves are simulated: no person gave those answers.'] : [];
			return { ...none, findings: [findingWords(shown.report), ...sizeWords(shown.report).map(unstopped)], notes };
		}
		case 'on-its-page':
			return { ...none, notes: ['Its table is on its page.'] };
		case 'gone':
			return {
				...none,
				notes: ['What this view showed is not there any more: a measure, a column or a wave was taken away.'],
			};
	}
}

function trendSummed({ measures, waves, breakBy, subject }: TrendReport): Summed {
	const noun = breakBy === null && subject.kind === 'variable' ? 'answer' : 'group';
	const [only, another] = measures;
	return {
		findings: measures.map((measure) => findingOf(measure, waves, noun)),
		table: only === undefined || another !== undefined ? null : tableOf(only, waves),
		notes: [...origin(waves.filter(isFigured)), ...(measures.length > 1 ? [] : (only?.notes ?? []))],
	};
}

function tableOf({ label, series, statistic }: ReportedMeasure, waves: readonly ReportedWave[]): SummedTable | null {
	const told = waves.filter(({ id }) => series.some(({ points }) => points.some(({ wave }) => wave === id)));
	if (told.length === 0) return null;
	const quantity = quantityOf(statistic);
	const cell = (points: ReportedMeasure['series'][number]['points'], id: string): SummedCell => {
		const estimate = points.find(({ wave }) => wave === id)?.estimate;
		if (estimate === undefined) return { words: '', interval: null };
		if (estimate.kind === 'absent') return { words: absenceWords(estimate.reason), interval: null };
		const { value, lower, upper } = estimate.truncated ?? { value: estimate.value, ...estimate.interval };
		return { words: valueWords(value, quantity), interval: intervalWords({ lower, upper }, quantity) };
	};
	return {
		caption: `${label}, 95% intervals`,
		waves: told.map((wave) => wave.label),
		rows: series.map(({ group, points }) => ({
			label: group?.label ?? '',
			cells: told.map(({ id }) => cell(points, id)),
		})),
	};
}

function beforeAfterSummed({ view: { found }, waves }: BeforeAfterReport): Summed {
	if (found.kind === 'matched-people') {
		const used = waves.filter(({ id }) => found.waves.includes(id));
		return { ...none, findings: [matchedFinding(found)], notes: origin(used) };
	}
	if (found.kind !== 'intervention-effect') return { ...none, notes: ['There is nothing to show of it.'] };
	const findings = [effectFinding(found), ...verdictSentences(found).map(unstopped)];
	return { ...none, findings, notes: origin(found.waves) };
}

function origin(waves: readonly ReportedWave[]): string[] {
	const sentence = originSentence(waves);
	return sentence === null ? [] : [sentence];
}

function unstopped(sentence: string): string {
	return sentence.replace(/\.$/, '');
}
