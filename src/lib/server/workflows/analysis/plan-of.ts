import type { Instrument, Measure } from '#core/instrument/index.ts';
import { plainText, questionsOf, say } from '#core/instrument/index.ts';
import type {
	BasisSource,
	Direction,
	PlanBasis,
	PlanReport,
	PlanningAssumption,
	PlanningAssumptions,
	Technique,
	TrendReport,
} from '#core/trends/index.ts';
import { assumptionsFrom, planOf as planned } from '#core/trends/index.ts';
import { demand } from '../../accounts/demand.ts';
import type { Site } from '../../site.ts';
import { listSurveys } from '../list-surveys.ts';
import { loadWaves, versionsOf } from './loaded-waves.ts';
import type { AnsweredPast } from './past-waves.ts';
import { pastWaves } from './past-waves.ts';
import { trendOf } from './trend-of.ts';

/** What somebody wants to plan. Shares are 0–1; what is left out is taken from past waves, or is what is usual. */
export interface PlanQuestion {
	readonly survey: string;
	/** A measure of the survey that is a share, the first unless given; null for a share that belongs to none. */
	readonly measure?: string | null | undefined;
	readonly share?: number | undefined;
	readonly change?: number | undefined;
	readonly size?: number | undefined;
	/** Whether both waves are planned, rather than the next one against the last. */
	readonly bothWaves: boolean;
	readonly directions: readonly Direction[];
	readonly technique?: Technique['kind'] | undefined;
	readonly deff?: number | undefined;
	readonly responseRate?: number | undefined;
	readonly overlap?: number | undefined;
	readonly correlation?: number | undefined;
	readonly controlVariance?: number | undefined;
	readonly innocuous?: number | undefined;
	readonly family?: number | undefined;
	readonly power?: number | undefined;
	readonly level?: number | undefined;
}

export type PlanAnswer =
	| { readonly kind: 'plan'; readonly report: PlanReport }
	| { readonly kind: 'unknown-survey' }
	| { readonly kind: 'unknown-measure'; readonly measure: string };

const language = 'en';

/**
 * What nobody knows is taken to be usual or safe: half the people, three points, a thousand interviews, no effect of the
 * design, waves drawn apart, four unrelated statements each true of half the people (variance 4 × ¼), an innocuous
 * statement true of a quarter, power four times in five, level one in twenty.
 */
const usual = {
	share: 0.5,
	change: 0.03,
	size: 1000,
	inBase: 1,
	deff: 1,
	overlap: 0,
	correlation: 0,
	controlVariance: 1,
	innocuous: 0.25,
	power: 0.8,
	level: 0.05,
} as const;

/** A share of 0 or 1 has no variance to plan with. */
const nearest = 0.001;

/** Plans the next wave of a survey from its past ones. */
export async function planOf(site: Site, question: PlanQuestion): Promise<PlanAnswer> {
	demand(site, 'see', question.survey);
	const { survey } = question;
	const newest = (await listSurveys(site)).find((listed) => listed.survey === survey)?.instrument;
	const answer = await trendOf(site, { survey });
	if (newest === undefined || answer.kind !== 'trend') return { kind: 'unknown-survey' };
	const { report } = answer;
	const answered = report.waves.filter(({ completed }) => completed > 0);
	const shares = newest.measures.filter(isShare);
	const { measure: id = shares[0]?.id ?? null } = question;
	const measure = shares.find((one) => one.id === id);
	if (id !== null && measure === undefined) return { kind: 'unknown-measure', measure: id };
	const past = measure === undefined ? [] : await pastOf(site, { survey, report, measure });
	const known = measure === undefined ? nothingKnown : assumptionsFrom(pastWaves(measure, past));
	const basis = basisOf({ question, report, newest, measure, past, known });
	const technique = question.technique ?? techniqueOf(measure);
	const techniques = techniquesWith(basis);
	return {
		kind: 'plan',
		report: {
			survey,
			title: report.title,
			measures: shares.map(({ id, label }) => ({ id, label: words(label) })),
			notShares: newest.measures.length - shares.length,
			measure:
				measure === undefined ? null : { id: measure.id, label: words(measure.label), base: words(measure.base) },
			basis,
			technique,
			directions: question.directions,
			waves: answered.length,
			simulated: answered.some(({ origin }) => origin === 'simulated'),
			indicative: answered.at(-1)?.indicative ?? false,
			plan: planned({
				planned: {
					from: basis.share.value,
					technique: techniques[technique],
					deff: basis.deff.value,
					overlap:
						basis.overlap.value === 0 ? null : { share: basis.overlap.value, correlation: basis.correlation.value },
					sides: question.directions.length === 1 ? 1 : 2,
					family: basis.family.value,
					level: basis.level.value,
				},
				change: basis.change.value,
				directions: question.directions,
				power: basis.power.value,
				size: basis.size.value,
				before: basis.before?.value ?? null,
				inBase: basis.inBase.value,
				responseRate: basis.responseRate?.value ?? null,
				techniques: Object.values(techniques),
			}),
		},
	};
}

const nothingKnown: PlanningAssumptions = assumptionsFrom([]);

