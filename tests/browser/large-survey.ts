import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** How many answers each of the two questions has. */
const answersEach = 200;

/**
 * Files for `soundings import`: a survey of one wave, 6,000 people, and two questions of 200 answers each. Person i says
 * i mod 200 to the first, and to the second something that goes with it; one answer is written as a formula.
 */
export function largeSurvey(): { data: string; codebook: string; folder: string } {
	const folder = mkdtempSync(join(tmpdir(), 'soundings-large-'));
	const values = Array.from({ length: answersEach }, (_, code) => ({
		code,
		label: { en: code === 0 ? '=1+1' : `Answer ${code}` },
		spellings: [`${code}`],
	}));
	const question = (name: string, words: string) => ({
		column: name,
		name,
		text: { en: words },
		base: { en: 'Everybody' },
		type: { kind: 'code', values },
		missing: {},
		empty: 'not-applicable',
		inBase: [],
	});
	const text = (words: string) => ({ en: words });
	const codebook = {
		creates: {
			title: text('A large survey'),
			summary: text('Two questions with many answers.'),
			population: text('Everybody'),
			source: text('Made for a test'),
			unit: 'person',
			measures: [],
			breaks: [],
			weighting: null,
		},
		wave: { column: 'wave', mode: 'web', sampleType: 'open-link' },
		weight: null,
		variables: [question('place', 'Place'), question('trade', 'Trade')],
	};
	const rows = Array.from(
		{ length: 6000 },
		(_, i) => `2024,${i % answersEach},${(i + (i % 7) * (i % 3)) % answersEach}`,
	);
	const files = { data: join(folder, 'large.csv'), codebook: join(folder, 'codebook.json'), folder };
	writeFileSync(files.data, ['wave,place,trade', ...rows].join('\n'));
	writeFileSync(files.codebook, JSON.stringify(codebook));
	return files;
}
