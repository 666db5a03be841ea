import type { TextPiece, Wave, WaveId } from '#core/fieldwork/index.ts';
import { piecesOf, textColumns, textReader } from '#core/fieldwork/index.ts';
import { plainText, questionsOf, say } from '#core/instrument/index.ts';
import { demand } from '../../accounts/demand.ts';
import type { Site } from '../../site.ts';
import { findInstrument, findLatestVersion, listResponsesAfter, listWaves } from '../../storage/index.ts';
import { withAnswers } from '../analysis/deleted-answers.ts';
import { textMasking } from '../masked-texts.ts';

/** Which texts are read: of a wave's question, from a place in its table on. */
export interface TextsQuestion {
	readonly survey: string;
	/** The newest wave with answers unless given. */
	readonly wave?: string | undefined;
	/** The first open question unless given. */
	readonly variable?: string | undefined;
	/** *masked*: only texts in which something is masked; *by-hand*: in which somebody masked or lifted something. */
	readonly only: 'all' | 'masked' | 'by-hand';
	/** The place after which the page begins. */
	readonly after: number;
}

/** An open answer as it may be read: masked stretches have no words here. */
export interface ShownAnswer {
	readonly response: string;
	readonly pieces: readonly Pick<TextPiece, 'words' | 'mask'>[];
	/** Who masked or lifted something in it and when; null where it is left to the rules. */
	readonly byHand: { readonly by: string; readonly on: string } | null;
}

/** What the page of a survey's open answers shows. */
export interface TextsPage {
	readonly title: string;
	readonly waves: readonly Pick<Wave, 'id' | 'label' | 'origin'>[];
	readonly wave: Pick<Wave, 'id' | 'label' | 'origin'> | null;
	readonly variables: readonly { readonly name: string; readonly label: string }[];
	readonly variable: { readonly name: string; readonly label: string } | null;
	readonly answers: readonly ShownAnswer[];
	/** The place after which the next page begins; null after the last. */
	readonly next: number | null;
}

const perPage = 25;
/** So many responses are looked at for one page: some tenths of a second. */
const mostLookedAt = 20_000;

/** Open answers of a survey, masked, some at a time; undefined for a survey that is not there. */
export async function textsPageOf(site: Site, question: TextsQuestion): Promise<TextsPage | undefined> {
	demand(site, 'manage', question.survey);
	const { reader } = site.storage;
	const newest = await findLatestVersion(reader, question);
	const instrument =
		newest === undefined ? undefined : await findInstrument(reader, { survey: question.survey, version: newest });
	if (instrument === undefined) return undefined;
	const fielded = (await listWaves(reader, question)).filter(({ state }) => state !== 'planned' && state !== 'pilot');
	const waves = (await withAnswers(site, fielded)).toReversed();
	const wave = waves.find(({ id }) => id === question.wave) ?? waves[0];
	const shown = { title: plainText(say(instrument.title, 'en')), waves: waves.map(named) };
	if (wave === undefined) {
		return { ...shown, wave: null, variables: [], variable: null, answers: [], next: null };
	}
	const asked = (await findInstrument(reader, { survey: wave.survey, version: wave.instrumentVersion })) ?? instrument;
	const labels = new Map(questionsOf(asked).map(({ id, text }) => [String(id), plainText(say(text, 'en'))]));
	const variables = textColumns(asked).map(({ name, question: of }) => ({ name, label: labels.get(of) ?? name }));
	const variable = variables.find(({ name }) => name === question.variable) ?? variables[0];
	const found =
		variable === undefined
			? { answers: [], next: null }
			: await answersIn(site, { ...question, wave: wave.id, variable: variable.name, textOf: textReader(asked) });
	return { ...shown, wave: named(wave), variables, variable: variable ?? null, ...found };
}

async function answersIn(
	site: Site,
	args: Pick<TextsQuestion, 'only' | 'after'> & {
		wave: WaveId;
		variable: string;
		textOf: ReturnType<typeof textReader>;
	},
): Promise<Pick<TextsPage, 'answers' | 'next'>> {
	const { wave, variable, only, textOf } = args;
	const masking = await textMasking(site, { wave, variable });
	const answers: ShownAnswer[] = [];
	let { after } = args;
	for (let lookedAt = 0; lookedAt < mostLookedAt;) {
		const responses = await listResponsesAfter(site.storage.reader, { wave, after });
		for (const response of responses) {
			const text = response.outcome === 'completed' ? textOf(response, variable) : undefined;
			if (text === undefined) continue;
			const { spans, byHand } = masking(response.id, variable, text);
			if ((only === 'masked' && spans.length === 0) || (only === 'by-hand' && byHand === null)) continue;
			if (answers.length === perPage) return { answers, next: after };
			after = response.place;
			answers.push({
				response: response.id,
				pieces: piecesOf(text, spans).map(({ words, mask }) => ({ words: mask === null ? words : '', mask })),
				byHand: byHand && { by: byHand.by, on: byHand.on },
			});
		}
		const last = responses.at(-1);
		if (last === undefined) return { answers, next: null };
		after = last.place;
		lookedAt += responses.length;
		await new Promise((resolve) => setImmediate(resolve));
	}
	return { answers, next: after };
}

function named({ id, label, origin }: Wave): Pick<Wave, 'id' | 'label' | 'origin'> {
	return { id, label, origin };
}
