import { codesInUse, frameState } from '#core/coding/index.ts';
import type { Wave } from '#core/fieldwork/index.ts';
import { demand } from '../../accounts/demand.ts';
import type { Site } from '../../site.ts';
import { findCodeFrame } from '../../storage/index.ts';
import { openQuestions } from './questions.ts';
import type { CodingCounts } from './wave-coding.ts';
import { codingCounts, waveCoding } from './wave-coding.ts';

/** The open questions of a survey and how far the coding of each wave has come. */
export interface CodingList {
	readonly survey: string;
	readonly title: string;
	readonly questions: readonly {
		readonly variable: string;
		readonly label: string;
		/** Codes in use. */
		readonly codes: number;
		/** `counts` is null for a wave that goes on. */
		readonly waves: readonly (Pick<Wave, 'id' | 'label'> & { readonly counts: CodingCounts | null })[];
	}[];
}

export async function codingListOf(site: Site, { survey }: { survey: string }): Promise<CodingList | undefined> {
	demand(site, 'manage', survey);
	const all = await openQuestions(site, survey);
	if (all === undefined) return undefined;
	const questions: CodingList['questions'][number][] = [];
	for (const { variable, label, waves } of all.questions) {
		const frame = (await findCodeFrame(site.storage.reader, { survey, variable }))?.frame ?? { seed: 0, changes: [] };
		const counted: CodingList['questions'][number]['waves'][number][] = [];
		for (const { id, label: called, wave, isOver } of waves) {
			const coding = isOver ? await waveCoding(site, { wave, variable, frame }) : undefined;
			counted.push({ id, label: called, counts: coding === undefined ? null : codingCounts(coding) });
		}
		questions.push({ variable, label, codes: codesInUse(frameState(frame)).length, waves: counted });
	}
	return { survey: all.survey, title: all.title, questions };
}
