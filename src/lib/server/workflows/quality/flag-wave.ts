import type { Wave, WaveId } from '#core/fieldwork/index.ts';
import type { QualityRule } from '#core/fieldwork/index.ts';
import { qualityLook } from '#core/fieldwork/index.ts';
import { demand } from '../../accounts/demand.ts';
import { onRecord, type Actor } from '../../on-record.ts';
import type { Site } from '../../site.ts';
import type { StoredFlag } from '../../storage/index.ts';
import { findInstrument, findWave, listWaves, readResponses, replaceFlags } from '../../storage/index.ts';
import { rulesInForce } from './rules-in-force.ts';

export type FlaggedWave =
	/** `flagged` responses have a flag; `changed` unless they had the same before. */
	| { readonly kind: 'flagged'; readonly flagged: number; readonly changed: boolean }
	/** Its answers are not complete before it is closed. */
	| { readonly kind: 'not-closed' }
	| { readonly kind: 'no-rules' }
	| { readonly kind: 'unknown-wave' };

/**
 * Applies the rules in force to a wave that is over, in place of what earlier versions found in it. What people have decided
 * stays. Doing it twice is as good as once.
 */
export async function flagWave(site: Site, args: { actor: Actor; survey: string; wave: WaveId }): Promise<FlaggedWave> {
	const { actor, survey } = args;
	demand(site, 'field', survey);
	const { reader } = site.storage;
	const wave = await findWave(reader, { id: args.wave });
	if (wave?.survey !== survey) return { kind: 'unknown-wave' };
	if (!isOver(wave)) return { kind: 'not-closed' };
	const version = await rulesInForce(site, args);
	if (version === undefined) return { kind: 'no-rules' };
	const flags = await flagsOf(site, wave, version.rules.rules, version.version);
	const flagged = new Set(flags.map(({ response }) => response)).size;
	const after = { version: version.version, flagged };
	const doing = { action: 'quality.flagged', object: `wave ${wave.label}`, survey, after };
	const replaced = await replaceFlags(onRecord(site, actor, doing), { wave: wave.id, flags });
	return { kind: 'flagged', flagged, changed: replaced === 'replaced' };
}

/** The same for every wave of a survey that is over: rules are applied alike to all of its series. */
export async function flagSeries(site: Site, args: { actor: Actor; survey: string }): Promise<number> {
	demand(site, 'field', args.survey);
	let flagged = 0;
	for (const wave of await listWaves(site.storage.reader, args)) {
		if (!isOver(wave)) continue;
		const done = await flagWave(site, { ...args, wave: wave.id });
		if (done.kind === 'flagged') flagged += done.flagged;
	}
	return flagged;
}

/** Whether a wave takes no more answers, so that what it has can be looked at as a whole. */
export function isOver({ state }: Wave): boolean {
	return state === 'closed' || state === 'archived';
}

async function flagsOf(site: Site, wave: Wave, rules: readonly QualityRule[], version: number): Promise<StoredFlag[]> {
	const { reader } = site.storage;
	const instrument = await findInstrument(reader, { survey: wave.survey, version: wave.instrumentVersion });
	if (instrument === undefined) throw new Error(`wave ${wave.id} is of a version that is not stored`);
	const quality = qualityLook(instrument, rules);
	if (rules.some(({ kind }) => kind === 'duplicate-texts')) {
		await readResponses(reader, {
			wave: wave.id,
			each: (response) => {
				if (response.outcome === 'completed') quality.meet(response);
			},
		});
	}
	const flags: StoredFlag[] = [];
	await readResponses(reader, {
		wave: wave.id,
		each: (response) => {
			if (response.outcome !== 'completed') return;
			for (const { rule, severity } of quality.look(response))
				flags.push({ response: response.id, rule, version, severity });
		},
	});
	return flags;
}
