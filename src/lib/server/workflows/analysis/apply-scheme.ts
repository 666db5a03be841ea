import { SurveySlug } from '#core/instrument/index.ts';
import type { Site } from '../../site.ts';
import type { WaveWeighting } from '../../storage/index.ts';
import { insertWaveWeightings, listWaveWeightings } from '../../storage/index.ts';
import { findWeightingScheme } from '../weighting-schemes.ts';
import { loadWaves, versionsOf } from './loaded-waves.ts';
import { waveFits } from './wave-fits.ts';
import { schemeBefore } from './weighting-history.ts';

/** A decision on waves as it is sent. `seen` is the last decision that whoever decides has seen. */
interface Decision {
	readonly survey: string;
	readonly waves: readonly string[];
	readonly reason: string;
	readonly by: string;
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
	const labels = chosen.map(({ wave }) => wave.label).join(', ');
	return record(site, args, {
		waves: chosen.map(({ wave }) => ({ wave: wave.id, scheme: { name, version } })),
		remark: `Locked on ${site.clock.today()} by ${args.by}: given to ${labels}`,
	});
}

/** Takes the last decision on each of the waves back: the scheme before it, or the declared weighting, counts again. */
export async function takeBack(site: Site, args: Decision): Promise<Decided> {
	if (args.waves.length === 0) return { kind: 'no-wave' };
	if (args.reason.trim() === '') return { kind: 'reason-missing' };
	const decisions = await listWaveWeightings(site.storage.reader, { survey: args.survey });
	const waves = [...new Set(args.waves)].flatMap((id) => {
		const scheme = schemeBefore(decisions, id);
		const wave = decisions.find((decision) => decision.wave === id)?.wave;
		return scheme === undefined || wave === undefined ? [] : [{ wave, scheme }];
	});
	if (waves.length < new Set(args.waves).size) return { kind: 'unknown-wave' };
	return record(site, args, { waves, remark: '' });
}

async function record(
	site: Site,
	{ survey, reason, by, seen }: Decision,
	{ waves, remark }: { waves: readonly Pick<WaveWeighting, 'wave' | 'scheme'>[]; remark: string },
): Promise<Decided> {
	const { kind } = await insertWaveWeightings(site.storage.writer, {
		...{ survey: SurveySlug.parse(survey), seen, waves, remark, by },
		...{ reason: reason.trim().slice(0, longestReason), on: site.clock.today() },
	});
	return { kind: kind === 'inserted' ? 'decided' : kind };
}
