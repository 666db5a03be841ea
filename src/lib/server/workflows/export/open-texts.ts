import type { Wave } from '#core/fieldwork/index.ts';
import type { MissingReason } from '#core/instrument/index.ts';
import { cellsOf, missingCodes, questionsOf, variablesOf } from '#core/instrument/index.ts';
import type { TextData } from '#exchange/data-file/data-file.ts';
import type { Site } from '../../site.ts';
import { readResponses } from '../../storage/index.ts';
import { maskedTexts } from '../masked-texts.ts';
import type { WaveAnswers } from '../analysis/wave-answers.ts';

/**
 * The open texts of a wave's completed interviews by variable, personal details in them masked, in the rows of its dataset: both are read in the one order
 * in which the table stands, which does not change once the wave is closed. A question without an answer was not
 * applicable.
 */
export async function openTexts(
	site: Site,
	{ instrument, dataset }: WaveAnswers,
	wave: Wave,
): Promise<Map<string, TextData>> {
	const found = questionsOf(instrument).flatMap((question) =>
		variablesOf(question).flatMap(({ type, name }, place) =>
			type === 'text'
				? [{ question, name, place, texts: new Array<string>(), missing: new Int8Array(dataset.rows) }]
				: [],
		),
	);
	const shown = await maskedTexts(site, { wave: wave.id });
	let row = 0;
	await readResponses(site.storage.reader, {
		wave: wave.id,
		each: ({ id, outcome, answers, arms }) => {
			if (outcome !== 'completed') return;
			for (const { question, name, place, texts, missing } of found) {
				const answer = answers[question.id];
				const cell = answer === undefined ? undefined : cellsOf(question, answer, arms)[place];
				missing[row] = typeof cell === 'string' ? 0 : missingCodes[reasonOf(cell)];
				texts.push(typeof cell === 'string' ? shown(id, name, cell) : '');
			}
			row++;
		},
	});
	if (row !== dataset.rows) throw new Error(`wave ${wave.id} has ${row} interviews and a dataset of ${dataset.rows}`);
	return new Map(found.map(({ name, texts, missing }) => [name, { kind: 'text', texts, missing }]));
}

function reasonOf(cell: ReturnType<typeof cellsOf>[number] | undefined): MissingReason {
	return typeof cell === 'object' ? cell.missing : 'not-applicable';
}
