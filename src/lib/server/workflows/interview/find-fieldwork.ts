import type { Site } from '../../site.ts';
import { tallied } from '../fieldwork/tally.ts';
import { findSurvey } from '../find-survey.ts';
import type { NotOpen } from '../find-survey.ts';
import type { Fieldwork } from './fieldwork.ts';
import { waveFieldwork } from './fieldwork.ts';
import { findPilotFieldwork } from './pilot-fieldwork.ts';

/** Where somebody answers: in the open wave of a survey or, with the token of its link, in a pilot of it. */
export interface Where {
	readonly survey: string;
	readonly pilot?: string | undefined;
}

/** The fieldwork that takes answers there today. */
export async function findFieldwork(
	site: Site,
	{ survey, pilot }: Where,
): Promise<{ readonly kind: 'open'; readonly fieldwork: Fieldwork } | NotOpen> {
	if (pilot !== undefined) return findPilotFieldwork(site, { survey, token: pilot });
	const found = await findSurvey(site, { survey });
	if (found.kind !== 'open') return found;
	const fieldwork = waveFieldwork(site, found.wave, found.instrument);
	return { kind: 'open', fieldwork: { ...fieldwork, kept: tallied(site, found.wave, fieldwork.kept) } };
}
