import { dayIn, monitorOf } from '#core/fieldwork/index.ts';
import type { LastWave, Monitor, MonitorFacts, PlannedWave, Wave, WaveId } from '#core/fieldwork/index.ts';
import { defaultPolicy } from '#core/disclosure/index.ts';
import { plainText, questionsOf, say } from '#core/instrument/index.ts';
import { demand } from '../../accounts/demand.ts';
import type { Site } from '../../site.ts';
import {
	countEndedByDay,
	countMemberStates,
	countResponses,
	countStrata,
	findInstrument,
	listBegunByStratum,
	listPageTimes,
	listQuestionTallies,
	listTallies,
	listWaves,
} from '../../storage/index.ts';
import type { BegunCount, MemberState, StratumCount } from '../../storage/index.ts';
import { interviewsOf, isUnderWay } from './interviews-of.ts';
import { lastDesignEffect } from './last-design-effect.ts';
import { findPlanned } from './planned.ts';
import { remembering } from './remembering.ts';
import { keptPeople } from './retention/kept-counts.ts';

type Strata = NonNullable<MonitorFacts['sample']>['strata'];

/** A column with more values than this is no stratum but, say, an organisation of each member. */
const mostGroups = 40;

/** What takes longest to count is counted again after half a minute; what is over, never. */
const rememberedStrata = remembering<readonly StratumCount[]>(30_000);
const rememberedCount = remembering<number>(30_000);
const rememberedDays = remembering<MonitorFacts['tallies']>(Infinity);

/**
 * A wave under way, or as it was: counts by day, stratum, language, source and page, masked. It is made of tallies, of
 * indexes and of columns beside the answers; no answer is read. Undefined for a wave that the survey does not have.
 */
export async function monitorOfWave(site: Site, args: { survey: string; wave: WaveId }): Promise<Monitor | undefined> {
	demand(site, 'field', args.survey);
	const planned = await findPlanned(site, args);
	return planned === undefined ? undefined : monitorOf(await factsOf(site, planned));
}

async function factsOf(site: Site, planned: PlannedWave): Promise<MonitorFacts> {
	const { wave } = planned;
	const today = dayIn(site.clock.now(), wave.timeZone);
	return {
		...planned,
		today,
		rule: { fewest: defaultPolicy.minimumWatched, width: defaultPolicy.protectionWidth },
		counts: await interviewsOf(site, wave),
		sample: await sampleOf(site, wave),
		tallies: await talliesOf(site, wave),
		questions: await questionsAsked(site, wave, today),
		last: await lastWave(site, wave),
		designEffect: await designEffectFor(site, wave),
	};
}

async function sampleOf(site: Site, wave: Wave): Promise<MonitorFacts['sample']> {
	if (wave.identityMode === 'anonymous') return null;
	const { reader } = site.storage;
	const kept = await keptPeople(site, wave);
	const states = kept?.members ?? (await countMemberStates(reader, { wave: wave.id }));
	const of = (...some: MemberState[]) => some.reduce((all, state) => all + states[state], 0);
	return {
		sampled: Object.values(states).reduce((all, count) => all + count, 0),
		dispositions: {
			complete: of('answered'),
			partial: 0,
			refused: of('declined', 'opted-out'),
			notContacted: 0,
			other: 0,
			unknown: of('ready', 'bounced'),
			notEligible: of('ineligible'),
		},
		strata: strataOf(
			kept?.strata ?? (await rememberedStrata(site, wave.id, () => countStrata(reader, { wave: wave.id }))),
			await listBegunByStratum(reader, { wave: wave.id }),
		),
	};
}

type Counted = { sampled: number; completed: number; declined: number };

