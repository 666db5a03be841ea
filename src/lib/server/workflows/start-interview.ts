import { allocationsOf } from '#core/instrument/index.ts';
import { clockFrom, walk } from '#core/interview/index.ts';
import type { InterviewState } from '#core/interview/index.ts';
import type { Site } from '../site.ts';
import type { NotOpen } from './find-survey.ts';
import { openInterview } from './interview/answering.ts';
import type { Fieldwork } from './interview/fieldwork.ts';
import { findFieldwork } from './interview/find-fieldwork.ts';
import type { Where } from './interview/find-fieldwork.ts';
import { newCode } from './interview/code.ts';
import type { InterviewCode } from './interview/code.ts';
import { standing } from './interview/place.ts';
import type { Place } from './interview/place.ts';
import { lookupOf, seal } from './interview/sealing.ts';
import { sourceOf } from './interview/source-of.ts';

/**
 * Starts an interview in the survey's open wave, or in a pilot: `code` is for the cookie, `page` is the first page. With
 * the `code` of an interview that is still open there nothing is started, unless `fresh` asks for it. A language that is
 * not offered becomes the first that is; `from`, what the link says of its place, counts where the survey knows the place.
 */
export async function startInterview(
	site: Site,
	args: Where & { language: string; code?: string | undefined; fresh?: boolean; from?: string | undefined },
): Promise<
	| { readonly kind: 'started'; readonly code: InterviewCode; readonly page: number }
	| { readonly kind: 'already-started'; readonly at: Place }
	| NotOpen
> {
	const found = await findFieldwork(site, args);
	if (found.kind !== 'open') return found;
	const { fieldwork } = found;
	if (fieldwork.invitation?.notInvited !== undefined) return fieldwork.invitation.notInvited;
	if (args.code !== undefined && args.fresh !== true) {
		const before = await openInterview(site, { ...args, code: args.code });
		if (before.kind === 'answering') {
			return { kind: 'already-started', at: standing(fieldwork.instrument, before.interview.walked) };
		}
	}
	return begin(site, fieldwork, { language: args.language, source: await sourceOf(site, args) });
}

async function begin(
	site: Site,
	{ instrument, languages, kept, invitation }: Fieldwork,
	{ language, source }: { language: string; source: string | undefined },
): Promise<{ kind: 'started'; code: InterviewCode; page: number }> {
	const code = newCode(site.random);
	const row = {
		lookup: lookupOf(code),
		wave: kept.id,
		version: instrument.version,
		state: 'open',
		serverHalf: site.random.bytes(16),
		startedDay: site.clock.today(),
	} as const;
	const state: Omit<InterviewState, 'arms'> = {
		version: instrument.version,
		language: languages.find((offered) => offered === language) ?? languages[0] ?? 'en',
		seed: site.random.bytes(4).readUInt32LE(),
		answers: {},
		...(invitation === undefined ? {} : { invitation: invitation.token.toString('hex') }),
		...(source === undefined ? {} : { source }),
		clock: clockFrom(site.clock.now()),
	};
	let page = 1;
	await kept.insert({
		experiments: allocationsOf(instrument),
		draw: (below) => draw(site, below),
		start: (arms) => {
			const walked = walk(instrument, { answers: {}, arms });
			const first = standing(instrument, walked);
			if (first.kind === 'page') page = first.page;
			const started = { ...state, arms: { ...arms } };
			return { row: { ...row, sealed: seal(site, code, row, started, kept.room) }, state: started, at: walked.next };
		},
	});
	return { kind: 'started', code, page };
}

/** A whole number from 0 to below `below`, each equally likely: 48 random bits leave no bias that matters. */
function draw(site: Site, below: number): number {
	return below === 1 ? 0 : site.random.bytes(6).readUIntLE(0, 6) % below;
}
