import type { Wave, WaveId } from '#core/fieldwork/index.ts';
import { demand } from '../../../accounts/demand.ts';
import { onRecord, type Actor } from '../../../on-record.ts';
import type { Site } from '../../../site.ts';
import {
	countMemberStates,
	findWave,
	listSample,
	listSampleFiles,
	removeMember,
	settleMember,
} from '../../../storage/index.ts';
import type { ListedFile, MemberState, SampleMember } from '../../../storage/index.ts';
import { mayJoin } from './persons-answers.ts';
import { takesSample } from './read-sample.ts';

/** A member as the list shows them; nothing in it leads to a token. */
export type ListedMember = Pick<
	SampleMember,
	'place' | 'email' | 'name' | 'language' | 'sector' | 'organisation' | 'state' | 'strata'
>;

export interface SamplePage {
	readonly wave: Wave;
	readonly takesSample: boolean;
	readonly files: readonly ListedFile[];
	readonly counts: Readonly<Record<MemberState, number>>;
	readonly members: readonly ListedMember[];
	/** How many the filters find; `page` counts from 1. */
	readonly found: number;
	readonly page: number;
	readonly pages: number;
	/** Whether the asker may get from a member to what they answered. */
	readonly leadsToAnswers: boolean;
}

const perPage = 50;

/** A wave's sample: files, members in each state, and one page of those that `state` and `search` find. */
export async function samplePageOf(
	site: Site,
	args: { survey: string; wave: WaveId; state?: MemberState | undefined; search?: string; page?: number },
): Promise<SamplePage | undefined> {
	demand(site, 'field', args.survey);
	const { reader } = site.storage;
	const wave = await findWave(reader, { id: args.wave });
	if (wave?.survey !== args.survey) return undefined;
	const { state, search = '' } = args;
	const page = Math.max(1, Math.trunc(args.page ?? 1));
	const listed = await listSample(reader, {
		...{ wave: wave.id, state, search: search.trim() },
		...{ from: (page - 1) * perPage, most: perPage },
	});
	return {
		wave,
		takesSample: takesSample(wave),
		files: await listSampleFiles(reader, { wave: wave.id }),
		counts: await countMemberStates(reader, { wave: wave.id }),
		members: listed.members.map(({ place, email, name, language, sector, organisation, state: now, strata }) => ({
			...{ place, email, name, language, sector, organisation, strata },
			state: now,
		})),
		found: listed.found,
		page,
		pages: Math.max(1, Math.ceil(listed.found / perPage)),
		leadsToAnswers: wave.identityMode === 'confidential' && mayJoin(site, args.survey),
	};
}

/** *ineligible*: turned out not to belong to the population; *ready*: does after all; *removed*: was never to be asked. */
export type MemberChange = 'ineligible' | 'ready' | 'removed';

/** Changes one member who has not answered; false where they have, or are gone. Only who was never invited is removed. */
export async function changeSampleMember(
	site: Site,
	args: { actor: Actor; survey: string; wave: WaveId; place: number; change: MemberChange },
): Promise<boolean> {
	demand(site, 'field', args.survey);
	const wave = await findWave(site.storage.reader, { id: args.wave });
	if (wave?.survey !== args.survey || !takesSample(wave)) return false;
	const doing = { action: `sample.member-${args.change}`, object: `wave ${wave.label}`, survey: args.survey };
	const writer = onRecord(site, args.actor, doing);
	const { place, change } = args;
	return change === 'removed'
		? removeMember(writer, { wave: wave.id, place })
		: settleMember(writer, { wave: wave.id, place, state: change });
}
