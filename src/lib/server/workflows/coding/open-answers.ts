import { hashWords } from '#core/interview/index.ts';
import { sameWordsKey } from '#core/coding/index.ts';
import type { Wave } from '#core/fieldwork/index.ts';
import { textReader } from '#core/fieldwork/index.ts';
import type { Instrument } from '#core/instrument/index.ts';
import { cellsOf, missingCodes, questionsOf, variablesOf } from '#core/instrument/index.ts';
import type { Site } from '../../site.ts';
import type { Storage } from '../../storage/index.ts';
import { findInstrument, placesOfResponses, readResponses, readResponsesAt } from '../../storage/index.ts';
import { countCompleted } from '../analysis/count-completed.ts';
import { maskedTexts } from '../masked-texts.ts';

/** The answers of a wave that is over to one open question, in the rows of its dataset. Their words are not among them. */
export interface OpenAnswers {
	/** The response of each row that has words; empty for a row without. */
	readonly ids: readonly string[];
	/** The row of each response that has words. */
	readonly rows: ReadonlyMap<string, number>;
	/** Why there are no words, as an export code; 0 where there are. */
	readonly missing: Int8Array;
	/** Rows of the same words have the same number; so may, very seldom, rows of others. */
	readonly words: Uint32Array;
}

/** How many questions of waves are kept in memory. */
const mostKept = 12;
const keptBySite = new WeakMap<Storage, Map<string, Promise<OpenAnswers>>>();

/** Undefined where the wave's questionnaire does not ask the question. Read once, as long as the wave has as many answers. */
export async function openAnswers(
	site: Site,
	{ wave, variable }: { wave: Wave; variable: string },
): Promise<OpenAnswers | undefined> {
	const instrument = await instrumentOf(site, wave);
	if (placeOfText(instrument, variable) === undefined) return undefined;
	const completed = await countCompleted(site, { wave, patience: 0 });
	const kept = keptBySite.get(site.storage) ?? new Map<string, Promise<OpenAnswers>>();
	keptBySite.set(site.storage, kept);
	const key = `${wave.id} ${variable} ${completed}`;
	const answers = kept.get(key) ?? readAnswers(site, { wave, variable, instrument, completed });
	kept.delete(key);
	kept.set(key, answers);
	for (const old of kept.keys()) if (kept.size > mostKept) kept.delete(old);
	return answers.catch((error: unknown) => {
		kept.delete(key);
		throw error;
	});
}

/** The words of some answers as they may be shown, personal details masked, by response. */
export async function shownWords(
	site: Site,
	{ wave, variable, ids }: { wave: Wave; variable: string; ids: readonly string[] },
): Promise<Map<string, string>> {
	const { reader } = site.storage;
	const [shown, textOf] = [
		await maskedTexts(site, { wave: wave.id, variable }),
		textReader(await instrumentOf(site, wave)),
	];
	const found = new Map<string, string>();
	const places = await placesOfResponses(reader, { wave: wave.id, ids });
	await readResponsesAt(reader, {
		wave: wave.id,
		places: places.values(),
		each: (response) => {
			const text = textOf(response, variable);
			if (text !== undefined) found.set(response.id, shown(response.id, variable, text));
		},
	});
	return found;
}

/** The others among some answers that are the very same words as one, but for case, accents and what is no letter. */
export async function sameWords(
	site: Site,
	args: { wave: Wave; variable: string; answers: OpenAnswers; id: string; among: readonly string[] },
): Promise<string[]> {
	const { wave, variable, answers, id, among } = args;
	const { rows, words } = answers;
	const keyOf = (of: string) => words[rows.get(of) ?? -1];
	const likely = among.filter((other) => other !== id && keyOf(other) === keyOf(id));
	if (likely.length === 0) return [];
	const shown = await shownWords(site, { wave, variable, ids: [id, ...likely] });
	const key = sameWordsKey(shown.get(id) ?? '');
	return likely.filter((other) => sameWordsKey(shown.get(other) ?? '') === key);
}

async function instrumentOf(site: Site, wave: Wave): Promise<Instrument> {
	const args = { survey: wave.survey, version: wave.instrumentVersion };
	const instrument = await findInstrument(site.storage.reader, args);
	if (instrument === undefined) throw new Error(`wave ${wave.id} is of a version that is not stored`);
	return instrument;
}

function placeOfText(instrument: Instrument, variable: string) {
	for (const question of questionsOf(instrument)) {
		const place = variablesOf(question).findIndex(({ name, type }) => name === variable && type === 'text');
		if (place >= 0) return { question, place };
	}
	return undefined;
}

async function readAnswers(
	site: Site,
	{
		wave,
		variable,
		instrument,
		completed,
	}: { wave: Wave; variable: string; instrument: Instrument; completed: number },
): Promise<OpenAnswers> {
	const at = placeOfText(instrument, variable);
	if (at === undefined) throw new Error(`${variable} is not asked in ${wave.id}`);
	const ids: string[] = [];
	const rows = new Map<string, number>();
	const missing = new Int8Array(completed);
	const words = new Uint32Array(completed);
	await readResponses(site.storage.reader, {
		wave: wave.id,
		each: ({ id, outcome, answers, arms }) => {
			if (outcome !== 'completed') return;
			const row = ids.length;
			const answer = answers[at.question.id];
			const cell = answer === undefined ? undefined : cellsOf(at.question, answer, arms)[at.place];
			const isText = typeof cell === 'string' && cell.trim() !== '';
			ids.push(isText ? id : '');
			if (isText) {
				rows.set(id, row);
				words[row] = hashWords(sameWordsKey(cell));
			} else missing[row] = missingCodes[typeof cell === 'object' ? cell.missing : 'not-applicable'];
		},
	});
	return { ids, rows, missing, words };
}
