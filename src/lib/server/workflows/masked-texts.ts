import type { WaveId } from '#core/fieldwork/index.ts';
import { findPersonalDetails, masked } from '#core/fieldwork/index.ts';
import type { Site } from '../site.ts';
import { listTextMasks } from '../storage/index.ts';

/** How the words of a response in a column may be shown: with what a person has masked, else with what the rules find. */
export type ShownText = (response: string, variable: string, text: string) => string;

/** Masks a wave's open texts. Nothing of a text is shown or handed out but by way of this. */
export async function maskedTexts(
	site: Site,
	args: { wave: WaveId; variable?: string | undefined },
): Promise<ShownText> {
	const byHand = new Map((await listTextMasks(site.storage.reader, args)).map((mask) => [keyOf(mask), mask.spans]));
	return (response, variable, text) =>
		masked(text, byHand.get(keyOf({ response, variable })) ?? findPersonalDetails(text));
}

function keyOf({ response, variable }: { readonly response: string; readonly variable: string }): string {
	return `${response} ${variable}`;
}
