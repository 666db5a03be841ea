import type { WaveId } from '#core/fieldwork/index.ts';
import { demand } from '../../../accounts/demand.ts';
import { onRecord, type Actor } from '../../../on-record.ts';
import type { Site } from '../../../site.ts';
import { makeLetters, takeBackLetters } from '../../../storage/index.ts';
import type { LetterFilter } from '../../../storage/index.ts';
import { ownWave } from '../messages/messages-page.ts';
import { lettersPageOf } from './letters-page.ts';
import type { NoLetters } from './letters-page.ts';

/**
 * Makes a letter for everybody whom `filter` picks. From then on it counts as sent: nobody gets an invitation by e-mail as
 * well, and reminders follow it. The log keeps how many, and not who.
 */
export async function makeLettersFor(
	site: Site,
	args: { actor: Actor; survey: string; wave: WaveId; filter: LetterFilter },
): Promise<
	| { readonly kind: 'made'; readonly letters: number; readonly at: Date }
	| { readonly kind: 'none'; readonly why: Exclude<NoLetters, null> }
	| { readonly kind: 'unknown-wave' }
> {
	demand(site, 'field', args.survey);
	const page = await lettersPageOf(site, args);
	if (page === undefined) return { kind: 'unknown-wave' };
	if (page.noLetters !== null) return { kind: 'none', why: page.noLetters };
	const now = site.clock.now();
	const { to } = args.filter;
	const doing = { action: 'letters.made', object: `wave ${page.wave.label}`, survey: args.survey };
	const writer = onRecord(site, args.actor, { ...doing, after: { wave: args.wave, to, letters: page.count } });
	const letters = await makeLetters(writer, { wave: page.wave.id, filter: args.filter, now });
	return { kind: 'made', letters, at: now };
}

/** Takes back the letters made at an instant, which were never posted; yields how many. */
export async function takeBackLetterRun(
	site: Site,
	args: { actor: Actor; survey: string; wave: WaveId; at: Date },
): Promise<number> {
	demand(site, 'field', args.survey);
	const wave = await ownWave(site, args);
	if (wave === undefined) return 0;
	const doing = { action: 'letters.taken-back', object: `wave ${wave.label}`, survey: args.survey };
	const writer = onRecord(site, args.actor, { ...doing, before: { wave: wave.id, made: args.at.toISOString() } });
	return takeBackLetters(writer, { wave: wave.id, at: args.at });
}