function strataOf(counted: readonly StratumCount[], begun: readonly BegunCount[]): Strata {
	const startedOf = (column: string, value: string) =>
		begun.find((one) => one.column === column && one.value === value)?.count ?? 0;
	const columns = new Map<string, Map<string, Counted>>();
	for (const { column, value, state, count } of counted) {
		const groups = columns.get(column) ?? new Map<string, Counted>();
		columns.set(column, groups);
		const group = groups.get(value) ?? { sampled: 0, completed: 0, declined: 0 };
		groups.set(value, group);
		group.sampled += count;
		if (state === 'answered') group.completed += count;
		if (state === 'declined' || state === 'opted-out') group.declined += count;
	}
	return [...columns]
		.filter(([, groups]) => groups.size <= mostGroups)
		.map(([column, groups]) => ({
			column,
			groups: [...groups]
				.map(([value, group]) => ({ value, started: startedOf(column, value), ...group }))
				.toSorted((a, b) => b.sampled - a.sampled || a.value.localeCompare(b.value)),
		}));
}

/** A wave from before there were tallies, or from a file or the simulator, is counted by the days of its responses. */
async function talliesOf(site: Site, wave: Wave): Promise<MonitorFacts['tallies']> {
	const { reader } = site.storage;
	const tallies = await listTallies(reader, { wave: wave.id });
	if (tallies.length > 0 || isUnderWay(wave)) return tallies;
	const completed = await rememberedCount(site, wave.id, async () => {
		return (await countResponses(reader, { wave: wave.id })).completed;
	});
	return rememberedDays(site, `${wave.id} ${completed}`, async () => {
		const ended = await countEndedByDay(reader, { wave: wave.id });
		return ended.map(({ outcome, ...rest }) => ({ ...rest, stage: outcome, source: '' }));
	});
}

async function questionsAsked(site: Site, wave: Wave, today: string): Promise<MonitorFacts['questions']> {
	const { reader } = site.storage;
	const { survey, instrumentVersion: version } = wave;
	const instrument = await findInstrument(reader, { survey, version });
	if (instrument === undefined) throw new Error(`wave ${wave.id} is of a version that is not stored`);
	const tallied = await listQuestionTallies(reader, { wave: wave.id, today });
	if (tallied.length === 0) return [];
	const of = new Map(tallied.map((tally) => [tally.question, tally]));
	const times = new Map<string, Map<number, number>>();
	for (const { question, band, count } of await listPageTimes(reader, { wave: wave.id })) {
		times.set(question, (times.get(question) ?? new Map<number, number>()).set(band, count));
	}
	return questionsOf(instrument).map(({ id, text }) => {
		const { answered = 0, standing = 0, standingToday = 0 } = of.get(id) ?? {};
		const words = plainText(say(text, 'en'));
		return { id, words, answered, standing, standingToday, times: times.get(id) ?? new Map() };
	});
}

async function designEffectFor(site: Site, wave: Wave): Promise<MonitorFacts['designEffect']> {
	const last = await waveBefore(site, wave);
	return last === undefined ? null : lastDesignEffect(site, last);
}

/** The last wave before this one that is over. */
async function waveBefore(site: Site, { survey, number }: Wave): Promise<Wave | undefined> {
	const waves = await listWaves(site.storage.reader, { survey });
	return waves.findLast((one) => one.number < number && !isUnderWay(one));
}

async function lastWave(site: Site, wave: Wave): Promise<LastWave | null> {
	const last = await waveBefore(site, wave);
	if (last === undefined) return null;
	const ofDay = new Map<string, number>();
	for (const { day, stage, count } of await talliesOf(site, last)) {
		if (stage === 'completed') ofDay.set(day, (ofDay.get(day) ?? 0) + count);
	}
	const days = [...ofDay].toSorted(([a], [b]) => a.localeCompare(b));
	let completed = 0;
	const opensOn = last.opensOn ?? days[0]?.[0];
	if (opensOn === undefined || days.length === 0) return null;
	return { label: last.label, opensOn, days: days.map(([day, count]) => ({ day, completed: (completed += count) })) };
}
