import type { CodeFrame } from '#core/coding/index.ts';
import type { Wave } from '#core/fieldwork/index.ts';
import type { Instrument, Variable } from '#core/instrument/index.ts';
import { codebook, plainText, say } from '#core/instrument/index.ts';
import { demand } from '../../accounts/demand.ts';
import type { Site } from '../../site.ts';
import { findCodeFrame, findInstrument, listMembers, listVersions, listWaves } from '../../storage/index.ts';
import { isOver } from '../quality/flag-wave.ts';
import { openQuestion } from './coded-columns.ts';

/** An open question of a survey, as the newest version that has it asks it, and the waves that do. */
export interface OpenQuestion {
	readonly variable: string;
	readonly label: string;
	/** In the order of time; planned ones and pilots are left out. Of those that go on nobody reads answers yet. */
	readonly waves: readonly (Pick<Wave, 'id' | 'label'> & { readonly wave: Wave; readonly isOver: boolean })[];
}

export interface OpenQuestions {
	readonly survey: string;
	readonly title: string;
	readonly questions: readonly OpenQuestion[];
}

const language = 'en';

/** The open questions of a survey, for those who code its answers; undefined for an unknown survey. */
export async function openQuestions(site: Site, survey: string): Promise<OpenQuestions | undefined> {
	demand(site, 'manage', survey);
	const { reader } = site.storage;
	const instruments = await instrumentsOf(site, survey);
	const newest = instruments[0];
	if (newest === undefined) return undefined;
	const waves = (await listWaves(reader, { survey })).filter(({ state }) => state !== 'planned' && state !== 'pilot');
	const asked = new Map<string, Variable>();
	for (const variable of instruments.flatMap(codebook))
		if (variable.type === 'text' && !asked.has(variable.name)) asked.set(variable.name, variable);
	const asks = (wave: Wave, variable: string) => {
		const instrument = instruments.find(({ version }) => version === wave.instrumentVersion);
		return instrument !== undefined && openQuestion(instrument, variable) !== undefined;
	};
	return {
		survey,
		title: words(newest.title),
		questions: [...asked.values()].map(({ name, label }) => ({
			variable: name,
			label: words(label) || name,
			waves: waves
				.filter((wave) => asks(wave, name))
				.map((wave) => ({ id: wave.id, label: wave.label, wave, isOver: isOver(wave) })),
		})),
	};
}

/** One of them with its frame, `revision` 0 where it has none yet. */
export async function codedQuestion(
	site: Site,
	{ survey, variable }: { survey: string; variable: string },
): Promise<
	| {
			readonly survey: string;
			readonly title: string;
			readonly question: OpenQuestion;
			readonly frame: CodeFrame;
			readonly revision: number;
	  }
	| undefined
> {
	const all = await openQuestions(site, survey);
	const question = all?.questions.find((one) => one.variable === variable);
	if (all === undefined || question === undefined) return undefined;
	const stored = await findCodeFrame(site.storage.reader, { survey, variable });
	const { frame, revision } = stored ?? { frame: { seed: 0, changes: [] }, revision: 0 };
	return { survey, title: all.title, question, frame, revision };
}

/** What accounts are called, by id. */
export async function coderNames(site: Site): Promise<(id: string) => string> {
	const names = new Map((await listMembers(site.storage.reader)).map(({ id, name }) => [id, name]));
	return (id) => names.get(id) ?? 'An account that was closed';
}

/** All versions, the newest first. */
async function instrumentsOf(site: Site, survey: string): Promise<Instrument[]> {
	const { reader } = site.storage;
	const versions = (await listVersions(reader)).filter((one) => one.survey === survey).toReversed();
	const found = await Promise.all(versions.map(({ version }) => findInstrument(reader, { survey, version })));
	return found.filter((instrument) => instrument !== undefined);
}

function words(text: Variable['label']): string {
	return plainText(say(text, language)).replaceAll(/\s+/g, ' ').trim();
}
