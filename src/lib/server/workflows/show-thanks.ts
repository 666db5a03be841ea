import { findInstrument, findInterview, findWave } from '../storage/index.ts';
import type { Guidance, Instrument, Language, SupportContact } from '#core/instrument/index.ts';
import { walk } from '#core/interview/index.ts';
import type { Site } from '../site.ts';
import type { Whose } from './interview/answering.ts';
import { readCode } from './interview/code.ts';
import { standing } from './interview/place.ts';
import type { Place } from './interview/place.ts';
import { lookupOf, unsealRemains, unsealState } from './interview/sealing.ts';

/**
 * The last page of an ended interview, with the contacts and the guidance that its answers called for; also after the
 * wave has closed. While the interview is open: where it stands.
 */
export async function showThanks(
	site: Site,
	args: Whose,
): Promise<
	| {
			readonly kind: 'thanks';
			readonly instrument: Instrument;
			readonly language: Language;
			readonly outcome: 'completed' | 'declined';
			readonly support: readonly SupportContact[];
			readonly guidance: readonly Guidance[];
	  }
	| { readonly kind: 'elsewhere'; readonly at: Place }
	| { readonly kind: 'no-interview' }
> {
	const { reader } = site.storage;
	const code = args.code === undefined ? undefined : readCode(args.code);
	const row = code === undefined ? undefined : await findInterview(reader, { lookup: lookupOf(code) });
	if (code === undefined || row === undefined) return { kind: 'no-interview' };
	const wave = await findWave(reader, { id: row.wave });
	if (wave?.survey !== args.survey) return { kind: 'no-interview' };
	const instrument = await findInstrument(reader, { survey: wave.survey, version: row.version });
	if (instrument === undefined) return { kind: 'no-interview' };

	if (row.state === 'open') {
		const state = unsealState(site, code, row);
		return state === undefined
			? { kind: 'no-interview' }
			: { kind: 'elsewhere', at: standing(instrument, walk(instrument, state)) };
	}
	const remains = unsealRemains(site, code, row);
	if (remains === undefined) return { kind: 'no-interview' };
	return {
		kind: 'thanks',
		instrument,
		language: remains.language,
		outcome: row.state,
		support: instrument.support.filter(({ id }) => remains.support.includes(id)),
		guidance: instrument.guidance.filter(({ id }) => remains.guidance.includes(id)),
	};
}
