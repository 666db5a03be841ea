import type { Span, TextPiece, WaveId } from '#core/fieldwork/index.ts';
import { piecesOf, textReader, withHidden, withLifted } from '#core/fieldwork/index.ts';
import { demand } from '../../accounts/demand.ts';
import { onRecord, putOnRecord, type Actor, type Doing } from '../../on-record.ts';
import type { Site } from '../../site.ts';
import {
	deleteTextMask,
	findInstrument,
	findWave,
	placesOfResponses,
	putTextMask,
	readResponsesAt,
} from '../../storage/index.ts';
import { textMasking } from '../masked-texts.ts';

/** An open answer of a survey, and who is at it. */
export interface AtText {
	readonly actor: Actor;
	readonly survey: string;
	readonly wave: WaveId;
	readonly response: string;
	readonly variable: string;
}

interface FoundText {
	readonly text: string;
	readonly spans: readonly Span[];
	readonly doing: Pick<Doing, 'object' | 'survey'>;
}

/** Masks words wherever they stand in an answer, over what is masked there already. */
export async function hideWords(
	site: Site,
	args: AtText & { words: string },
): Promise<{ readonly kind: 'hidden' | 'not-in-it' | 'unknown-text' }> {
	demand(site, 'manage', args.survey);
	const found = await textAt(site, args);
	if (found === undefined) return { kind: 'unknown-text' };
	const spans = withHidden(found.text, found.spans, args.words);
	if (spans === undefined) return { kind: 'not-in-it' };
	await put(site, args, { ...found, spans, action: 'text.masked' });
	return { kind: 'hidden' };
}

/** Shows again what was masked in an answer and is no personal detail. */
export async function liftMask(
	site: Site,
	args: AtText & { from: number; to: number },
): Promise<{ readonly kind: 'lifted' | 'not-masked' | 'unknown-text' }> {
	demand(site, 'manage', args.survey);
	const found = await textAt(site, args);
	if (found === undefined) return { kind: 'unknown-text' };
	const spans = withLifted(found.spans, args);
	if (spans === undefined) return { kind: 'not-masked' };
	await put(site, args, { ...found, spans, action: 'text.lifted' });
	return { kind: 'lifted' };
}

/** Leaves an answer to the rules again. */
export async function leaveToRules(site: Site, args: AtText): Promise<{ readonly kind: 'left' | 'unknown-text' }> {
	demand(site, 'manage', args.survey);
	const found = await textAt(site, args);
	if (found === undefined) return { kind: 'unknown-text' };
	const writer = onRecord(site, args.actor, { ...found.doing, action: 'text.left-to-rules', after: idOf(args) });
	return { kind: (await deleteTextMask(writer, args)) ? 'left' : 'unknown-text' };
}

/** What stands under the masks of an answer, for who has to tell whether they are right; looking is put on record. */
export async function lookUnderMasks(
	site: Site,
	args: AtText,
): Promise<{ readonly kind: 'seen'; readonly pieces: readonly TextPiece[] } | { readonly kind: 'unknown-text' }> {
	demand(site, 'manage', args.survey);
	const found = await textAt(site, args);
	if (found === undefined) return { kind: 'unknown-text' };
	await putOnRecord(site, args.actor, { ...found.doing, action: 'text.looked-under', after: idOf(args) });
	return { kind: 'seen', pieces: piecesOf(found.text, found.spans) };
}

async function put(
	site: Site,
	args: AtText,
	{ doing, spans, action }: FoundText & { action: 'text.masked' | 'text.lifted' },
): Promise<void> {
	const { actor, wave, response, variable } = args;
	const writer = onRecord(site, actor, { ...doing, action, after: idOf(args) });
	await putTextMask(writer, { wave, response, variable, spans, by: actor.name, on: site.clock.today() });
}

async function textAt(site: Site, { survey, ...at }: AtText): Promise<FoundText | undefined> {
	const { reader } = site.storage;
	const wave = await findWave(reader, { id: at.wave });
	if (wave?.survey !== survey) return undefined;
	const instrument = await findInstrument(reader, { survey, version: wave.instrumentVersion });
	if (instrument === undefined) return undefined;
	const textOf = textReader(instrument);
	const places = await placesOfResponses(reader, { wave: wave.id, ids: [at.response] });
	let text: string | undefined;
	await readResponsesAt(reader, {
		wave: wave.id,
		places: places.values(),
		each: (response) => void (text = textOf(response, at.variable)),
	});
	if (text === undefined) return undefined;
	const masking = await textMasking(site, at);
	const { spans } = masking(at.response, at.variable, text);
	return { text, spans, doing: { object: `wave ${wave.label}`, survey } };
}

/** An answer is named on record by what leads nowhere but to it. */
function idOf({ response, variable }: AtText): { response: string; variable: string } {
	return { response, variable };
}
