import { defaultPolicy } from '#core/disclosure/index.ts';
import { dayIn } from '#core/fieldwork/index.ts';
import type { RetentionStep, Wave, WaveId } from '#core/fieldwork/index.ts';
import { onRecord, soundings } from '../../../on-record.ts';
import type { Actor } from '../../../on-record.ts';
import type { Site } from '../../../site.ts';
import {
	beginStep,
	countMemberStates,
	countResponses,
	countStrata,
	deleteSome,
	destroyKey,
	dropTokens,
	endStep,
	listAllWaves,
	listBegunSteps,
} from '../../../storage/index.ts';
import type { Deletable, RetentionCounts, StratumCount } from '../../../storage/index.ts';
import { dropColumns } from '../../analysis/column-file.ts';
import { openBallotsOf } from '../../interview/ballot.ts';
import { panelNow } from '../panel-key.ts';
import { keptFigures } from './kept-figures.ts';
import { promisedIn, promisedSteps } from './promises.ts';

/** A step that was carried out, and how many rows of what it deleted. */
export interface CarriedOut {
	readonly wave: WaveId;
	readonly step: RetentionStep;
}

/** Rows deleted in one transaction: some milliseconds, so that respondents are answered in between. */
const atATime = 1000;
/** A column of a sample with more values than this is no stratum but, say, an organisation of each member. */
const mostGroups = 40;

/** What a step deletes, in this order. Answers go before the masks that lie over them. */
const deletedBy: Readonly<Record<RetentionStep, (wave: Wave) => readonly Deletable[]>> = {
	invitations: ({ identityMode }) =>
		identityMode === 'panel' ? ['messages'] : ['messages', 'members', 'sample files'],
	answers: () => [
		...(['responses', 'ballots', 'interviews', 'paper forms'] as const),
		...(['flags', 'decisions', 'masks', 'codings', 'agreed codings'] as const),
	],
	panel: () => ['messages', 'members', 'sample files'],
};

/**
 * Carries out what notices promised and is due: of every wave, the steps whose day has come and those that a stopped process
 * left half done; yields which. Doing it twice, or in two processes at once, is as good as once.
 */
export async function carryOutRetention(site: Site): Promise<readonly CarriedOut[]> {
	const done: CarriedOut[] = [];
	const waves = (await listAllWaves(site.storage.reader)).filter(({ origin }) => origin === 'fielded');
	for (const survey of new Set(waves.map((wave) => wave.survey))) {
		const series = await promisedIn(site, { survey });
		for (const { wave } of series) {
			const today = dayIn(site.clock.now(), wave.timeZone);
			for (const { step, dueOn, begun } of await promisedSteps(site, { wave, series })) {
				if (begun === null ? dueOn === null || dueOn > today : begun.doneOn !== null) continue;
				const ended = await carryOut(site, { actor: soundings, wave, step, dueOn: dueOn ?? today });
				if (ended) done.push({ wave: wave.id, step });
			}
		}
	}
	await dropLeftColumns(site);
	return done;
}

/**
 * Carries one step out, going on where it was begun before, and puts it on record. What rates need is counted and what is
 * kept of answers is stored before anything is deleted. False where it was done already.
 */
export async function carryOut(
	site: Site,
	args: { actor: Actor; wave: Wave; step: RetentionStep; dueOn: string; reason?: string },
): Promise<boolean> {
	const { actor, wave, step, dueOn, reason } = args;
	const { writer } = site.storage;
	const today = dayIn(site.clock.now(), wave.timeZone);
	// A process that stopped as the wave closed may have left ballots; they are answers, and to be counted as such.
	if (step === 'answers') await openBallotsOf(site, wave);
	const before = (await listBegunSteps(site.storage.reader, { wave: wave.id })).find((one) => one.step === step);
	if (typeof before?.doneOn === 'string') return false;
	if (before === undefined) {
		const counts = {
			...(await countsOf(site, { wave, step })),
			...(reason === undefined ? {} : { early: { by: actor.name, reason } }),
		};
		// Whoever carries a step out need not be one who may see results.
		const whole = { ...site, asker: null };
		const kept = step === 'answers' ? await keptFigures(whole, { wave, on: today }) : undefined;
		await beginStep(writer, { wave: wave.id, step, dueOn, counts, kept });
	}
	for (const of of deletedBy[step](wave)) {
		for (let gone = atATime; gone === atATime;) gone = await deleteSome(writer, { wave: wave.id, of, most: atATime });
	}
	if (step === 'invitations') {
		for (let gone = atATime; gone === atATime;) gone = await dropTokens(writer, { wave: wave.id, most: atATime });
	}
	if (step === 'panel') await destroyKey(writer, { purpose: (await panelNow(site, wave)).purpose, on: today });
	if (step === 'answers') await dropColumns(site, { wave: wave.id });
	// The log still holds what was deleted.
	site.storage.emptyLog();
	const after = { step, dueOn, ...(reason === undefined ? {} : { reason }) };
	const doing = { action: 'retention.carried-out', object: `wave ${wave.label}`, survey: wave.survey, after };
	return endStep(onRecord(site, actor, doing), { wave: wave.id, step, doneOn: today });
}

async function countsOf(site: Site, { wave, step }: { wave: Wave; step: RetentionStep }): Promise<RetentionCounts> {
	const { reader } = site.storage;
	const of = { wave: wave.id };
	if (step === 'answers') {
		const outcomes = await countResponses(reader, of);
		return { deleted: { responses: sum(Object.values(outcomes)) }, outcomes };
	}
	const members = await countMemberStates(reader, of);
	if (step === 'invitations' && wave.identityMode === 'panel')
		return { deleted: { tokens: sum(Object.values(members)) } };
	return {
		deleted: { people: sum(Object.values(members)) },
		members,
		strata: largeGroups(await countStrata(reader, of)),
	};
}

/** Groups that are no stratum or so small that a count would tell of single people are not kept. */
function largeGroups(strata: readonly StratumCount[]): StratumCount[] {
	const sizes = new Map<string, Map<string, number>>();
	for (const { column, value, count } of strata) {
		const of = sizes.get(column) ?? new Map<string, number>();
		sizes.set(column, of.set(value, (of.get(value) ?? 0) + count));
	}
	return strata.filter(({ column, value }) => {
		const of = sizes.get(column);
		return of !== undefined && of.size <= mostGroups && (of.get(value) ?? 0) >= defaultPolicy.minimumWatched;
	});
}

/** A process that was reading a wave's answers as they were deleted may have kept their columns after that. */
async function dropLeftColumns(site: Site): Promise<void> {
	for (const { wave, step } of await listBegunSteps(site.storage.reader)) {
		if (step === 'answers') await dropColumns(site, { wave });
	}
}

function sum(counts: readonly number[]): number {
	return counts.reduce((all, count) => all + count, 0);
}