function basisOf(args: {
	question: PlanQuestion;
	report: TrendReport;
	newest: Instrument;
	measure: Measure | undefined;
	past: readonly AnsweredPast[];
	known: PlanningAssumptions;
}): PlanReport['basis'] {
	const { question, report, newest, measure, past, known } = args;
	const last = past.findLast(({ estimate }) => estimate !== null);
	const lastAnswered = report.waves.findLast(({ completed }) => completed > 0);
	const ofLast = (wave: string, value: number): PlanBasis => ({
		value,
		from: { kind: 'waves', waves: [wave], rule: 'latest wave' },
	});
	const share = first(typed(question.share), fromPast(known.share), convention(usual.share));
	const inBase = last?.estimate && ofLast(last.wave.label, last.estimate.base.n / last.answers.dataset.rows);
	const base = last?.estimate ? { wave: last.wave.label, n: last.estimate.base.n } : undefined;
	const whole = lastAnswered && { wave: lastAnswered.label, n: lastAnswered.completed };
	const before = measure === undefined ? whole : base;
	const asked = questionsOf(newest).find(
		({ id }) => measure !== undefined && 'variable' in measure && id === measure.variable,
	);
	const innocuous = asked?.kind === 'crosswise' ? declared(asked.probability) : undefined;
	return {
		share: { ...share, value: Math.min(1 - nearest, Math.max(nearest, share.value)) },
		change: first(typed(question.change), measure && declared(measure.smallestChange), convention(usual.change)),
		size: first(typed(question.size), whole && ofLast(whole.wave, whole.n), convention(usual.size)),
		before: question.bothWaves || before === undefined ? null : ofLast(before.wave, before.n),
		inBase: first(inBase ?? undefined, convention(usual.inBase)),
		deff: first(typed(question.deff), fromPast(known.deff), convention(usual.deff)),
		responseRate: typed(question.responseRate) ?? fromPast(known.responseRate) ?? null,
		overlap: first(typed(question.overlap), fromPast(known.overlap), convention(usual.overlap)),
		correlation: first(typed(question.correlation), fromPast(known.correlation), convention(usual.correlation)),
		controlVariance: first(
			typed(question.controlVariance),
			fromPast(known.controlVariance),
			convention(usual.controlVariance),
		),
		innocuous: first(typed(question.innocuous), innocuous, convention(usual.innocuous)),
		family: first(typed(question.family), declared(familyOf(newest, report))),
		power: first(typed(question.power), convention(usual.power)),
		level: first(typed(question.level), convention(usual.level)),
	};
}

/** Every declared measure against the wave before and, once there are two waves, against the first. */
function familyOf({ measures }: Instrument, { waves }: TrendReport): number {
	const answered = waves.filter(({ completed }) => completed > 0).length;
	return Math.max(1, measures.length * (answered > 1 ? 2 : 1));
}

function techniquesWith({ controlVariance, innocuous }: PlanReport['basis']) {
	return {
		direct: { kind: 'direct' },
		'item-count': {
			kind: 'item-count',
			controlVariance: controlVariance.value,
			treatmentShare: 0.5,
			doubleList: null,
		},
		crosswise: { kind: 'crosswise', p: innocuous.value },
	} as const satisfies Record<Technique['kind'], Technique>;
}

function techniqueOf(measure: Measure | undefined): Technique['kind'] {
	return measure?.statistic === 'item-count' || measure?.statistic === 'crosswise' ? measure.statistic : 'direct';
}

function isShare({ statistic }: Measure): boolean {
	return statistic === 'share' || statistic === 'item-count' || statistic === 'crosswise';
}

/** The waves with answers, each with its estimate of the measure where it has one. */
async function pastOf(
	site: Site,
	{ survey, report, measure }: { survey: string; report: TrendReport; measure: Measure },
): Promise<AnsweredPast[]> {
	const loaded = await loadWaves(site, { survey, versions: await versionsOf(site, survey) });
	const points = report.measures.find(({ id }) => id === measure.id)?.series[0]?.points ?? [];
	return loaded.flatMap(({ wave, answers }) => {
		if (answers.dataset.rows === 0) return [];
		const estimate = points.find((point) => point.wave === wave.id)?.estimate;
		return [{ wave, answers, estimate: estimate?.kind === 'estimate' ? estimate : null }];
	});
}

function first(...candidates: readonly [...(PlanBasis | undefined)[], PlanBasis]): PlanBasis {
	const found = candidates.find((candidate) => candidate !== undefined);
	if (found === undefined) throw new RangeError('the last candidate is always given');
	return found;
}

function typed(value: number | undefined): PlanBasis | undefined {
	return value === undefined ? undefined : { value, from: { kind: 'typed' } };
}

function declared(value: number): PlanBasis {
	return { value, from: { kind: 'declared' } };
}

function convention(value: number): PlanBasis {
	return { value, from: { kind: 'convention' } };
}

function fromPast(assumption: PlanningAssumption | null): PlanBasis | undefined {
	if (assumption === null) return undefined;
	const from: BasisSource = { kind: 'waves', waves: assumption.waves, rule: assumption.rule };
	return { value: assumption.value, from };
}

function words(text: Measure['label']): string {
	return plainText(say(text, language));
}
