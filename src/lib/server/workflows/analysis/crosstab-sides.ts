import { plainText, say } from '#core/instrument/index.ts';
import type { NamedVariable, ReportedWave } from '#core/trends/index.ts';
import type { Site } from '../../site.ts';
import { madeVariables } from '../coding/coded-columns.ts';
import type { CrossedColumn } from './crossed-variable.ts';
import { crossable, crossedColumn } from './crossed-variable.ts';
import type { CrosstabQuestion } from './crosstab-question.ts';
import { breakVariables } from './followed.ts';
import type { LoadedWave } from './loaded-waves.ts';
import { loadWaves, reportedWave, versionsOf } from './loaded-waves.ts';
import { mostNested, nestedColumns } from './nested-columns.ts';

/** What a question is about: its wave, and the variables of its rows, columns and layers as far as they are chosen. */
export interface CrosstabSides {
	readonly kind: 'sides';
	readonly title: string;
	readonly population: string;
	readonly loaded: LoadedWave;
	readonly rows: CrossedColumn | null;
	readonly columns: CrossedColumn | null;
	readonly layer: CrossedColumn | null;
	readonly choices: {
		/** Those with answers, the newest first. */
		readonly waves: readonly ReportedWave[];
		/** In the order of the codebook. */
		readonly variables: readonly NamedVariable[];
		/** Those among them by which the survey's results are broken down. */
		readonly breaks: readonly NamedVariable[];
	};
}

export type NoSides =
	| { readonly kind: 'no-answers'; readonly title: string; readonly waves: readonly ReportedWave[] }
	| { readonly kind: 'unknown-survey' }
	| { readonly kind: 'unknown-wave'; readonly wave: string }
	| { readonly kind: 'unknown-variable'; readonly variable: string };

/** Pages of staff are in English. */
const language = 'en';

/** Finds the wave and the columns that a question names. A side whose nest has too many categories counts as not chosen. */
export async function crosstabSides(site: Site, question: CrosstabQuestion): Promise<CrosstabSides | NoSides> {
	const versions = await versionsOf(site, question.survey);
	const newest = versions.at(-1);
	if (newest === undefined) return { kind: 'unknown-survey' };
	const title = plainText(say(newest.title, language));
	const waves = await loadWaves(site, { survey: question.survey, versions });
	const answered = waves.filter(({ answers }) => answers.dataset.rows > 0).toReversed();
	const loaded =
		question.wave === undefined
			? (answered.find(({ wave }) => wave.state !== 'open') ?? answered[0])
			: answered.find(({ wave }) => wave.id === question.wave);
	if (question.wave !== undefined && loaded === undefined) return { kind: 'unknown-wave', wave: question.wave };
	if (loaded === undefined) return { kind: 'no-answers', title, waves: waves.map((wave) => reportedWave(wave)) };

	const { dataset } = loaded.answers;
	const named = new Map<string, CrossedColumn>();
	for (const name of [...question.rows, ...question.columns, ...question.layer]) {
		const column = named.get(name) ?? crossedColumn(dataset, name, language);
		if (column === undefined) return { kind: 'unknown-variable', variable: name };
		named.set(name, column);
	}
	const side = (names: readonly string[]) => sideOf(names.flatMap((name) => named.get(name) ?? []));
	const variables = crossable(dataset, language);
	const derived = await madeVariables(site, question);
	const broken = new Set(breakVariables(versions.toReversed(), derived).map(({ name }) => name));
	return {
		kind: 'sides',
		...{ title, loaded, rows: side(question.rows), columns: side(question.columns), layer: side(question.layer) },
		population: plainText(say(newest.population, language)),
		choices: {
			waves: answered.map((wave) => reportedWave(wave)),
			variables,
			breaks: variables.filter(({ name }) => broken.has(name)),
		},
	};
}

function sideOf(columns: readonly CrossedColumn[]): CrossedColumn | null {
	const [first, ...inner] = columns;
	const size = columns.reduce((product, one) => product * one.size, 1);
	return first === undefined || (inner.length > 0 && size > mostNested) ? null : nestedColumns(first, inner);
}
