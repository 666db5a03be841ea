import type { CodeFrame, CodingNow, Settled } from '#core/coding/index.ts';
import { codedByTwo, codingReader, settled } from '#core/coding/index.ts';
import type { Wave } from '#core/fieldwork/index.ts';
import type { Site } from '../../site.ts';
import type { AgreedCoding } from '../../storage/index.ts';
import { listAgreedCodings, listCodings } from '../../storage/index.ts';
import type { OpenAnswers } from './open-answers.ts';
import { openAnswers } from './open-answers.ts';

/** What stands of the coding of a wave's answers to a question. */
export interface WaveCoding {
	readonly answers: OpenAnswers;
	/** What each coder gave each answer, in the frame as it is now. */
	readonly codings: ReadonlyMap<string, readonly (CodingNow & { readonly coder: string })[]>;
	readonly agreed: ReadonlyMap<string, AgreedCoding & { readonly now: CodingNow }>;
	readonly byTwo: (response: string) => boolean;
	/** What holds for an answer. */
	settledOf(response: string): Settled;
}

/** Undefined where the wave did not ask the question. */
export async function waveCoding(
	site: Site,
	{ wave, variable, frame }: { wave: Wave; variable: string; frame: CodeFrame },
): Promise<WaveCoding | undefined> {
	const { reader } = site.storage;
	const answers = await openAnswers(site, { wave, variable });
	if (answers === undefined) return undefined;
	const of = { wave: wave.id, variable };
	const read = codingReader(frame);
	const codings = new Map<string, (CodingNow & { coder: string })[]>();
	for (const { response, coder, coding } of await listCodings(reader, of)) {
		const before = codings.get(response) ?? [];
		before.push({ coder, ...read(coding) });
		codings.set(response, before);
	}
	// Who comes first is the same for every answer, so that agreement is of one coder with another.
	for (const given of codings.values()) given.sort((a, b) => (a.coder < b.coder ? -1 : 1));
	const agreed = new Map(
		(await listAgreedCodings(reader, of)).map((one) => [one.response, { ...one, now: read(one.coding) }]),
	);
	const byTwo = codedByTwo(frame);
	return {
		...{ answers, codings, agreed, byTwo },
		settledOf: (response) =>
			settled(codings.get(response) ?? [], agreed.get(response)?.now, { byTwo: byTwo(response) }),
	};
}

/** How far the coding of a wave has come, in answers. */
export interface CodingCounts {
	/** Answers with words. */
	readonly answers: number;
	/** Those that count, and of them those that have to be read again since the frame changed. */
	readonly coded: number;
	readonly unread: number;
	/** Those that wait for a second coder, and those on which two differ. */
	readonly oneOfTwo: number;
	readonly differ: number;
}

export function codingCounts({ answers, settledOf }: Pick<WaveCoding, 'answers' | 'settledOf'>): CodingCounts {
	const counts = { answers: answers.rows.size, coded: 0, unread: 0, oneOfTwo: 0, differ: 0 };
	for (const id of answers.rows.keys()) {
		const found = settledOf(id);
		if (found.kind === 'one-of-two') counts.oneOfTwo++;
		else if (found.kind === 'differs') counts.differ++;
		else if (found.kind === 'coded') {
			counts.coded++;
			if (found.unread.length > 0) counts.unread++;
		}
	}
	return counts;
}
