import type { Wave, WaveId } from '#core/fieldwork/index.ts';
import { demand } from '../../../accounts/demand.ts';
import type { Site } from '../../../site.ts';
import { countForLetters, countStrata, listLetterRuns, listSampleFiles } from '../../../storage/index.ts';
import type { LetterFilter, LetterRun } from '../../../storage/index.ts';
import { ownWave, templatesOf } from '../messages/messages-page.ts';
import type { TemplateState } from '../messages/messages-page.ts';

/** Why no letters can be made now; null where they can. */
export type NoLetters = 'open-link' | 'closed' | 'words' | 'nobody' | null;

export interface LettersPage {
	readonly wave: Wave;
	/** How many would get a letter. */
	readonly count: number;
	readonly noLetters: NoLetters;
	readonly files: readonly { readonly id: string; readonly name: string }[];
	/** The columns of the sample that tell groups apart, with their values. */
	readonly groups: readonly { readonly column: string; readonly values: readonly string[] }[];
	readonly templates: readonly TemplateState[];
	readonly runs: readonly LetterRun[];
}

/** A column with more values than this is no stratum. */
const mostGroups = 40;

/** The page of a wave's letters, for those whom `filter` picks; undefined for a wave that the survey does not have. */
export async function lettersPageOf(
	site: Site,
	args: { survey: string; wave: WaveId; filter: LetterFilter },
): Promise<LettersPage | undefined> {
	demand(site, 'field', args.survey);
	const { reader } = site.storage;
	const wave = await ownWave(site, args);
	if (wave === undefined) return undefined;
	const at = { wave: wave.id };
	const templates = (await templatesOf(site, wave)).filter(({ kind }) => kind === 'letter');
	const counted = await countForLetters(reader, { ...at, filter: args.filter });
	const noLetters = whyNone(wave, { templates, count: counted });
	return {
		...{ wave, templates, noLetters },
		count: noLetters === 'open-link' || noLetters === 'closed' ? 0 : counted,
		files: (await listSampleFiles(reader, at)).map(({ id, name }) => ({ id, name })),
		groups: await groupsOf(site, wave),
		runs: await listLetterRuns(reader, at),
	};
}

/** The first reason why no letters can be made in a wave. */
export function whyNone(
	wave: Wave,
	{ templates, count }: { templates: readonly TemplateState[]; count: number },
): NoLetters {
	if (wave.identityMode === 'anonymous') return 'open-link';
	if (wave.state === 'closed' || wave.state === 'archived') return 'closed';
	if (templates.some(({ problems }) => problems.length > 0)) return 'words';
	return count === 0 ? 'nobody' : null;
}

async function groupsOf({ storage: { reader } }: Site, wave: Wave): Promise<LettersPage['groups']> {
	if (wave.identityMode === 'anonymous') return [];
	const columns = new Map<string, Set<string>>();
	for (const { column, value } of await countStrata(reader, { wave: wave.id })) {
		columns.set(column, (columns.get(column) ?? new Set<string>()).add(value));
	}
	return [...columns]
		.filter(([, values]) => values.size <= mostGroups)
		.map(([column, values]) => ({ column, values: [...values].toSorted((a, b) => a.localeCompare(b)) }));
}
