import type { Wave, WaveOrigin } from '#core/fieldwork/index.ts';
import type { SurveySlug } from '#core/instrument/index.ts';
import { say } from '#core/instrument/index.ts';
import { isTheirs } from '../../accounts/demand.ts';
import type { Site } from '../../site.ts';
import { listSurveys } from '../list-surveys.ts';
import { countCompleted } from './count-completed.ts';

/** A survey as the list of surveys tells of it. */
export interface AnalysedSurvey {
	readonly survey: SurveySlug;
	readonly title: string;
	readonly summary: string;
	/** Waves that are or were in the field. */
	readonly waves: number;
	/** The newest of them. */
	readonly last: Pick<Wave, 'label' | 'state' | 'opensOn' | 'closesOn'> | null;
	/** Completed interviews of all waves, unweighted. */
	readonly completed: number;
	/** Where the answers come from, when not all were given here. */
	readonly origins: readonly WaveOrigin[];
}

/** Every survey in which the asker has a part, with what there is to analyse, by title. */
export async function listAnalysed(site: Site, { language = 'en' } = {}): Promise<AnalysedSurvey[]> {
	const theirs = (await listSurveys(site)).filter(({ survey }) => isTheirs(site, survey));
	const listed = theirs.map(async ({ survey, instrument, waves: all }) => {
		const waves = all.filter(({ state }) => state !== 'planned' && state !== 'pilot');
		const counts = await Promise.all(waves.map((wave) => countCompleted(site, { wave, patience: 3000 })));
		const last = waves.at(-1);
		return {
			survey,
			title: say(instrument.title, language),
			summary: say(instrument.summary, language),
			waves: waves.length,
			last: last === undefined ? null : lastOf(last),
			completed: counts.reduce((sum, completed) => sum + completed, 0),
			origins: [...new Set(waves.map(({ origin }) => origin))],
		};
	});
	return (await Promise.all(listed)).toSorted((a, b) => a.title.localeCompare(b.title, 'en'));
}

function lastOf({ label, state, opensOn, closesOn }: Wave): AnalysedSurvey['last'] {
	return { label, state, opensOn, closesOn };
}
