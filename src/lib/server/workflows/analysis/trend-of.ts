import type { Instrument, Measure, Variable } from '#core/instrument/index.ts';
import { plainText, say } from '#core/instrument/index.ts';
import type { BreakReason } from '#core/comparability/index.ts';
import type { ReportedMeasure, ReportedSeries, Trend, TrendReport, TrendWave } from '#core/trends/index.ts';
import { trends } from '#core/trends/index.ts';
import type { MadeVariable } from '#core/dataset/index.ts';
import type { QualityReading } from '#core/fieldwork/index.ts';
import type { PublishedResults } from '#core/fieldwork/index.ts';
import type { Site } from '../../site.ts';
import { madeVariables } from '../coding/coded-columns.ts';
import { listPublished } from '../published/published-rounds.ts';
import type { FollowedWave } from './comparable-waves.ts';
import { comparableWaves } from './comparable-waves.ts';
import type { Subject, Variables } from './followed.ts';
import { breakVariables, following, variableLabel, variablesToFollow, withinGroups } from './followed.ts';
import type { LoadedWave } from './loaded-waves.ts';
import { loadWaves, reportedWave, versionsOf } from './loaded-waves.ts';
import { personNumbers } from './person-numbers.ts';
import { publishedNotes, withoutGroupsNotes } from './published-notes.ts';
import { inOrderOfTime } from './published-rounds.ts';
import { readingNotes } from './reading-notes.ts';
import { rememberReport } from './remembered-reports.ts';
import { wholeLine } from './whole-line.ts';

export interface TrendQuestion {
	readonly survey: string;
	/** The declared measures unless given. */
	readonly subject?: Subject;
	/** One of the survey's break variables. */
	readonly breakBy?: string | undefined;
	/** Which responses count; as the survey's quality rules declare it unless said otherwise. */
	readonly reading?: QualityReading | undefined;
}

export type TrendAnswer =
	| { readonly kind: 'trend'; readonly report: TrendReport; readonly choices: TrendChoices }
	| { readonly kind: 'unknown-survey' }
	| { readonly kind: 'unknown-variable'; readonly variable: string };

/** What else may be asked of the survey. */
export interface TrendChoices {
	readonly measures: readonly { readonly id: string; readonly label: string }[];
	readonly variables: readonly { readonly name: string; readonly label: string }[];
	readonly breaks: readonly { readonly name: string; readonly label: string }[];
}

/** Pages of staff are in English. */
const language = 'en';

/**
 * The trend of a survey over its waves and its published rounds: weighted estimates with intervals, and what may be said of
 * change. Planned waves and pilots are left out; a wave without answers is named but has no points. Published figures are
 * of measures and of everybody together. Reports are remembered until answers or published figures change.
 */
export async function trendOf(site: Site, question: TrendQuestion): Promise<TrendAnswer> {
	const { survey, subject = { kind: 'measures' }, breakBy } = question;
	const versions = await versionsOf(site, survey);
	const newestFirst = versions.toReversed();
	const [newest] = newestFirst;
	if (newest === undefined) return { kind: 'unknown-survey' };
	const derived = await madeVariables(site, { survey });
	const variables = variablesToFollow(newestFirst, derived);
	const broken = breakVariables(newestFirst, derived);
	if (subject.kind === 'variable' && !variables.has(subject.name)) {
		return { kind: 'unknown-variable', variable: subject.name };
	}
	const groups = broken.find(({ name }) => name === breakBy);
	if (breakBy !== undefined && groups === undefined) return { kind: 'unknown-variable', variable: breakBy };

	const loaded = await loadWaves(site, { survey, versions, reading: question.reading });
	const published = subject.kind === 'measures' ? await listPublished(site, { survey }) : [];
	const stamp = JSON.stringify([
		versions.length,
		loaded.map(({ wave, answers, reading }) => [wave, answers.stamp, reading]),
		published,
	]);
	const key = JSON.stringify([survey, subject, breakBy, question.reading]);
	const report = rememberReport(site, { key, stamp }, () =>
		reportOn({
			...{ newest, versions, derived, loaded, published, subject, groups },
			followed: subjectVariable(subject, variables),
		}),
	);
	const named = (variable: Variable) => ({ name: variable.name, label: variableLabel(variable, language) });
	const measures = new Map(versions.flatMap((version) => version.measures).map((measure) => [measure.id, measure]));
	return {
		kind: 'trend',
		report,
		choices: {
			measures: [...measures.values()].map(({ id, label }) => ({ id, label: plainText(say(label, language)) })),
			variables: [...variables.values()].map(named),
			breaks: broken.map(named),
		},
	};
}

function subjectVariable(subject: Subject, variables: Variables): Variable | undefined {
	return subject.kind === 'variable' ? variables.get(subject.name) : undefined;
}

