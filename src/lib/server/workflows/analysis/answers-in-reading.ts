import { chosenNumbers, chosenRows } from '#core/dataset/index.ts';
import type { Wave } from '#core/fieldwork/index.ts';
import type { QualityReading } from '#core/fieldwork/index.ts';
import { countsIn } from '#core/fieldwork/index.ts';
import type { Site } from '../../site.ts';
import { qualityRows } from '../quality/quality-rows.ts';
import type { WaveAnswers } from './wave-answers.ts';
import { weighWave } from './weigh-wave.ts';

/** A wave's answers without those that a reading leaves out, and how many those are. */
export interface AnswersInReading {
	readonly answers: WaveAnswers;
	readonly leftOut: number;
	/** The quality of each row of these answers; null where nothing was flagged. */
	readonly quality: Int8Array | null;
}

const made = new WeakMap<WaveAnswers, Map<string, AnswersInReading>>();

/**
 * Leaves out of a wave what does not count in a reading, as if nobody had sent it: those who remain are weighed anew by the
 * same scheme, so that margins hold in every reading. The same answers and flags give the same object.
 */
export async function answersInReading(
	site: Site,
	{ wave, answers, reading }: { wave: Wave; answers: WaveAnswers; reading: QualityReading },
): Promise<AnswersInReading> {
	const { quality, stamp } = await qualityRows(site, { wave: wave.id });
	if (quality === null || quality.length !== answers.dataset.rows) return { answers, leftOut: 0, quality: null };
	const known = made.get(answers) ?? new Map<string, AnswersInReading>();
	made.set(answers, known);
	const key = `${reading} ${stamp}`;
	const before = known.get(key);
	if (before !== undefined) return before;
	const rows = Int32Array.from(Array.from(quality.keys()).filter((row) => countsIn(reading, quality[row] ?? 0)));
	const leftOut = quality.length - rows.length;
	const found: AnswersInReading =
		leftOut === 0
			? { answers, leftOut, quality }
			: { answers: among(answers, rows, key), leftOut, quality: Int8Array.from(rows, (row) => quality[row] ?? 0) };
	for (const other of known.keys()) if (!other.endsWith(` ${stamp}`)) known.delete(other);
	known.set(key, found);
	return found;
}

function among(answers: WaveAnswers, rows: Int32Array, key: string): WaveAnswers {
	const { asked, weighting, instrument, panel, unread } = answers;
	const dataset = chosenRows(answers.dataset, rows);
	const supplied = answers.supplied === null ? null : chosenNumbers(answers.supplied, rows);
	const decision = weighting.decided ?? null;
	return {
		...weighWave({ dataset, supplied, asked, decision, language: 'en' }),
		...{ instrument, dataset, supplied, unread },
		panel: panel === null ? null : Array.from(rows, (row) => panel[row] ?? ''),
		stamp: `${answers.stamp} ${key}`,
	};
}
