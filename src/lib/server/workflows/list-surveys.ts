import type { Wave } from '#core/fieldwork/index.ts';
import type { Instrument, SurveySlug } from '#core/instrument/index.ts';
import { plainText, say } from '#core/instrument/index.ts';
import { isTheirs } from '../accounts/demand.ts';
import type { Site } from '../site.ts';
import { findInstrument, listAllWaves, listVersions } from '../storage/index.ts';

/** A survey with its newest instrument, the numbers of all its versions, and its waves in the order of time. */
export interface SurveyListed {
	readonly survey: SurveySlug;
	readonly instrument: Instrument;
	readonly versions: readonly number[];
	readonly waves: readonly Wave[];
}

/** Every survey, by name. */
export async function listSurveys(site: Site): Promise<SurveyListed[]> {
	const { reader } = site.storage;
	const versions = await listVersions(reader);
	const waves = await listAllWaves(reader);
	const listed: SurveyListed[] = [];
	for (const survey of new Set(versions.map((row) => row.survey))) {
		const numbers = versions.filter((row) => row.survey === survey).map((row) => row.version);
		const instrument = await findInstrument(reader, { survey, version: Math.max(...numbers) });
		if (instrument === undefined) continue;
		listed.push({ survey, instrument, versions: numbers, waves: waves.filter((wave) => wave.survey === survey) });
	}
	return listed;
}

/** One version of a survey's instrument, for the waves that were fielded with it. */
export async function readInstrument(
	site: Site,
	args: { survey: string; version: number },
): Promise<Instrument | undefined> {
	return findInstrument(site.storage.reader, args);
}

/** Every survey in which the asker has a part, with its title in English, by title. */
export async function surveyTitles(site: Site): Promise<{ readonly survey: SurveySlug; readonly title: string }[]> {
	const theirs = (await listSurveys(site)).filter(({ survey }) => isTheirs(site, survey));
	const titles = theirs.map(({ survey, instrument }) => ({
		survey,
		title: plainText(say(instrument.title, 'en')),
	}));
	return titles.toSorted((a, b) => a.title.localeCompare(b.title, 'en'));
}
