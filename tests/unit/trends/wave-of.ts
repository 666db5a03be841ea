import { type Dataset } from '../../../src/lib/core/dataset/index.ts';
import { type Design, designOf } from '../../../src/lib/core/estimation/index.ts';
import { Instrument, codebook } from '../../../src/lib/core/instrument/index.ts';
import { type AnsweredWave } from '../../../src/lib/core/trends/index.ts';

const text = (words: string) => ({ en: words });
const asked = { base: text('All'), sensitivity: 'none', dontKnow: { offered: true, inBase: true } } as const;

/** An instrument of single questions, each with codes 1–3, and a share measure "code 1" for each of `measured`. */
export function instrumentOf(
	questions: readonly string[],
	measured: readonly string[] = questions,
	smallestChange = 0.03,
): Instrument {
	return Instrument.parse({
		survey: 'trial',
		version: 1,
		title: text('Trial'),
		summary: text('For tests.'),
		population: text('Everybody'),
		unit: 'person',
		languages: [{ code: 'en', status: 'complete' }],
		introduction: text('Hello.'),
		closing: text('Goodbye.'),
		privacy: { purpose: text('Tests.'), collects: text('Codes.'), published: text('Nothing.'), retentionMonths: 1 },
		sections: [
			{
				id: 'only',
				title: text('Only'),
				questions: questions.map((id) => ({
					...asked,
					id,
					kind: 'single',
					text: text(`Which of ${id}?`),
					preferNotToSay: { offered: true, inBase: false },
					options: [1, 2, 3].map((code) => ({ code, label: text(`Option ${code}`) })),
				})),
			},
		],
		measures: measured.map((id) => ({
			id: `share-${id}`,
			label: text(id),
			base: text('All'),
			objective: 'deter',
			smallestChange,
			statistic: 'share',
			variables: [id],
			codes: [1],
		})),
		weighting: null,
		support: [],
	});
}

/** A wave from code columns; without a design every row weighs 1. */
export function waveOf(
	id: string,
	instrument: Instrument,
	columns: Readonly<Record<string, Int16Array>>,
	design?: Design,
): AnsweredWave {
	const variables = codebook(instrument);
	const rows = Object.values(columns)[0]?.length ?? 0;
	const dataset: Dataset = {
		rows,
		columns: new Map(
			Object.entries(columns).map(([name, codes]) => {
				const variable = variables.find((v) => v.name === name);
				if (!variable) throw new Error(`no variable ${name}`);
				return [name, { kind: 'code', variable, codes }];
			}),
		),
	};
	return {
		kind: 'answered',
		id,
		instrument,
		dataset,
		design: design ?? designOf({ weights: new Float64Array(rows).fill(1) }),
	};
}

/** A column with exactly `ones` rows of code 1 among `rows`, the others code 2. */
export function columnWith(ones: number, rows: number): Int16Array {
	return Int16Array.from({ length: rows }, (_, i) => (i < ones ? 1 : 2));
}
