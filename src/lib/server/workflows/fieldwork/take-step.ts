import type { PlannedWave, Stepped, Taken, Wave, WaveId, WaveStep } from '#core/fieldwork/index.ts';
import {
	archiveWave,
	closeOpenWave,
	dayIn,
	extendWave,
	goOnWithWave,
	lackingOf,
	openPlannedWave,
	pauseWave,
	pilotWave,
	readinessOf,
} from '#core/fieldwork/index.ts';
import { demand } from '../../accounts/demand.ts';
import { onRecord, type Actor } from '../../on-record.ts';
import type { Site } from '../../site.ts';
import { changePlannedWave, thinSources } from '../../storage/index.ts';
import { openBallotsOf } from '../interview/ballot.ts';
import { flagWave } from '../quality/flag-wave.ts';
import { findPlanned, readinessFacts } from './planned.ts';
import { storeTallies } from './tally.ts';

/** Why a step was not taken. */
export type NotTaken =
	| Exclude<Stepped, { kind: 'stepped' }>
	/** Another wave of the survey takes answers. */
	| { readonly kind: 'already-open'; readonly wave: Wave }
	| { readonly kind: 'unknown-wave' };

export type TakenStep = ({ readonly kind: 'taken' } & PlannedWave) | NotTaken;

/** What the audit log calls each step. */
const deeds: Readonly<Record<WaveStep, string>> = {
	pilot: 'wave.piloted',
	open: 'wave.opened',
	pause: 'wave.paused',
	'go-on': 'wave.went-on',
	extend: 'wave.extended',
	close: 'wave.closed',
	archive: 'wave.archived',
};

/**
 * Takes a wave one step on in its life. Opening looks at what is ready at that moment: what is lacking needs a reason, which
 * stays with the wave. `to` is the new last day of a wave that is extended.
 */
export async function takeStep(
	site: Site,
	args: { actor: Actor; survey: string; wave: WaveId; step: WaveStep; reason: string; to?: string | undefined },
): Promise<TakenStep> {
	demand(site, 'field', args.survey);
	const { actor, survey, step } = args;
	const found = await findPlanned(site, args);
	if (found === undefined) return { kind: 'unknown-wave' };
	const facts = step === 'open' ? await readinessFacts(site, found) : undefined;
	const lacking = facts === undefined ? [] : lackingOf(readinessOf(facts));
	const opening = { lacking, qualityRules: facts?.rulesInForce ?? null };
	const taken: Taken = {
		by: actor.name,
		on: dayIn(site.clock.now(), found.wave.timeZone),
		reason: args.reason.trim(),
	};
	const tried = stepped(found, { ...args, taken, opening });
	if (tried.kind !== 'stepped') return tried;
	const doing = {
		action: deeds[step],
		object: `wave ${found.wave.label}`,
		survey,
		before: found,
		after: { wave: tried.wave, plan: tried.plan },
	};
	const changed = await changePlannedWave<NotTaken>(onRecord(site, actor, doing), {
		survey,
		wave: args.wave,
		change: (wave, plan, alreadyOpen) => {
			if (step === 'open' && alreadyOpen !== undefined) return { refused: { kind: 'already-open', wave: alreadyOpen } };
			const now = stepped({ wave, plan }, { ...args, taken, opening });
			return now.kind === 'stepped' ? { wave: now.wave, plan: now.plan } : { refused: now };
		},
	});
	if (changed === undefined) return { kind: 'unknown-wave' };
	if (step === 'close') await storeTallies(site, { when: 'last', only: args.wave });
	if ('refused' in changed) return changed.refused;
	if (step === 'close') {
		await openBallotsOf(site, changed.wave);
		if (changed.wave.identityMode === 'anonymous') await thinSources(site.storage.writer, args);
		await flagWave(site, args);
	}
	return { kind: 'taken', ...changed };
}

type Opening = Parameters<typeof openPlannedWave>[2];

function stepped(
	before: PlannedWave,
	{ step, taken, opening, to }: { step: WaveStep; taken: Taken; opening: Opening; to?: string | undefined },
): Stepped {
	switch (step) {
		case 'pilot':
			return pilotWave(before);
		case 'open':
			return openPlannedWave(before, taken, opening);
		case 'pause':
			return pauseWave(before, taken);
		case 'go-on':
			return goOnWithWave(before, taken);
		case 'extend':
			return extendWave(before, { ...taken, to: to ?? '' });
		case 'close':
			return closeOpenWave(before, taken);
		case 'archive':
			return archiveWave(before);
	}
}
