import { formChanges } from '#core/authoring/index.ts';
import type { BankEntry, BankUse } from '#core/authoring/index.ts';
import { variablesRead } from '#core/comparability/index.ts';
import { plainText, say, variablesOf } from '#core/instrument/index.ts';
import type { Instrument } from '#core/instrument/index.ts';
import type { Site } from '../../site.ts';
import { findInstrument, findLatestVersion, listWaves } from '../../storage/index.ts';
import { countCompleted } from '../analysis/count-completed.ts';
import { hasAsked } from './fielded.ts';
import { questionBank } from './question-bank.ts';

/** Where a question was asked, and what differs there: from what the bank shows to what was asked, in words. */
export interface QuestionUse extends Omit<BankUse, 'question'> {
	/** What it is called there. */
	readonly question: string;
	readonly changes: readonly string[];
}

/** What a survey can show of the answers to a question over its waves. */
export interface QuestionTrend {
	readonly survey: string;
	readonly title: string;
	/** The last wave that asked it, with its completed interviews. */
	readonly lastWave: string;
	readonly completed: number;
	readonly measures: readonly { readonly id: string; readonly label: string }[];
	/** Coded columns, which have a trend of their own. */
	readonly columns: readonly { readonly name: string; readonly label: string }[];
}

export interface BankQuestion extends Omit<BankEntry, 'uses'> {
	readonly uses: readonly QuestionUse[];
	readonly trends: readonly QuestionTrend[];
}

/** A question of the bank with where it was asked and what came of it; undefined where the asker's bank has no such. */
export async function questionInBank(site: Site, { id }: { id: string }): Promise<BankQuestion | undefined> {
	const entry = (await questionBank(site)).find(id);
	if (entry === undefined) return undefined;
	const uses = entry.uses.map((use) => ({
		...use,
		question: use.question.id,
		changes: use.likeness === 'changed' ? formChanges(entry.question, use.question) : [],
	}));
	const surveys = [...new Set(uses.filter(({ waves }) => waves.length > 0).map(({ survey }) => survey))];
	const trends = await Promise.all(surveys.map((survey) => trendIn(site, survey, entry.uses)));
	return { ...entry, uses, trends: trends.filter((trend) => trend !== undefined) };
}

async function trendIn(site: Site, survey: string, uses: readonly BankUse[]): Promise<QuestionTrend | undefined> {
	const { reader } = site.storage;
	const own = uses.filter((use) => use.survey === survey && use.waves.length > 0);
	const versions = own.map(({ version }) => version);
	const waves = await listWaves(reader, { survey });
	const last = waves.findLast((wave) => hasAsked[wave.state] && versions.includes(wave.instrumentVersion));
	const version = await findLatestVersion(reader, { survey });
	const newest = version === undefined ? undefined : await findInstrument(reader, { survey, version });
	const [use] = own;
	if (last === undefined || newest === undefined || use === undefined) return undefined;
	const columns = own.flatMap(({ question }) => variablesOf(question));
	const byName = new Map(columns.map((column) => [column.name, column]));
	return {
		...{ survey, title: use.surveyTitle, lastWave: last.label },
		completed: await countCompleted(site, { wave: last, patience: 3000 }),
		measures: measuresOf(newest, new Set(byName.keys())),
		columns: [...byName.values()].flatMap(({ name, label, type, values }) =>
			type === 'code' && values.length > 0 ? [{ name, label: plainText(say(label, 'en')) }] : [],
		),
	};
}

function measuresOf({ measures }: Instrument, columns: ReadonlySet<string>): QuestionTrend['measures'] {
	return measures
		.filter((measure) => variablesRead(measure).some((name) => columns.has(name)))
		.map(({ id, label }) => ({ id, label: plainText(say(label, 'en')) }));
}
