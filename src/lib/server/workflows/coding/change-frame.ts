import type { ChangeProblem, WantedChange } from '#core/coding/index.ts';
import { changedFrame } from '#core/coding/index.ts';
import { demand } from '../../accounts/demand.ts';
import { onRecord, type Actor } from '../../on-record.ts';
import type { Site } from '../../site.ts';
import { putCodeFrame } from '../../storage/index.ts';
import { codedQuestion } from './questions.ts';

export type ChangedFrame =
	| { readonly kind: 'changed' }
	| { readonly kind: 'refused'; readonly problem: ChangeProblem }
	/** Somebody else changed the frame since revision `after`. */
	| { readonly kind: 'changed-meanwhile' }
	| { readonly kind: 'unknown-question' };

/** Makes a change to the frame of a question, which is started by its first one. What was coded is read by it from then on. */
export async function changeFrame(
	site: Site,
	args: { actor: Actor; survey: string; variable: string; after: number; wanted: WantedChange },
): Promise<ChangedFrame> {
	const { actor, survey, variable, after, wanted } = args;
	demand(site, 'manage', survey);
	const found = await codedQuestion(site, { survey, variable });
	if (found === undefined) return { kind: 'unknown-question' };
	if (found.revision !== after) return { kind: 'changed-meanwhile' };
	const on = site.clock.today();
	const frame = after === 0 ? { ...found.frame, seed: site.random.bytes(4).readUInt32BE() } : found.frame;
	const changed = changedFrame(frame, wanted, { by: actor.name, on });
	if (changed.kind === 'refused') return changed;
	const doing = { action: 'coding.frame-changed', object: `question ${variable}`, survey, after: wanted };
	const put = { survey, variable, frame: changed.frame, after, by: actor.name, on };
	const stored = await putCodeFrame(onRecord(site, actor, doing), put);
	return { kind: stored ? 'changed' : 'changed-meanwhile' };
}
