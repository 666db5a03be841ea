import type { CodeFrame, FrameCode } from '#core/coding/index.ts';
import { frameState, inSeededOrder } from '#core/coding/index.ts';
import type { Wave } from '#core/fieldwork/index.ts';
import { demand } from '../../accounts/demand.ts';
import type { Site } from '../../site.ts';
import { openAnswers, shownWords } from './open-answers.ts';
import { codedQuestion } from './questions.ts';
import type { CodingCounts } from './wave-coding.ts';
import { codingCounts, waveCoding } from './wave-coding.ts';

/** The frame of an open question with what it was made of, and a sample of answers to make it by. */
export interface FramePage {
	readonly survey: string;
	readonly title: string;
	readonly variable: string;
	readonly label: string;
	/** Counts the changes that were stored, 0 before the first. */
	readonly revision: number;
	/** `given` counts the answers of all waves that have the code. */
	readonly codes: readonly (FrameCode & { readonly given: number })[];
	readonly share: number;
	/** The newest first. */
	readonly history: CodeFrame['changes'];
	readonly waves: readonly (Pick<Wave, 'id' | 'label'> & { readonly counts: CodingCounts | null })[];
	/** The words of some answers, chosen by the seed from all `of` of waves that are over, personal details masked. */
	readonly sample: { readonly seed: number; readonly of: number; readonly words: readonly string[] };
}

const sampleSize = 20;

export async function framePageOf(
	site: Site,
	{ survey, variable, seed }: { survey: string; variable: string; seed: number },
): Promise<FramePage | undefined> {
	demand(site, 'manage', survey);
	const found = await codedQuestion(site, { survey, variable });
	if (found === undefined) return undefined;
	const { title, question, frame, revision } = found;
	const { codes, share } = frameState(frame);
	const given = new Map<number, number>();
	const waves: FramePage['waves'][number][] = [];
	for (const { id, label, wave, isOver } of question.waves) {
		const coding = isOver ? await waveCoding(site, { wave, variable, frame }) : undefined;
		waves.push({ id, label, counts: coding === undefined ? null : codingCounts(coding) });
		for (const response of coding?.codings.keys() ?? []) {
			const settled = coding?.settledOf(response);
			if (settled?.kind !== 'coded') continue;
			for (const code of settled.codes) given.set(code, (given.get(code) ?? 0) + 1);
		}
	}
	return {
		...{ survey, title, variable, label: question.label, revision, share, waves },
		codes: codes.map((code) => ({ ...code, given: given.get(code.code) ?? 0 })),
		history: frame.changes.toReversed(),
		sample: await sampleOf(site, {
			variable,
			seed,
			waves: question.waves.flatMap((one) => (one.isOver ? one.wave : [])),
		}),
	};
}

async function sampleOf(
	site: Site,
	{ variable, seed, waves }: { variable: string; seed: number; waves: readonly Wave[] },
): Promise<FramePage['sample']> {
	const waveOf = new Map<string, Wave>();
	for (const wave of waves)
		for (const id of (await openAnswers(site, { wave, variable }))?.rows.keys() ?? []) waveOf.set(id, wave);
	const chosen = inSeededOrder([...waveOf.keys()], seed).slice(0, sampleSize);
	const words = new Map<string, string>();
	for (const wave of waves) {
		const ids = chosen.filter((id) => waveOf.get(id) === wave);
		for (const [id, shown] of await shownWords(site, { wave, variable, ids })) words.set(id, shown);
	}
	return { seed, of: waveOf.size, words: chosen.flatMap((id) => words.get(id) ?? []) };
}
