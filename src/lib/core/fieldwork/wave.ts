import { z } from 'zod';
import { Language, SurveySlug, Weighting } from '../instrument/index.ts';
import { TimeZone, usualTimeZone } from './day.ts';

export const WaveId = z.string().min(1).max(80).brand<'WaveId'>();
export type WaveId = z.infer<typeof WaveId>;

/** The life of a wave. Only an `open` wave takes answers; nothing leads from `closed` back. */
export const WaveState = z.enum(['planned', 'pilot', 'open', 'closed', 'archived']);
export type WaveState = z.infer<typeof WaveState>;

/**
 * What can join an answer to a person. `anonymous`: open link, nothing. `anonymous-with-token`: a token admits once and
 * joins nothing. `confidential`: linked, and the notice says so. `panel`: a one-way pseudonym joins one person's waves.
 */
export const IdentityMode = z.enum(['anonymous', 'anonymous-with-token', 'confidential', 'panel']);
export type IdentityMode = z.infer<typeof IdentityMode>;

/** How answers are given. A change of mode between waves is a break in series. */
export const Mode = z.enum(['web', 'paper', 'interviewer', 'telephone']);
export type Mode = z.infer<typeof Mode>;

/** How respondents were found; only a probability sample has a margin of error without the word *indicative*. */
export const SampleType = z.enum(['probability', 'panel', 'partner-list', 'open-link']);
export type SampleType = z.infer<typeof SampleType>;

/** Where a wave's answers come from: this system, an earlier contractor's file, or the simulator. */
export const WaveOrigin = z.enum(['fielded', 'imported', 'simulated']);
export type WaveOrigin = z.infer<typeof WaveOrigin>;

/** One round of fieldwork of a survey. `number` counts from 1 in the order of time; days are ISO dates. */
export const Wave = z.strictObject({
	id: WaveId,
	survey: SurveySlug,
	number: z.int().min(1),
	label: z.string().trim().min(1).max(120),
	state: WaveState,
	origin: WaveOrigin,
	instrumentVersion: z.int().min(1),
	identityMode: IdentityMode,
	modes: z.array(Mode).min(1),
	sampleType: SampleType,
	languages: z.array(Language).min(1),
	opensOn: z.iso.date().nullable(),
	closesOn: z.iso.date().nullable(),
	/** Where its days begin and end, as the IANA time zone database names it. */
	timeZone: TimeZone.default(usualTimeZone),
	/** An open wave that takes no answers for a while. */
	paused: z.boolean().default(false),
	weighting: Weighting.nullable(),
});
export type Wave = z.infer<typeof Wave>;

/** Whether a wave takes answers on `today`, an ISO date in its time zone; `closesOn` is the last day on which it does. */
export type Availability =
	| { readonly kind: 'open' }
	| { readonly kind: 'paused' }
	| { readonly kind: 'not-yet-open'; readonly opensOn: string | null }
	| { readonly kind: 'closed'; readonly closedOn: string | null };

export function availability(wave: Wave, today: string): Availability {
	switch (wave.state) {
		case 'planned':
		case 'pilot':
			return { kind: 'not-yet-open', opensOn: wave.opensOn };
		case 'closed':
		case 'archived':
			return { kind: 'closed', closedOn: wave.closesOn };
		case 'open':
			if (wave.opensOn !== null && today < wave.opensOn) return { kind: 'not-yet-open', opensOn: wave.opensOn };
			if (wave.closesOn !== null && today > wave.closesOn) return { kind: 'closed', closedOn: wave.closesOn };
			return wave.paused ? { kind: 'paused' } : { kind: 'open' };
	}
}
