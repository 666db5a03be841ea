import type { WaveId } from '#core/fieldwork/index.ts';
import type { CalibrationWave, LookedAt } from '#core/fieldwork/index.ts';
import { QualityRules, calibratedOn, freezeRules } from '#core/fieldwork/index.ts';
import { demand } from '../../accounts/demand.ts';
import { onRecord, type Actor } from '../../on-record.ts';
import type { Site } from '../../site.ts';
import { findInstrument, findWave, insertRulesVersion, readResponses } from '../../storage/index.ts';
import { flagSeries, isOver } from './flag-wave.ts';

export type FrozenVersion =
	| { readonly kind: 'frozen'; readonly version: number; readonly flagged: number }
	/** They are no rules: what is wrong, in words. */
	| { readonly kind: 'no-rules'; readonly words: string }
	| { readonly kind: 'reason-missing' }
	/** The wave that a rule takes its limit from is not over, not the survey's, or knows nothing of it. */
	| { readonly kind: 'nothing-to-calibrate-on'; readonly rule: string; readonly wave: WaveId }
	/** Somebody froze another version meanwhile. */
	| { readonly kind: 'changed-meanwhile' };

/**
 * Freezes rules as the next version: limits that are taken from a wave become numbers, and every wave that is over is
 * flagged by them, earlier ones too. `after` is the version that whoever froze them had seen, 0 without any.
 */
export async function freezeQualityRules(
	site: Site,
	args: { actor: Actor; survey: string; rules: unknown; reason: string; after: number },
): Promise<FrozenVersion> {
	const { actor, survey, after } = args;
	demand(site, 'field', survey);
	const reason = args.reason.trim();
	const declared = QualityRules.safeParse(args.rules);
	if (!declared.success) {
		const [issue] = declared.error.issues;
		return { kind: 'no-rules', words: `${issue?.path.join(' ') ?? ''}: ${issue?.message ?? ''}` };
	}
	if (reason === '') return { kind: 'reason-missing' };
	const waves = new Map<WaveId, CalibrationWave>();
	for (const id of new Set(declared.data.rules.map(calibratedOn))) {
		const wave = id === undefined ? undefined : await calibrationWave(site, survey, id);
		if (id !== undefined && wave !== undefined) waves.set(id, wave);
	}
	const frozen = freezeRules(declared.data, waves);
	if (frozen.kind !== 'frozen') return frozen;
	const { rules } = frozen;
	const doing = { action: 'quality.frozen', object: `version ${after + 1}`, survey, after: { reason, rules } };
	const made = { survey, after, rules, reason, by: actor.name, on: site.clock.today() };
	const version = await insertRulesVersion(onRecord(site, actor, doing), made);
	if (version === undefined) return { kind: 'changed-meanwhile' };
	return { kind: 'frozen', version, flagged: await flagSeries(site, { actor, survey }) };
}

async function calibrationWave(site: Site, survey: string, id: WaveId): Promise<CalibrationWave | undefined> {
	const { reader } = site.storage;
	const wave = await findWave(reader, { id });
	if (wave?.survey !== survey || !isOver(wave)) return undefined;
	const instrument = await findInstrument(reader, { survey, version: wave.instrumentVersion });
	if (instrument === undefined) return undefined;
	const responses: LookedAt[] = [];
	await readResponses(reader, {
		wave: id,
		each: ({ outcome, answers, arms, seed, seconds, signals }) => {
			if (outcome === 'completed') responses.push({ answers, arms, seed, seconds, signals });
		},
	});
	return { instrument, responses };
}
