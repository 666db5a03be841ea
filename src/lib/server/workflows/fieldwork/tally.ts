import { defaultPolicy } from '#core/disclosure/index.ts';
import { bandOf, dayIn, pageTimeBands } from '#core/fieldwork/index.ts';
import type { Wave, WaveId } from '#core/fieldwork/index.ts';
import type { Site } from '../../site.ts';
import { addTallies, countStrata } from '../../storage/index.ts';
import type { PageTime, Storage, Tally } from '../../storage/index.ts';
import { remembering } from './remembering.ts';
import type { InterviewRow, InterviewStore, KeptChange, StartedInterview } from '../interview/fieldwork.ts';

/** Tallies of fewer interviews than this are kept in memory, so that what is stored belongs to none of them. */
export const enoughToStore = 20;

/** The longest, in milliseconds, that tallies of enough interviews wait: for how long, chance says. */
const longestDelay = 5000;

/** What is counted of a wave since it was last stored. */
interface Pending {
	readonly tallies: Map<string, Tally>;
	readonly pageTimes: Map<string, PageTime>;
	/** Whose: by the lookup of their interview. Where people hold tokens, only those who have ended. */
	readonly interviews: Set<string>;
	/** Where a used token stands beside a ballot, details wait for many used tokens. */
	readonly isGuarded: boolean;
}

const pendingBySite = new WeakMap<Storage, Map<WaveId, Pending>>();
const timers = new WeakMap<Storage, NodeJS.Timeout>();

type Fielded = Pick<Wave, 'id' | 'timeZone' | 'identityMode'> & {
	/** What the sample says of whoever is invited, by the columns that tell groups apart. */
	readonly groups?: Readonly<Record<string, string>>;
};

/** A wave's store of interviews, with each that begins, goes on or ends counted once it is stored. */
export function tallied(site: Site, wave: Fielded, store: InterviewStore): InterviewStore {
	return {
		...store,
		insert: async ({ start, ...rest }) => {
			let counting = () => {};
			await store.insert({
				...rest,
				start: (arms) => {
					const started = start(arms);
					counting = () => tallyStart(site, wave, started);
					return started;
				},
			});
			counting();
		},
		change: async ({ change, ...rest }) => {
			let counting = () => {};
			const result = await store.change({
				...rest,
				change: (row, now) => {
					const kept = change(row, now);
					counting = () => tallyChange(site, wave, row, kept);
					return kept;
				},
			});
			counting();
			return result;
		},
	};
}

/**
 * Stores what is counted, that of each wave in a transaction of its own. *enough*: of waves to which enough interviews
 * contributed. *hour*: of others too, but not where people hold tokens. *last*: of all, as when a wave closes or the server
 * stops; where people hold tokens and fewer ended than would be enough, without what would tell of single interviews.
 */
export async function storeTallies(
	site: Site,
	{ when, only }: { when: 'enough' | 'hour' | 'last'; only?: WaveId },
): Promise<void> {
	const pending = pendingBySite.get(site.storage) ?? new Map<WaveId, Pending>();
	for (const [wave, counted] of pending) {
		if (only !== undefined && only !== wave) continue;
		const isEnough = counted.interviews.size >= enoughToStore;
		if (!isEnough && (when === 'enough' || (when === 'hour' && counted.isGuarded))) continue;
		pending.delete(wave);
		const stored = isEnough || !counted.isGuarded ? await inLargeGroups(site, wave, whole(counted)) : bare(counted);
		await addTallies(site.storage.writer, { wave, ...stored });
	}
}

function tallyStart(site: Site, wave: Fielded, { row, state, at }: StartedInterview): void {
	const pending = pendingOf(site, wave);
	const { language, source = '' } = state;
	count(pending, { day: today(site, wave), stage: 'started', source, language }, 1);
	// Without a day, which could tell of somebody whose group is small when they answered.
	for (const [column, stratum] of Object.entries(wave.groups ?? {})) {
		count(pending, { day: '', stage: `begun:${column}`, stratum }, 1);
	}
	if (at !== undefined) count(pending, { day: row.startedDay, stage: `at:${at.id}` }, 1);
	if (!pending.isGuarded) contributed(site, pending, row);
}