function reportOn(args: {
	newest: Instrument;
	versions: readonly Instrument[];
	derived: readonly MadeVariable[];
	loaded: readonly LoadedWave[];
	published: readonly PublishedResults[];
	subject: Subject;
	followed: Variable | undefined;
	groups: Variable | undefined;
}): TrendReport {
	const { newest, versions, derived, loaded, published, subject, followed, groups } = args;
	const words = (text: Measure['label']) => plainText(say(text, language));
	const own = loaded.map((wave) => ({ kind: 'own' as const, ...wave, reported: reportedWave(wave) }));
	const all = inOrderOfTime(own, published, versions);
	const numberOf = personNumbers();
	const line = all.flatMap((one): Placed[] => {
		if (one.kind === 'published') {
			const { compared, measures, figures, reported } = one;
			const request = { kind: 'published' as const, id: String(reported.id), figures };
			return [{ request, compared, measures: [...measures.values()] }];
		}
		const { wave, answers } = one;
		if (answers.dataset.rows === 0) return [];
		const instrument = following(one.instrument, subject, followed, derived);
		const request = {
			...{ kind: 'answered' as const, id: String(wave.id), instrument },
			...{ dataset: answers.dataset, design: answers.design },
			panel: answers.panel === null ? null : Int32Array.from(answers.panel, numberOf),
		};
		return [
			{
				request,
				compared: [{ wave, followed: instrument, imported: one.imported, unread: answers.unread }],
				measures: instrument.measures,
			},
		];
	});
	const rounds = all.filter((one) => one.kind === 'published');
	const waves = line.map(({ request }) => request);
	const compared = line.flatMap((placed) => placed.compared);
	const ledger = comparableWaves(compared, versions, derived);
	const found =
		groups === undefined
			? trends({ waves, comparable: ledger.comparable, breakBy: null })
			: trends({
					waves: waves.filter(({ kind }) => kind === 'answered'),
					comparable: comparableWaves(inGroups(compared, groups.name), versions, derived).comparable,
					breakBy: groups.name,
				});
	const series = groups === undefined ? found : found.filter(({ group }) => group !== null);
	const declared = new Map(line.flatMap(({ measures }) => measures).map((measure) => [String(measure.id), measure]));
	const names = {
		waveLabel: (id: string) => all.find(({ reported }) => reported.id === id)?.reported.label ?? id,
		measureLabel: (id: string) => words(declared.get(id)?.label ?? { [language]: id }),
	};
	const measures = [...declared.values()].map((measure): ReportedMeasure => ({
		id: measure.id,
		objective: measure.objective,
		statistic: measure.statistic,
		smallestChange: measure.smallestChange,
		label: words(measure.label),
		base: words(followed?.base ?? measure.base),
		series: series.filter((one) => one.measure === measure.id).map((one) => seriesOf(one, groups, words)),
		...(groups === undefined ? {} : { whole: wholeLine(found, measure.id, ledger.comparable) }),
		notes: [
			...readingNotes(loaded),
			...notesOn(measure.id, compared, ledger.notes),
			...(groups === undefined ? publishedNotes(measure.id, rounds, names) : withoutGroupsNotes(measure.id, rounds)),
		],
	}));
	return {
		survey: newest.survey,
		title: words(newest.title),
		population: words(newest.population),
		unit: newest.unit,
		waves: all.map(({ reported }) => reported),
		subject:
			followed === undefined
				? { kind: 'measures' }
				: { kind: 'variable', variable: { name: followed.name, label: variableLabel(followed, language) } },
		breakBy: groups === undefined ? null : { name: groups.name, label: variableLabel(groups, language) },
		measures: followed?.type !== 'code' || groups !== undefined ? measures : asOneMeasure(measures, followed),
	};
}

/** A wave or round in its place in time, with what it has of the ledger and of measures. */
interface Placed {
	readonly request: TrendWave;
	readonly compared: readonly FollowedWave[];
	readonly measures: readonly Measure[];
}

function inGroups(waves: readonly FollowedWave[], breakBy: string): FollowedWave[] {
	return waves.map((one) => ({ ...one, followed: withinGroups(one.followed, breakBy) }));
}

function seriesOf(
	trend: Trend<BreakReason>,
	groups: Variable | undefined,
	words: (text: Measure['label']) => string,
): ReportedSeries {
	const value = groups?.values.find(({ code }) => code === trend.group);
	const group =
		trend.group === null ? null : { code: trend.group, label: value ? words(value.label) : `${trend.group}` };
	// What a round does not publish is no gap in the series.
	return { group, points: trend.points.filter(({ estimate }) => !isSilent(estimate)) };
}

function isSilent(estimate: ReportedSeries['points'][number]['estimate']): boolean {
	return estimate.kind === 'absent' && estimate.reason === 'not-published';
}

/** A variable followed by itself: one measure with a series for each code. */
function asOneMeasure(codes: readonly ReportedMeasure[], variable: Variable): ReportedMeasure[] {
	const [first] = codes;
	if (first === undefined) return [];
	const label = variableLabel(variable, language);
	const series = codes.flatMap(({ id, label: ofCode, series: [whole] }) => {
		const code = Number(id.slice(id.lastIndexOf('=') + 1));
		return whole === undefined ? [] : [{ group: { code, label: ofCode }, points: whole.points }];
	});
	return [{ ...first, id: variable.name, label, series }];
}

function notesOn(
	measure: string,
	waves: readonly FollowedWave[],
	notes: (measure: string, from: string, to: string) => readonly string[],
): string[] {
	const asked = waves.filter(({ only }) => only === undefined || only.has(measure));
	const told = asked.slice(1).flatMap(({ wave }, index) => {
		const before = asked[index]?.wave;
		return before === undefined ? [] : notes(measure, before.id, wave.id).map((note) => `${wave.label}: ${note}`);
	});
	return [...new Set(told)];
}
