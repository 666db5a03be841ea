import type { Wave } from '#core/fieldwork/index.ts';
import { allocationsOf } from '#core/instrument/index.ts';
import type { Instrument } from '#core/instrument/index.ts';
import { walk } from '#core/interview/index.ts';
import type { InterviewState } from '#core/interview/index.ts';
import type { Site } from '../site.ts';
import { insertInterview } from '../storage/index.ts';
import { findSurvey } from './find-survey.ts';
import type { NotOpen } from './find-survey.ts';
import { openInterview } from './interview/answering.ts';
import { newCode } from './interview/code.ts';
import type { InterviewCode } from './interview/code.ts';
import { standing } from './interview/place.ts';
import type { Place } from './interview/place.ts';
import { lookupOf, seal } from './interview/sealing.ts';

/**
 * Starts an interview in the survey's open wave: `code` is for the cookie, `page` is the first page. With the `code` of an
 * interview that is still open in this wave nothing is started, unless `fresh` asks for it. A language that the wave
 * does not have becomes the wave's first.
 */
export async function startInterview(
	site: Site,
	args: { survey: string; language: string; code?: string | undefined; fresh?: boolean },
): Promise<
	| { readonly kind: 'started'; readonly code: InterviewCode; readonly page: number }
	| { readonly kind: 'already-started'; readonly at: Place }
	| NotOpen
> {
	const found = await findSurvey(site, args);
	if (found.kind !== 'open') return found;
	const { wave, instrument } = found;
	if (args.code !== undefined && args.fresh !== true) {
		const before = await openInterview(site, { survey: args.survey, code: args.code });
		if (before.kind === 'answering') {
			return { kind: 'already-started', at: standing(instrument, before.interview.walked) };
		}
	}
	return begin(site, wave, instrument, args.language);
}

async function begin(
	site: Site,
	wave: Wave,
	instrument: Instrument,
	language: string,
): Promise<{ kind: 'started'; code: InterviewCode; page: number }> {
	const code = newCode(site.random);
	const row = {
		lookup: lookupOf(code),
		wave: wave.id,
		version: instrument.version,
		state: 'open',
		serverHalf: site.random.bytes(16),
		startedDay: site.clock.today(),
	} as const;
	const state: Omit<InterviewState, 'arms'> = {
		version: instrument.version,
		language: wave.languages.find((offered) => offered === language) ?? wave.languages[0] ?? 'en',
		seed: site.random.bytes(4).readUInt32LE(),
		answers: {},
	};
	let page = 1;
	await insertInterview(site.storage.writer, {
		wave: wave.id,
		experiments: allocationsOf(instrument),
		draw: (below) => draw(site, below),
		start: (arms) => {
			const first = standing(instrument, walk(instrument, { answers: {}, arms }));
			if (first.kind === 'page') page = first.page;
			return { ...row, sealed: seal(site, code, row, { ...state, arms: { ...arms } }) };
		},
	});
	return { kind: 'started', code, page };
}

/** A whole number from 0 to below `below`, each equally likely: 48 random bits leave no bias that matters. */
function draw(site: Site, below: number): number {
	return below === 1 ? 0 : site.random.bytes(6).readUIntLE(0, 6) % below;
}
