import type { WaveId } from '#core/fieldwork/index.ts';
import type { Span } from '#core/fieldwork/index.ts';
import { findPersonalDetails, masked } from '#core/fieldwork/index.ts';
import type { Site } from '../site.ts';
import type { TextMask } from '../storage/index.ts';
import { listTextMasks } from '../storage/index.ts';

/** How the words of a response in a column may be shown: with what a person has masked, else with what the rules find. */
export type ShownText = (response: string, variable: string, text: string) => string;

/** What is masked of a text, and what a person said of it; null where it is left to the rules. */
export interface TextMasking {
	readonly spans: readonly Span[];
	readonly byHand: TextMask | null;
}

/** Masks a wave's open texts. Nothing of a text is shown or handed out but by way of this. */
export async function maskedTexts(
	site: Site,
	args: { wave: WaveId; variable?: string | undefined },
): Promise<ShownText> {
	const masking = await textMasking(site, args);
	return (response, variable, text) => masked(text, masking(response, variable, text).spans);
}

/** What is masked of each open text of a wave. */
export async function textMasking(
	site: Site,
	args: { wave: WaveId; variable?: string | undefined },
): Promise<(response: string, variable: string, text: string) => TextMasking> {
	const byHand = new Map((await listTextMasks(site.storage.reader, args)).map((mask) => [keyOf(mask), mask]));
	return (response, variable, text) => {
		const mask = byHand.get(keyOf({ response, variable })) ?? null;
		return { spans: mask?.spans ?? findPersonalDetails(text), byHand: mask };
	};
}

function keyOf({ response, variable }: { readonly response: string; readonly variable: string }): string {
	return `${response} ${variable}`;
}
