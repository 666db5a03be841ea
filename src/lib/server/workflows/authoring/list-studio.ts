import { plainText, say } from '#core/instrument/index.ts';
import { isTheirs } from '../../accounts/demand.ts';
import type { Site } from '../../site.ts';
import type { Draft } from '../../storage/index.ts';
import { listDrafts } from '../../storage/index.ts';
import { listSurveys } from '../list-surveys.ts';

/** A survey as the studio lists it: what is published of it, which waves asked it, and what is being written. */
export interface StudioSurvey {
	readonly survey: string;
	/** Null where nothing is published yet. */
	readonly title: string | null;
	readonly versions: readonly {
		readonly version: number;
		readonly waves: readonly string[];
		readonly isLatest: boolean;
	}[];
	readonly drafts: readonly Omit<Draft, 'document'>[];
}

/** Every survey that is published or being written and in which the asker has a part, by name. */
export async function listStudio(site: Site): Promise<StudioSurvey[]> {
	const published = (await listSurveys(site)).filter(({ survey }) => isTheirs(site, survey));
	const drafts = (await listDrafts(site.storage.reader, {})).filter(({ survey }) => isTheirs(site, survey));
	const unpublished = drafts
		.map(({ survey }) => survey)
		.filter((name) => !published.some(({ survey }) => survey === name));
	const listed = published.map(({ survey, instrument, versions, waves }): StudioSurvey => ({
		survey,
		title: plainText(say(instrument.title, 'en')),
		versions: versions
			.toSorted((a, b) => b - a)
			.map((version) => ({
				version,
				waves: waves.filter((wave) => wave.instrumentVersion === version).map(({ label }) => label),
				isLatest: version === instrument.version,
			})),
		drafts: drafts.filter((draft) => draft.survey === survey && draft.state !== 'published'),
	}));
	const fresh = [...new Set(unpublished)].map((survey): StudioSurvey => ({
		survey,
		title: null,
		versions: [],
		drafts: drafts.filter((draft) => draft.survey === survey),
	}));
	return [...listed, ...fresh].toSorted((a, b) => a.survey.localeCompare(b.survey, 'en'));
}
