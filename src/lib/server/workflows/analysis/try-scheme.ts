import type { WeightingSide } from '#core/weighting/index.ts';
import type { PastedMargin } from '#exchange/margins/index.ts';
import { demand } from '../../accounts/demand.ts';
import type { Actor } from '../../on-record.ts';
import type { Site } from '../../site.ts';
import { lockWeightingScheme, saveWeightingScheme } from '../weighting-schemes.ts';
import type { LoadedWave } from './loaded-waves.ts';
import { loadWaves, versionsOf } from './loaded-waves.ts';
import type { DraftProblem, ReadDraft, SchemeDraft } from './scheme-draft.ts';
import { readDraft } from './scheme-draft.ts';
import { declaredMargins } from './scheme-in-use.ts';
import type { Compared } from './weights-of.ts';
import { codedVariables, comparedOn, hasSample } from './weights-of.ts';

export interface DraftOnWave {
	readonly survey: string;
	readonly wave: string;
	readonly draft: SchemeDraft;
}

export type NotUnderstood = Extract<ReadDraft, { kind: 'not-understood' }>;

/** Runs what was typed on a wave's answers beside the scheme in use, and keeps nothing; `live` leaves the measures out. */
export async function tryScheme(
	site: Site,
	{ survey, wave, draft, live = false }: DraftOnWave & { live?: boolean },
): Promise<
	| {
			readonly kind: 'tried';
			readonly inUse: WeightingSide;
			readonly compared: Compared;
			readonly understood: readonly PastedMargin[];
	  }
	| NotUnderstood
	| { readonly kind: 'unknown-wave' }
> {
	demand(site, 'see', survey);
	const loaded = await loadedWave(site, { survey, wave });
	if (loaded === undefined) return { kind: 'unknown-wave' };
	const read = readOn(loaded, draft);
	if (read.kind === 'not-understood') return read;
	const { scheme } = read;
	const named = { name: 'On trial', scheme, margins: declaredMargins(scheme, loaded), boundsGivenUp: null };
	return { kind: 'tried', ...comparedOn(loaded, named, { effects: !live }), understood: read.understood };
}

/** Saves what was typed as the next version of a name. No figure is weighted anew by it. */
export async function saveScheme(
	site: Site,
	{ survey, wave, draft, name, note, actor }: DraftOnWave & { name: string; note: string; actor: Actor },
): Promise<
	| { readonly kind: 'saved'; readonly name: string; readonly version: number }
	| NotUnderstood
	| { readonly kind: 'unknown-wave' }
> {
	demand(site, 'manage', survey);
	const loaded = await loadedWave(site, { survey, wave });
	if (loaded === undefined) return { kind: 'unknown-wave' };
	const read = readOn(loaded, draft);
	const problems: DraftProblem[] = read.kind === 'not-understood' ? [...read.problems] : [];
	if (note.trim() === '') problems.push({ control: 'note', message: 'Say where the figures come from' });
	if (name.trim() === '') problems.push({ control: 'name', message: 'Give the scheme a name' });
	const refused = (also: readonly DraftProblem[]): NotUnderstood => ({
		kind: 'not-understood',
		problems: also,
		lines: read.kind === 'not-understood' ? read.lines : [],
		understood: read.understood,
	});
	if (read.kind === 'not-understood' || problems.length > 0) return refused(problems);
	const saved = await saveWeightingScheme(site, { survey, name, scheme: read.scheme, note, actor });
	switch (saved.kind) {
		case 'saved':
			return saved;
		case 'unknown-survey':
			return { kind: 'unknown-wave' };
		case 'name-missing':
			return refused([{ control: 'name', message: 'Give the scheme a name' }]);
		case 'too-long':
			return refused([{ control: saved.field, message: `Use ${saved.most} characters at most` }]);
	}
}

/** Locks a version for good, with who did it and why. */
export async function lockScheme(
	site: Site,
	args: { survey: string; name: string; version: number; reason: string; actor: Actor },
): Promise<{ readonly kind: 'locked' | 'unknown-scheme' | 'reason-missing' }> {
	const { survey, name, version, reason, actor } = args;
	demand(site, 'manage', survey);
	if (reason.trim() === '') return { kind: 'reason-missing' };
	const remark = `Locked on ${site.clock.today()} by ${actor.name}: ${reason.trim().slice(0, 1000)}`;
	return lockWeightingScheme(site, { survey, name, version, remark, actor });
}

/** A wave by an open link has no sample, so that none is read. */
function readOn(loaded: LoadedWave, draft: SchemeDraft): ReadDraft {
	return readDraft(hasSample(loaded) ? draft : { ...draft, sample: '' }, codedVariables(loaded));
}

async function loadedWave(
	site: Site,
	{ survey, wave }: { survey: string; wave: string },
): Promise<LoadedWave | undefined> {
	const loaded = await loadWaves(site, { survey, versions: await versionsOf(site, survey) });
	return loaded.find((one) => one.wave.id === wave && one.answers.dataset.rows > 0);
}
