import type { BreakReason } from '#core/comparability/index.ts';
import type { Estimate } from '#core/estimation/index.ts';
import type { Instrument, Measure, Question } from '#core/instrument/index.ts';
import { plainText, questionsOf, say } from '#core/instrument/index.ts';
import type {
	Point,
	ReportedMeasure,
	ReportedSeries,
	SensitiveQuestion,
	SensitiveReport,
	SensitiveWave,
	Sign,
	TrendReport,
} from '#core/trends/index.ts';
import { demand } from '../../accounts/demand.ts';
import type { Site } from '../../site.ts';
import type { BesideDirect } from './beside-direct.ts';
import { besideDirect } from './beside-direct.ts';
import { crosswiseSigns } from './crosswise-signs.ts';
import { breakVariables } from './followed.ts';
import { listIn, listSigns } from './list-signs.ts';
import type { LoadedWave } from './loaded-waves.ts';
import { loadWaves, versionsOf } from './loaded-waves.ts';
import { trendOf } from './trend-of.ts';
import { undeclaredTrend } from './undeclared-trend.ts';

export interface SensitiveRequest {
	readonly survey: string;
	/**
	 * By question the measure to set beside it, null for none. Where a question is not named, the measure whose id says that
	 * it asks the same directly: `use-direct` beside `use-crosswise`.
	 */
	readonly beside: ReadonlyMap<string, string | null>;
}

export type SensitiveAnswer =
	| { readonly kind: 'sensitive'; readonly report: SensitiveReport }
	| { readonly kind: 'unknown-survey' }
	| { readonly kind: 'unknown-measure'; readonly measure: string };

type Indirect = Extract<Question, { kind: 'item-count' | 'crosswise' }>;

const language = 'en';
const smallBase = 50;

/** Every item-count and crosswise question of a survey over its waves, beside direct answers, with what tells against it. */
export async function sensitiveOf(site: Site, { survey, beside }: SensitiveRequest): Promise<SensitiveAnswer> {
	demand(site, 'see', survey);
	const answer = await trendOf(site, { survey });
	if (answer.kind !== 'trend') return { kind: 'unknown-survey' };
	const { report } = answer;
	const versions = await versionsOf(site, survey);
	const shares = new Set(
		versions.flatMap(({ measures }) => measures.filter(({ statistic }) => statistic === 'share').map(({ id }) => id)),
	);
	const unknown = [...beside.values()].find((measure) => measure !== null && !shares.has(measure));
	if (unknown !== undefined && unknown !== null) return { kind: 'unknown-measure', measure: unknown };
	const waves = (await loadWaves(site, { survey, versions })).filter(({ answers }) => answers.dataset.rows > 0);
	const questions = indirectQuestions(versions.toReversed()).flatMap((question) => {
		const told = questionOn({ question, versions, waves, report, beside: beside.get(question.id) });
		return told === undefined ? [] : [told];
	});
	return {
		kind: 'sensitive',
		report: {
			...{ survey: report.survey, title: report.title, population: report.population },
			waves: report.waves.filter(({ published }) => published === null),
			questions,
		},
	};
}

/** As the newest version that asks them has them. */
function indirectQuestions(newestFirst: readonly Instrument[]): Indirect[] {
	const found = new Map<string, Indirect>();
	for (const question of newestFirst.flatMap(questionsOf)) {
		const isIndirect = question.kind === 'item-count' || question.kind === 'crosswise';
		if (isIndirect && !found.has(question.id)) found.set(question.id, question);
	}
	return [...found.values()];
}

function questionOn(args: {
	question: Indirect;
	versions: readonly Instrument[];
	waves: readonly LoadedWave[];
	report: TrendReport;
	beside: string | null | undefined;
}): SensitiveQuestion | undefined {
	const { question, versions, waves, report, beside } = args;
	const measures = new Map(versions.flatMap((version) => version.measures).map((measure) => [measure.id, measure]));
	const declared = [...measures.values()].find(
		(measure) => measure.statistic === question.kind && measure.variable === question.id,
	);
	const indirect = declared ?? measureOf(question);
	const series =
		declared === undefined
			? undeclaredTrend(indirect, { waves, versions })
			: report.measures.find(({ id }) => id === declared.id);
	const shares = [...measures.values()].filter(({ statistic }) => statistic === 'share');
	const asksDirectly = beside === undefined ? directNameOf(indirect.id) : beside;
	const direct = shares.find(({ id }) => id === asksDirectly);
	const openly = report.measures.find(({ id }) => id === direct?.id) ?? null;
	const items = question.kind === 'item-count' ? question.items.length : null;
	const pairs = waves.map((wave) => (direct === undefined ? apart : besideDirect(wave, { indirect, direct, items })));
	const measure = series ?? withoutAnswers(indirect);
	return {
		id: question.id,
		statement: words(question.kind === 'crosswise' ? question.sensitive : question.sensitive.label),
		asked: askedAs(question),
		measure,
		direct: openly,
		combined: combinedSeries(
			measure,
			pairs.map(({ combined }) => combined),
		),
		choices: shares.map(({ id, label }) => ({ id, label: words(label) })),
		waves: waves.map((wave, at) => waveOn(question.id, wave, pairs[at] ?? apart, [measure, openly])),
	};
}

