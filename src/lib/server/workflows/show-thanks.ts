import { findInstrument, findInterview, findWave } from '../storage/index.ts';
import type { Guidance, Instrument, Language, SupportContact } from '#core/instrument/index.ts';
import { walk } from '#core/interview/index.ts';
import type { Site } from '../site.ts';
import type { Whose } from './interview/answering.ts';
import { readCode } from './interview/code.ts';
import type { InterviewRow } from './interview/fieldwork.ts';
import { invitedBy } from './interview/invited-fieldwork.ts';
import { pilotOfToken } from './interview/pilot-fieldwork.ts';
import { standing } from './interview/place.ts';
import type { Place } from './interview/place.ts';
import { lookupOf, unsealRemains, unsealState } from './interview/sealing.ts';

/**
 * The last page of an ended interview, with the contacts and the guidance that its answers called for; also after the
 * wave or the pilot has closed. While the interview is open: where it stands.
 */
export async function showThanks(
	site: Site,
	args: Whose,
): Promise<
	| {
			readonly kind: 'thanks';
			readonly instrument: Instrument;
			readonly language: Language;
			readonly outcome: 'completed' | 'declined' | 'quota-full';
			readonly support: readonly SupportContact[];
			readonly guidance: readonly Guidance[];
	  }
	| { readonly kind: 'elsewhere'; readonly at: Place }
	| { readonly kind: 'no-interview' }
> {
	const code = args.code === undefined ? undefined : readCode(args.code);
	const found = code === undefined ? undefined : await interviewOf(site, args, lookupOf(code));
	if (code === undefined || found === undefined) return { kind: 'no-interview' };
	const { row, instrument } = found;
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
		outcome: remains.quotaFull === true ? 'quota-full' : row.state,
		support: instrument.support.filter(({ id }) => remains.support.includes(id)),
		guidance: instrument.guidance.filter(({ id }) => remains.guidance.includes(id)),
	};
}

/** The interview of a wave or of a pilot, whether or not that still takes answers. */
async function interviewOf(
	site: Site,
	{ survey, pilot: token, invitation }: Whose,
	lookup: Buffer,
): Promise<{ row: InterviewRow; instrument: Instrument } | undefined> {
	const { reader } = site.storage;
	if (token !== undefined) {
		const pilot = await pilotOfToken(site, { survey, token });
		const row = await pilot?.fieldwork.kept.find({ lookup });
		return pilot === undefined || row?.wave !== pilot.fieldwork.kept.id
			? undefined
			: { row, instrument: pilot.fieldwork.instrument };
	}
	const row = await findInterview(reader, { lookup });
	const wave = row === undefined ? undefined : await findWave(reader, { id: row.wave });
	if (row === undefined || wave === undefined) return undefined;
	const isThere =
		invitation === undefined
			? wave.survey === survey
			: (await invitedBy(site, { token: invitation }))?.wave.id === wave.id;
	if (!isThere) return undefined;
	const instrument = await findInstrument(reader, { survey: wave.survey, version: row.version });
	return instrument === undefined ? undefined : { row, instrument };
}