function tallyChange(site: Site, wave: Fielded, row: InterviewRow, { states, ending }: KeptChange<unknown>): void {
	if (states === undefined) return;
	const pending = pendingOf(site, wave);
	const { before, after, at } = states;
	const day = today(site, wave);
	for (const question of Object.keys(after.answers)) {
		if (Object.hasOwn(before.answers, question)) continue;
		count(pending, { day, stage: `answered:${question}` }, 1);
		if (before.clock === undefined || after.clock === undefined) continue;
		time(pending, question, bandOf(pageTimeBands, after.clock.spent - before.clock.spent));
	}
	if (at.before?.id !== at.after?.id) {
		if (at.before !== undefined) count(pending, { day: row.startedDay, stage: `at:${at.before.id}` }, -1);
		if (at.after !== undefined) count(pending, { day: row.startedDay, stage: `at:${at.after.id}` }, 1);
	}
	if (ending !== undefined) {
		const { outcome, source } = ending.response;
		count(pending, { day, stage: outcome, source: source ?? '', language: after.language }, 1);
	}
	if (ending !== undefined || !pending.isGuarded) contributed(site, pending, row);
}

function whole({ tallies, pageTimes }: Pending): { tallies: Tally[]; pageTimes: PageTime[] } {
	return { tallies: [...tallies.values()].filter((tally) => tally.count !== 0), pageTimes: [...pageTimes.values()] };
}

/** Groups of fewer people than the monitor shows are told of nowhere: who of them began would be known. */
async function inLargeGroups(
	site: Site,
	wave: WaveId,
	{ tallies, pageTimes }: { tallies: Tally[]; pageTimes: PageTime[] },
): Promise<{ tallies: Tally[]; pageTimes: PageTime[] }> {
	const isOfGroup = ({ stage }: Tally) => stage.startsWith('begun:');
	if (!tallies.some(isOfGroup)) return { tallies, pageTimes };
	const sizes = await rememberedSizes(site, wave, () => groupSizes(site, wave));
	const isLarge = ({ stage, stratum }: Tally) =>
		(sizes.get(JSON.stringify([stage.slice('begun:'.length), stratum])) ?? 0) >= defaultPolicy.minimumWatched;
	return { tallies: tallies.filter((tally) => !isOfGroup(tally) || isLarge(tally)), pageTimes };
}

/** People of a wave's sample by column and value, as JSON; a sample seldom grows once people answer. */
const rememberedSizes = remembering<ReadonlyMap<string, number>>(10 * 60_000);

async function groupSizes({ storage: { reader } }: Site, wave: WaveId): Promise<ReadonlyMap<string, number>> {
	const sizes = new Map<string, number>();
	for (const { column, value, count } of await countStrata(reader, { wave })) {
		const key = JSON.stringify([column, value]);
		sizes.set(key, (sizes.get(key) ?? 0) + count);
	}
	return sizes;
}

/** How many began and ended each day, and nothing else. */
function bare({ tallies }: Pending): { tallies: Tally[]; pageTimes: PageTime[] } {
	const kept = [...tallies.values()].filter(({ stage }) => !stage.includes(':'));
	return { tallies: kept.map((tally) => ({ ...tally, stratum: '', source: '', language: '' })), pageTimes: [] };
}

function pendingOf({ storage }: Site, { id, identityMode }: Fielded): Pending {
	const ofSite = pendingBySite.get(storage) ?? new Map<WaveId, Pending>();
	pendingBySite.set(storage, ofSite);
	const before = ofSite.get(id);
	if (before !== undefined) return before;
	const isGuarded = identityMode === 'anonymous-with-token' || identityMode === 'panel';
	const pending = { tallies: new Map(), pageTimes: new Map(), interviews: new Set<string>(), isGuarded };
	ofSite.set(id, pending);
	return pending;
}

function count(
	{ tallies }: Pending,
	{ day, stage, stratum = '', source = '', language = '' }: Pick<Tally, 'day' | 'stage'> & Partial<Tally>,
	by: number,
): void {
	const key = JSON.stringify([day, stage, stratum, language, source]);
	const before = tallies.get(key)?.count ?? 0;
	tallies.set(key, { day, stage, stratum, source, language, count: before + by });
}

function time({ pageTimes }: Pending, question: string, band: number): void {
	const key = `${question} ${band}`;
	pageTimes.set(key, { question, band, count: (pageTimes.get(key)?.count ?? 0) + 1 });
}

function contributed(site: Site, { interviews }: Pending, { lookup }: InterviewRow): void {
	interviews.add(lookup.toString('hex'));
	if (interviews.size >= enoughToStore) storeSoon(site);
}

/** After a while that chance decides, so that no answer is the one after which they were stored. */
function storeSoon(site: Site): void {
	if (timers.has(site.storage)) return;
	const delay = (site.random.bytes(2).readUInt16LE() / 0xffff) * longestDelay;
	const timer = setTimeout(() => {
		timers.delete(site.storage);
		storeTallies(site, { when: 'enough' }).catch((error: unknown) => {
			site.log.staff.error({ err: error }, 'tallies of interviews could not be stored; the monitor will lack them');
		});
	}, delay);
	timers.set(site.storage, timer.unref());
}

function today({ clock }: Site, { timeZone }: Fielded): string {
	return dayIn(clock.now(), timeZone);
}