const apart: BesideDirect = { difference: null, combined: null, direct: null };

function waveOn(
	id: string,
	{ wave, instrument, answers: { dataset, design } }: LoadedWave,
	{ difference, direct }: BesideDirect,
	[indirectly, openly]: readonly [ReportedMeasure, ReportedMeasure | null],
): SensitiveWave {
	const question = questionsOf(instrument).find((one) => one.id === id);
	const signs = (): SensitiveWave['signs'] => {
		if (question?.kind === 'item-count') {
			const list = listIn(dataset, id, question.items.length);
			return list === undefined
				? null
				: listSigns({ dataset, design, list, breaks: breakVariables([instrument]), direct });
		}
		if (question?.kind !== 'crosswise') return null;
		const [indirectValue, directValue] = [valueIn(indirectly, wave.id), valueIn(openly, wave.id)];
		const beside =
			indirectValue === undefined || directValue === undefined
				? null
				: { indirect: indirectValue, direct: directValue };
		return crosswiseSigns({ dataset, design, question: id, probability: question.probability, beside });
	};
	return { wave: wave.id, difference, belowDirect: belowDirect(difference), signs: signs() };
}

function belowDirect(difference: Estimate | null): Sign {
	if (difference === null) return 'not-tested';
	return difference.interval.upper < 0 ? 'some-sign' : 'no-sign';
}

function askedAs(question: Indirect): SensitiveQuestion['asked'] {
	return question.kind === 'item-count'
		? { kind: 'item-count', items: question.items.map(({ label }) => words(label)) }
		: {
				kind: 'crosswise',
				innocuous: words(question.innocuous),
				probability: question.probability,
				source: question.probabilitySource,
			};
}

/** The combined estimates as a series beside that of the list: where that breaks, this one does. */
function combinedSeries(measure: ReportedMeasure, estimates: readonly (Estimate | null)[]): ReportedSeries | null {
	const [list] = measure.series;
	if (list === undefined || estimates.every((one) => one === null)) return null;
	return {
		group: null,
		points: list.points.map((point, at): Point<BreakReason> => {
			const estimate = estimates[at] ?? null;
			return {
				...point,
				estimate: estimate ?? { kind: 'absent', reason: 'not-asked', n: 0 },
				smallBase: estimate !== null && estimate.base.n < smallBase,
				comparisons: [],
			};
		}),
	};
}

function valueIn(measure: ReportedMeasure | null, wave: string): number | undefined {
	const estimate = measure?.series[0]?.points.find((point) => point.wave === wave)?.estimate;
	return estimate?.kind === 'estimate' ? estimate.value : undefined;
}

/** `use-crosswise` and `bought-item-count` have their direct counterparts in `use-direct` and `bought-direct`. */
function directNameOf(id: string): string {
	return id.replace(/-(item-count|crosswise)$/, '-direct');
}

function measureOf(question: Indirect): Measure {
	const common = { id: question.id, base: question.base, objective: null, among: [], smallestChange: 0.03 };
	return question.kind === 'item-count'
		? { ...common, label: question.sensitive.label, statistic: 'item-count', variable: question.id }
		: { ...common, label: question.sensitive, statistic: 'crosswise', variable: question.id };
}

function withoutAnswers(measure: Measure): ReportedMeasure {
	const { id, objective, statistic, smallestChange } = measure;
	return {
		...{ id, objective, statistic, smallestChange, label: words(measure.label), base: words(measure.base) },
		series: [],
		notes: [],
	};
}

function words(text: Measure['label']): string {
	return plainText(say(text, language));
}
