import { SurveySlug } from '#core/instrument/index.ts';
import { demand } from '../../accounts/demand.ts';
import { onRecord, type Actor, type Doing } from '../../on-record.ts';
import type { Site } from '../../site.ts';
import type { WaveWeighting } from '../../storage/index.ts';
import { insertWaveWeightings, listWaveWeightings } from '../../storage/index.ts';
import { findWeightingScheme } from '../weighting-schemes.ts';
import { loadWaves, versionsOf } from './loaded-waves.ts';
import { waveFits } from './wave-fits.ts';
import { countingDecisions, schemeBefore } from './weighting-history.ts';

/** A decision on waves as it is sent. `seen` is the last decision that whoever decides has seen. */
interface Decision {
	readonly survey: string;
	readonly waves: readonly string[];
	readonly reason: string;
	readonly actor: Actor;
	readonly seen: number;
}

export type DecisionProblem =
	| { readonly kind: 'reason-missing' | 'no-wave' | 'changed-meanwhile' | 'unknown-wave' | 'unknown-scheme' }
	| { readonly kind: 'does-not-fit'; readonly wave: string; readonly words: string };

type Decided = { readonly kind: 'decided' } | DecisionProblem;

const longestReason = 1000;

/**
 * Gives waves a saved scheme, from which all their figures come from now on, and locks it: all the waves or none. A wave on
 * which it cannot be run, or that is weighted by it already, is refused. `takeBack` undoes it.
 */
export async function applyScheme(
	site: Site,
	args: Decision & { readonly name: string; readonly version: number; readonly shown: string },
): Promise<Decided> {
	const { survey, waves, reason, name, version, shown } = args;
	demand(site, 'manage', survey);
	if (waves.length === 0) return { kind: 'no-wave' };
	if (reason.trim() === '') return { kind: 'reason-missing' };
	const stored = await findWeightingScheme(site, { survey, name, version });
	if (stored === undefined) return { kind: 'unknown-scheme' };
	const loaded = await loadWaves(site, { survey, versions: await versionsOf(site, survey) });
	const chosen = loaded.filter(({ wave, answers }) => waves.includes(wave.id) && answers.dataset.rows > 0);
	if (chosen.length < new Set(waves).size) return { kind: 'unknown-wave' };
	const decisions = await listWaveWeightings(site.storage.reader, { survey });
	for (const { label, outcome } of waveFits(chosen, { stored, shown, decisions })) {
		if (outcome.kind === 'does-not-fit') return { kind: 'does-not-fit', wave: label, words: outcome.words };
		if (outcome.kind === 'in-use') return { kind: 'does-not-fit', wave: label, words: 'it is weighted by it already' };
	}
	const counting = countingDecisions(decisions);
	const labels = chosen.map(({ wave }) => wave.label).join(', ');
	return record(site, args, {
		doing: {
			...{ action: 'weights.given', object: `${name}, version ${version}` },
			before: chosen.map(({ wave }) => ({ wave: wave.id, scheme: counting.get(wave.id)?.scheme ?? null })),
		},
		waves: chosen.map(({ wave }) => ({ wave: wave.id, scheme: { name, version } })),
		remark: `Locked on ${site.clock.today()} by ${args.actor.name}: given to ${labels}`,
	});
}

/** Takes the last decision on each of the waves back: the scheme before it, or the declared weighting, counts again. */
export async function takeBack(site: Site, args: Decision): Promise<Decided> {
	demand(site, 'manage', args.survey);
	if (args.waves.length === 0) return { kind: 'no-wave' };
	if (args.reason.trim() === '') return { kind: 'reason-missing' };
	const decisions = await listWaveWeightings(site.storage.reader, { survey: args.survey });
	const waves = [...new Set(args.waves)].flatMap((id) => {
		const scheme = schemeBefore(decisions, id);
		const wave = decisions.find((decision) => decision.wave === id)?.wave;
		return scheme === undefined || wave === undefined ? [] : [{ wave, scheme }];
	});
	if (waves.length < new Set(args.waves).size) return { kind: 'unknown-wave' };
	const counting = countingDecisions(decisions);
	const before = waves.map(({ wave }) => ({ wave, scheme: counting.get(wave)?.scheme ?? null }));
	const object = waves.map(({ wave }) => wave).join(', ');
	return record(site, args, { doing: { action: 'weights.taken-back', object, before }, waves, remark: '' });
}

async function record(
	site: Site,
	{ survey, reason: typed, actor, seen }: Decision,
	{ doing, waves, remark }: { doing: Doing; waves: readonly Pick<WaveWeighting, 'wave' | 'scheme'>[]; remark: string },
): Promise<Decided> {
	const reason = typed.trim().slice(0, longestReason);
	const writer = onRecord(site, actor, { ...doing, survey, after: { waves, reason } });
	const { kind } = await insertWaveWeightings(writer, {
		...{ survey: SurveySlug.parse(survey), seen, waves, remark },
		...{ reason, by: actor.name, on: site.clock.today() },
	});
	return { kind: kind === 'inserted' ? 'decided' : kind };
}
