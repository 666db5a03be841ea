import { demand } from '../../accounts/demand.ts';
import type { StaffVerb } from '../../accounts/authorise.ts';
import type { Site } from '../../site.ts';
import { findDraftSurvey } from '../../storage/drafts.ts';

/** Holds the asker to what they may do in the survey that a draft belongs to. Of a draft that is not there nothing is asked. */
export async function demandDraft(site: Site, verb: StaffVerb, args: { id: string }): Promise<void> {
	const survey = await findDraftSurvey(site.storage.reader, args);
	if (survey !== undefined) demand(site, verb, survey);
}
